/** The sheets side by side: what meets, what does not, and what to talk about. */
import { button, el, groupsOf, own } from "./dom.js";
import { fill, join, match, talkList } from "./match.js";
import { questionOf, shared } from "./model.js";
import { answerText, labelOf, slotText, summary } from "./text.js";
import { printOut } from "./share.js";

/** From so many wishes on, what comes after the first screen is shown after it: a slow phone would wait for it. */
const MANY = 100;

export class Compare {
  /** @param {import("./planner.js").Planner} planner @param {HTMLElement} root */
  constructor(planner, root) {
    this.planner = planner;
    this.root = root;
    /** @type {import("./model.js").Sheet} */
    this.sheet = planner.s.mine;
    this.open = false;
    /** Names and labels as they have been put into words: hundreds of lines have the same few. @type {Map<string, string>} */
    this.said = new Map();
    this.list = new Intl.ListFormat(document.documentElement.lang);
  }

  /** @param {string} key @param {Record<string, any>} [values] */
  t = (key, values) => this.planner.t(key, values);

  draw() {
    const { planner } = this;
    const out = /** @type {HTMLElement} */ (this.root.querySelector(".out"));
    this.sheet = this.people();
    this.said.clear();
    const away = planner.s.others.map((other, i) =>
      button(this.t("take-away", { name: planner.nameOf(0, other) }), () => {
        planner.change(() => planner.s.others.splice(i, 1));
        planner.show("compare");
      }));
    const { length } = this.sheet.people;
    if (!length || (!planner.s.others.length && length < 2)) return out.replaceChildren(el("p", {}, this.t("alone")), el("p", {}, ...away));
    if (planner.s.others.length && !planner.s.checked && !this.open) {
      return out.replaceChildren(el("p", {}, this.t("folded")), el("p", {},
        button(this.t("mine-first"), () => this.begin(), { class: "button" }), " ",
        button(this.t("show"), () => {
          this.open = true;
          this.draw();
        }), " ", ...away));
    }
    const end = el("p", {}, ...away);
    if (length < 2) return out.replaceChildren(...this.reading(), end);
    const { first, rest, many } = this.findings();
    out.replaceChildren(...first, end);
    // Whoever is shown something else meanwhile has taken the end away.
    const more = () => end.isConnected && end.before(...rest());
    if (many) requestAnimationFrame(() => requestAnimationFrame(more)); // in the second frame the first is on screen
    else more();
  }

  /** To one's own sheet, from the name on: it is what the others are told apart by. */
  begin() {
    const { planner } = this;
    planner.s.step = 0;
    planner.show("write");
    planner.$(".name").focus();
  }

  clear() {
    this.open = false;
    this.said.clear(); // names are what people typed
    this.root.querySelector(".out")?.replaceChildren();
  }

  /** Who is side by side: whoever has answered, without what is private. Nobody is renamed by somebody's silence. */
  people() {
    const { planner } = this;
    const { others } = planner.s;
    const mine = shared(planner.form, planner.clean());
    const all = others.reduce((sheet, other) => join(sheet, other), mine);
    const people = all.people.map((p, i) => ({ ...p, name: planner.nameOf(i, all) })).filter((p) => p.answers.size > 0);
    return { ...all, people };
  }

  /** One sheet has nothing to be compared with, but can be read. */
  reading() {
    return [el("h3", {}, own(this.name(0))), ...groupsOf(summary(this.planner.form, this.sheet, 0, this.t), undefined, "h4"), el("p", {}, this.t("mine-too"))];
  }

  /** One name, or several as a list. @param {...number} people */
  name = (...people) => this.once(String(people), () => this.list.format(people.map((i) => this.planner.nameOf(i, this.sheet))));

  /** @param {string} id */
  label = (id) => this.once(id, () => labelOf(/** @type {any} */ (questionOf(this.planner.form, this.sheet, id)), false));

  /** @param {string} key @param {() => string} say */
  once(key, say) {
    const said = this.said.get(key) ?? say();
    this.said.set(key, said);
    return said;
  }

  /** @param {number} i @param {string} id */
  answer = (i, id) => {
    const q = questionOf(this.planner.form, this.sheet, id);
    const a = this.sheet.people[i].answers.get(id);
    return q && a ? answerText(q, a, this.t) : "";
  };

  /** @param {number} i @param {import("./match.js").CheckIn} c */
  slot = (i, c) => {
    const slot = this.sheet.people[i].answers.get(c.id)?.slots?.find((/** @type {any} */ s) => s.slot === c.slot);
    return slot ? slotText(slot, this.t) : "";
  };

  /** What comes first, and a way to make the rest. */
  findings() {
    const { form } = this.planner;
    const m = match(form, this.sheet);
    const part = (/** @type {string} */ key, /** @type {Node[]} */ nodes) => (nodes.length ? [el(`section.group.match-${key}`, {}, el("h3", {}, this.t(key)), ...nodes)] : []);
    const side = (/** @type {{id: string, people: number[]}} */ s) =>
      el("div.side", {}, el("h4", {}, own(this.label(s.id))), el("dl", {}, ...s.people.map((i) => el("div", {}, el("dt", {}, own(this.name(i))), el("dd", {}, own(this.answer(i, s.id)))))));
    const needs = () => this.sheet.people.flatMap((/** @type {any} */ _, /** @type {number} */ i) => {
      const own_ = m.needs.filter((n) => n.a === i);
      return own_.length ? [el("h4", {}, own(this.name(i))), el("ul.needs", {}, ...own_.map((n) => this.need(n)))] : [];
    });
    const first = [
      ...part("safety", m.safety.map(side)),
      ...part("respect", m.respect.length ? [el("ul", {}, ...m.respect.map((n) => el("li", {}, own(this.prompt("respect", n.id, n.a, n.by)), n.how && " – ", n.how && own(n.how))))] : []),
    ];
    const rest = (talk = talkList(form, m, this.name, this.label)) => [
      ...part("talk", talk.length ? [el("ol.talk", {}, ...talk.map((r) => el("li", {}, own(r.text))))] : []),
      ...part("needs", needs()),
      ...part("check-ins", m.checkIns.length ? [el("ul", {}, ...m.checkIns.map((c) => el("li", {}, el("strong", {}, this.t(c.agree ? "agree" : "settle")), `: ${c.label}`, ...c.people.flatMap((i) => [". ", own(this.name(i)), ": ", own(this.slot(i, c))]))))] : []),
      ...part("offers", m.offers.length ? [el("ul", {}, ...m.offers.map((o) => el("li", {}, own(this.prompt("offer", o.id, o.a, [o.b])))))] : []),
      ...part("sides", m.sides.map(side)),
    ];
    const now = el("p.sheet-plan", {}, this.t("now", { names: this.name(...this.sheet.people.keys()), date: new Date().toLocaleDateString(document.documentElement.lang, { dateStyle: "long" }) }));
    const print = (/** @type {Node[]} */ list) => el("p", {}, button(this.t("print-talk"), () => printOut("print-full", list.map((n) => n.cloneNode(true)))));
    return {
      first, many: m.needs.length > MANY, rest: () => {
        const list = [...rest(), now];
        return [...list, print([...first, ...list])];
      },
    };
  }

  /** @param {string} kind @param {string} id @param {number} a @param {number[]} by */
  prompt = (kind, id, a, by) => fill(this.planner.form.prompts[kind] ?? "", { item: this.label(id), a: this.name(a), b: this.name(...by) });

  /** @param {import("./match.js").Need} n */
  need(n) {
    const word = this.t({ talk: "talk-kind", opposite: "settle" }[n.kind] ?? n.kind);
    // What the list to talk about has already is not said twice.
    const settled = ["agreed", "possible", "optional", "leave-out"].includes(n.kind);
    return el("li", {}, el("strong", {}, word), ": ", own(settled ? this.prompt(n.kind, n.id, n.a, n.by) : this.label(n.id)), n.how && " – ", n.how && own(n.how));
  }
}
