/**
 * Sheets side by side on one short page: what holds for everyone, what to talk
 * about and how to begin, what could fit, what nobody has said, lines to sign.
 *
 * @typedef {import("./planner.js").Context} Context
 * @typedef {import("./store.js").State} State
 * @typedef {import("./comparison.js").Comparison} Comparison
 * @typedef {import("./comparison.js").Talk} Talk
 */
import { cardOf, lineOf, runsOf } from "./card-view.js";
import { comparison } from "./comparison.js";
import { button, el, own } from "./dom.js";
import { join } from "./join.js";
import { shared } from "./model.js";
import { Part } from "./part.js";
import { layOut } from "./print-out.js";
import { list } from "./say.js";
import { possessive } from "./settings.js";
import { rest, textOfComparison } from "./text.js";

export class Compare extends Part {
  /** @type {Record<string, (b: HTMLElement) => void>} */
  actions = {
    "copy-compare": (b) => this.context.copy(textOfComparison(this.find(), this.context.t, this.context.date()), b),
    "copy-other": (b) => this.context.copy(this.context.cardText(this.everybody()), b),
    "is-mine": () => {
      const { letOut, say, show, store } = this.context;
      store.change((s) => s.others.splice(-1).forEach((mine) => Object.assign(s, { mine, person: 0, opened: structuredClone(mine) })));
      show("card");
      say(letOut(store.state.mine), document.activeElement);
    },
  };

  layOut() {
    const out = this.$(".out").cloneNode(true);
    if (out.hasChildNodes()) layOut("print-compare", [...out.childNodes]);
    else if (this.$(".cards").hasChildNodes()) layOut("print-card", this.cards("h1"));
  }

  /** Who is side by side: whoever has answered, without what is private. */
  everybody(others = this.context.store.state.others) {
    const { clean, handed, store } = this.context;
    const all = others.reduce((sheet, other) => join(sheet, other), handed(clean(), [...store.state.mine.people.keys()]));
    return { ...all, people: all.people.filter((p) => p.answers.size > 0) };
  }

  find() {
    const { people, custom } = this.everybody();
    return comparison(this.context.form, people, { custom, unnamed: this.context.t("person") });
  }

  /** The cards of those who sent theirs. @param {string} level */
  cards(level) {
    const { card, cardWords, form, nameOf, store } = this.context;
    return store.state.others.flatMap((o) => shared(form, o).people.map((p, i) => cardOf(card({ ...p, name: o.people.length > 1 ? nameOf(i, o) : p.name }, o), cardWords(), level)));
  }

  /** @param {State} state */
  draw(state) {
    if (state.view !== "compare") return;
    const { otherName, t } = this.context;
    const mine = this.everybody([]).people;
    const reading = state.others.length > 0 && !mine.length;
    const alone = !state.others.length && mine.length < 2;
    this.$(".reading").hidden = !reading;
    this.$(".alone").hidden = !alone;
    this.$(".compared").hidden = reading || alone;
    this.$(".sent").replaceChildren(...possessive(t("sent"), otherName(t("one"))));
    this.$(".cards").replaceChildren(...(reading ? this.cards("h4") : []));
    this.$(".away").replaceChildren(...state.others.map((other, i) => this.away(other, i)));
    this.$(".out").replaceChildren(...(reading || alone ? [] : this.found(this.find())));
    const name = this.$(".name");
    const own = state.mine.people[state.person].name;
    // Asked for once, and not taken from under the fingers.
    if (name !== document.activeElement) {
      name.value = own;
      this.$(".call").hidden = !!own;
    }
  }

  /** @param {import("./model.js").Sheet} other @param {number} i */
  away(other, i) {
    const { show, store, t } = this.context;
    return button(possessive(t("close"), other.people[0].name || t("one")), () => {
      store.change((s) => s.others.splice(i, 1));
      show("compare");
    });
  }

  /** @param {Comparison} found */
  found(found) {
    const { names, safety, talks, more } = found;
    const { t, date, cardWords, form } = this.context;
    return [
      el("h3.compare-names", {}, ...runsOf(list(form, "conjunction", names, { own: true }))),
      el("p.care-who", {}, date(), " · ", t("not-agreed")),
      el("section.care-safety", {}, el("h4", {}, t("always")), ...safety.map(({ name, lines }) =>
        el("div", {}, el("h5", {}, own(name)), ...(lines.length ? lines.map((l) => lineOf(l)) : [el("p", {}, t("nothing-shared"))])))),
      ...talks.map((talk, i) => this.talk(talk, i + 1)),
      more.length > 0 && el("details.talks-more", {}, el("summary", {}, t("more-talks")), ...more.map((talk, i) => this.talk(talk, i + talks.length + 1))),
      ...rest(found, t).map(([title, lines]) => el("section.fits", {}, el("h4", {}, title), ...lines.map((l) => lineOf(l)))),
      el("div.sign", {}, ...names.map((name) => el("p", {}, own(name)))),
      el("p.care-foot", {}, t("plan"), " ", cardWords().help),
    ].filter(Boolean);
  }

  /** @param {Talk} talk @param {number} n */
  talk({ title, why, plan, opener }, n) {
    return el("section.talk", {}, el("h4", {}, el("span.number", {}, String(n)), " ", el("span", {}, ...runsOf(title))), el("div.why", {}, ...[...why, ...plan].map((l) => lineOf(l))),
      opener.length > 0 && el("p.opener", {}, ...runsOf(opener)));
  }
}
