/**
 * Below the question: the card so far, and a button that names the next step.
 *
 * @typedef {import("./store.js").State} State
 * @typedef {import("./ask.js").Ask} Ask
 */
import { allLines, lineOf } from "./card-view.js";
import { card, otherName, own, store, t } from "./context.js";
import { Part } from "./part.js";
import { show } from "./view.js";

export class Panel extends Part {
  #ask;

  /** @param {HTMLElement} root @param {Ask} ask */
  constructor(root, ask) {
    super(root);
    this.#ask = ask;
  }

  /** @type {Record<string, (b: HTMLElement) => void>} */
  actions = {
    next: () => this.#turn(1),
    back: () => this.#turn(-1),
  };

  /** Moves by one question, or to the view after the last. @param {number} by */
  #turn(by) {
    const { state } = store;
    const to = state.step + by;
    if (this.#ask.single(state) && to >= 0 && to < this.#ask.asked.length) return show("write", { step: to });
    if (by < 0 && state.view === "give") return show("write", { part: "", step: Infinity });
    if (by < 0) return show("card");
    show(this.#after(state));
  }

  /** The view after the last question. @param {State} state */
  #after(state) {
    if (state.part === "one") return state.from;
    const asked = state.view === "write" && state.part === "" && state.others.length && !state.mine.solo;
    if (asked && this.#ask.questions({ ...state, view: "give" }).length) return "give";
    const { people } = state.mine;
    return state.others.length || (people.length > 1 && people.every((p) => p.answers.size)) ? "compare" : "card";
  }

  /** The label of the button for the next step. @param {State} state */
  #onward(state) {
    const single = this.#ask.single(state);
    const q = this.#ask.current();
    if (single && state.step < this.#ask.asked.length - 1) return t(q && store.answers().has(q.id) ? "next" : "skip");
    const view = this.#after(state);
    return t(view === "give" ? "next" : "to-" + view, { name: otherName() });
  }

  /** @param {State} state */
  draw(state) {
    const on = state.view === "write" || state.view === "give";
    this.root.hidden = !on;
    this.#progress(state, on && this.#ask.single(state));
    if (!on) return;
    const single = this.#ask.single(state);
    const q = this.#ask.current();
    this.$("[data-do=back]").hidden =
      (state.view === "write" && state.part === "" && state.step === 0) || state.part === "one";
    const next = this.$("[data-do=next]");
    next.textContent = this.#onward(state);
    next.classList.toggle("button", next.textContent !== t("skip"));
    const open = own().people[0].answers;
    const lines = allLines(card());
    const mine = lines.filter((l) => l.question === q?.id);
    const others = lines.filter((l) => l.question !== q?.id);
    this.$(".grown").replaceChildren(
      ...[...others.slice(-1), ...mine].map((l) => lineOf(l, open.has(l.question) ? undefined : t("only-you"))),
    );
    this.$(".so-far-title").textContent = lines.length ? t("so-far") : t("so-far-none");
  }

  /** @param {State} state @param {boolean} single */
  #progress(state, single) {
    const { length } = this.#ask.asked;
    const where = /** @type {HTMLElement} */ (this.root.parentElement?.querySelector(".where"));
    where.textContent = single && length > 1 ? t("where", { n: state.step + 1, of: length }) : "";
  }
}
