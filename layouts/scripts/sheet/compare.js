/**
 * The page that compares sheets: what holds for everyone, what to talk about and how to begin, what could fit,
 * what nobody has said, lines to sign.
 *
 * @typedef {import("./store.js").State} State
 * @typedef {import("./comparison.js").Comparison} Comparison
 * @typedef {import("./comparison.js").Talk} Talk
 */
import { cardOf, foot, lineOf, runsOf } from "./card-view.js";
import { comparison } from "./comparison.js";
import { card, cardText, clean, date, form, handed, letOut, nameOf, otherName, store, t } from "./context.js";
import { button, el, own } from "./dom.js";
import { join } from "./join.js";
import { say } from "./message.js";
import { shared } from "./model.js";
import { Part } from "./part.js";
import { layOut } from "./print-out.js";
import { list } from "./say.js";
import { possessive } from "./settings.js";
import { rest, textOfComparison } from "./text.js";
import { copy, show } from "./view.js";

export class Compare extends Part {
  /** @type {Record<string, (b: HTMLElement) => void>} */
  actions = {
    "copy-compare": (b) => copy(textOfComparison(this.#find(), t, date()), b),
    "copy-other": (b) => copy(cardText(this.#everybody()), b),
    "is-mine": () => {
      store.change((s) =>
        s.others.splice(-1).forEach((mine) => Object.assign(s, { mine, person: 0, opened: structuredClone(mine) })),
      );
      show("card");
      say(letOut(store.state.mine), document.activeElement);
    },
  };

  layOut() {
    const out = this.$(".out").cloneNode(true);
    if (out.hasChildNodes()) layOut("print-compare", [...out.childNodes]);
    else if (this.$(".cards").hasChildNodes()) layOut("print-card", this.#cards("h1"));
  }

  /** The people to compare: those who have answered, without private answers. */
  #everybody(others = store.state.others) {
    const all = others.reduce(
      (sheet, other) => join(sheet, other),
      handed(clean(), [...store.state.mine.people.keys()]),
    );
    return { ...all, people: all.people.filter((p) => p.answers.size > 0) };
  }

  #find() {
    const { people, custom } = this.#everybody();
    return comparison(form, people, { custom, unnamed: t("person") });
  }

  /** The cards of the other people. @param {string} level */
  #cards(level) {
    return store.state.others.flatMap((o) =>
      shared(form, o).people.map((p, i) =>
        cardOf(card({ ...p, name: o.people.length > 1 ? nameOf(i, o) : p.name }, o), level),
      ),
    );
  }

  /** @param {State} state */
  draw(state) {
    if (state.view !== "compare") return;
    const mine = this.#everybody([]).people;
    const reading = state.others.length > 0 && !mine.length;
    const alone = !state.others.length && mine.length < 2;
    this.$(".reading").hidden = !reading;
    this.$(".alone").hidden = !alone;
    this.$(".compared").hidden = reading || alone;
    this.$(".sent").replaceChildren(...possessive(t("sent"), otherName(t("one"))));
    this.$(".cards").replaceChildren(...(reading ? this.#cards("h4") : []));
    this.$(".away").replaceChildren(...state.others.map((other, i) => this.#away(other, i)));
    this.$(".out").replaceChildren(...(reading || alone ? [] : this.#found(this.#find())));
    this.askName();
  }

  /** @param {import("./model.js").Sheet} other @param {number} i */
  #away(other, i) {
    return button(possessive(t("close"), other.people[0].name || t("one")), () => {
      store.change((s) => s.others.splice(i, 1));
      show("compare");
    });
  }

  /** @param {Comparison} found */
  #found(found) {
    const { names, safety, talks, more } = found;
    return [
      el("h3.compare-names", {}, ...runsOf(list(form, "conjunction", names, { own: true }))),
      el("p.care-who", {}, date(), " · ", t("not-agreed")),
      el(
        "section.care-safety",
        {},
        el("h4", {}, t("always")),
        ...safety.map(({ name, lines }) =>
          el(
            "div",
            {},
            el("h5", {}, own(name)),
            ...(lines.length ? lines.map((l) => lineOf(l)) : [el("p", {}, t("nothing-shared"))]),
          ),
        ),
      ),
      ...talks.map((talk, i) => this.#talk(talk, i + 1)),
      ...(more.length
        ? [
            el(
              "details.talks-more",
              {},
              el("summary", {}, t("more-talks")),
              ...more.map((talk, i) => this.#talk(talk, i + talks.length + 1)),
            ),
          ]
        : []),
      ...rest(found, t).map(([title, lines]) =>
        el("section.fits", {}, el("h4", {}, title), ...lines.map((l) => lineOf(l))),
      ),
      el("div.sign", {}, ...names.map((name) => el("p", {}, own(name)))),
      foot(),
    ];
  }

  /** @param {Talk} talk @param {number} n */
  #talk({ title, why, plan, opener }, n) {
    return el(
      "section.talk",
      {},
      el("h4", {}, el("span.number", {}, String(n)), " ", el("span", {}, ...runsOf(title))),
      el("div.why", {}, ...[...why, ...plan].map((l) => lineOf(l))),
      opener.length > 0 && el("p.opener", {}, ...runsOf(opener)),
    );
  }
}
