/**
 * The questions on screen: one at a time, or all on one page. The fields are
 * those of the page; an answer is read from them as it is given.
 *
 * @typedef {import("./form.js").Question} Question
 * @typedef {import("./store.js").State} State
 */
import { form, store, t } from "./context.js";
import { equip } from "./equip.js";
import { readFields, writeFields } from "./fields.js";
import { applies, includes } from "./form.js";
import { customQuestion, isEmpty } from "./model.js";
import { Part } from "./part.js";
import { suit } from "./wording.js";

/** How many questions are filled in at once: as many as a phone shows. */
const FIRST = 2;

/** @param {Question} q */
const element = (q) => /** @type {HTMLElement} */ (document.getElementById("q-" + q.id));

export class Ask extends Part {
  /**
   * The answer that the fields of a question show; no entry if they were never on screen.
   * @type {WeakMap<HTMLElement, import("./model.js").Answer | undefined | "unknown">}
   */
  #shown = new WeakMap();
  /** @type {Question[]} */
  asked = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {HTMLElement} page */
  constructor(page) {
    super(page);
    for (const sign of ["pointerdown", "focusin"])
      page.addEventListener(sign, (event) => this.#early(/** @type {HTMLElement} */ (event.target)));
    page.addEventListener("input", (event) => this.#typed(/** @type {HTMLElement} */ (event.target)));
    page.addEventListener("click", (event) => this.#untick(/** @type {HTMLInputElement} */ (event.target)));
    page.addEventListener("keydown", (event) => this.#key(event));
  }

  /** The form's questions and the reader's own. */
  #all() {
    return [...form.all, ...store.state.mine.custom.map(customQuestion)];
  }

  /** The questions of the part that the reader is in. @param {State} state @returns {Question[]} */
  questions(state) {
    const answers = store.answers();
    const depth = state.everything ? "everything" : "usual";
    const fits = (/** @type {Question} */ q) => {
      if (state.view === "give")
        return (
          q.type === "rate" &&
          (answers.has(q.id) || this.#wanted(q.id) || (!state.others.length && includes(depth, q.mode)))
        );
      if (state.part === "one") return q.id === state.only;
      if (state.part === "") return q.mode === "quick" && q.n > 0;
      const section = form.sections.find((s) => s.questions.includes(q))?.id ?? "own";
      return (
        (state.part === "all" || state.part === section || (state.part === "badly" && q.badly && q.mode !== "quick")) &&
        (includes(depth, q.mode) || answers.has(q.id))
      );
    };
    const asked = this.#all().filter((q) => fits(q) && (state.part === "one" || applies(q, state.mine.solo, answers)));
    // A part that has only rare questions asks them.
    return asked.length || state.everything ? asked : this.questions({ ...state, everything: true });
  }

  /** Whether another person's sheet has a wish for this. @param {string} id */
  #wanted(id) {
    return store.state.others.some((o) =>
      o.people.some((p) => ["must", "nice"].includes(p.answers.get(id)?.want ?? "")),
    );
  }

  /** Whether the reader's own items are listed, with a field for one more. @param {State} state */
  #listed = (state) => state.view === "write" && ["all", "own"].includes(state.part);

  /** Whether one question fills the screen. @param {State} state */
  single = (state) => state.view === "write" && !this.#listed(state) && state.paged;

  /** @param {State} state */
  draw(state) {
    const asking = state.view === "write" || state.view === "give";
    this.root.hidden = !asking;
    if (!asking) return;
    suit(this.root, state.mine.solo);
    this.asked = this.questions(state);
    const single = this.single(state);
    state.step = Math.max(0, Math.min(state.step, this.asked.length - 1));
    /** @type {Question[]} */
    const late = [];
    const shown = new Set((single ? this.asked.slice(state.step, state.step + 1) : this.asked).map((q) => q.id));
    for (const q of this.#all()) {
      const e = element(q);
      if (!e) continue;
      const hidden = !shown.has(q.id);
      if (e.hidden !== hidden) e.hidden = hidden;
      if (!hidden) late.push(q);
    }
    this.#fillAll(late);
    for (const s of this.root.querySelectorAll("section")) {
      s.hidden = !(s.id === "s-own" && this.#listed(state)) && !s.querySelector(".q:not([hidden])");
    }
    this.root.classList.toggle("single", single);
  }

  /**
   * Fills in the questions on screen now, and the others in short tasks, so that a slow phone need not wait.
   * @param {Question[]} questions
   */
  #fillAll(questions) {
    clearTimeout(this.#timer);
    const visible = questions.filter((q) => !element(q).hidden);
    const fresh = visible.filter((q) => !this.#shown.has(element(q)));
    for (const q of visible) if (fresh.indexOf(q) < FIRST) this.#fill(q, element(q));
    if (fresh.length > FIRST) this.#timer = setTimeout(() => this.#fillAll(fresh.slice(FIRST)));
  }

  /** The question that fills the screen, if one does. */
  current() {
    const { state } = store;
    return this.single(state) ? this.asked[state.step] : undefined;
  }

  /** Writes an answer into the fields, unless they show it already. @param {Question} q @param {HTMLElement} e */
  #fill(q, e) {
    const answer = store.answers().get(q.id);
    if (!this.#shown.has(e)) equip(q, e);
    else if (this.#shown.get(e) === answer) return;
    writeFields(q, e, answer ?? {});
    this.#remember(e);
    this.#shown.set(e, answer);
  }

  /** The question around a field. @param {HTMLElement} field @returns {[Question, HTMLElement] | []} */
  #around(field) {
    const e = /** @type {HTMLElement | null} */ (field.closest(".q"));
    const q = e && this.#all().find((x) => "q-" + x.id === e.id);
    return q ? [q, e] : [];
  }

  /** Fills in a question that is still in the queue, before it is answered. @param {HTMLElement} field */
  #early(field) {
    const [q, e] = this.#around(field);
    if (q && e && !this.#shown.has(e)) this.#fill(q, e);
  }

  /** @param {HTMLElement} field */
  #typed(field) {
    const [q, e] = this.#around(field);
    if (!q || !e) return;
    // With speech input a field changes without being touched first.
    if (!this.#shown.has(e)) equip(q, e);
    if (field.matches("[type=radio], [type=checkbox]")) store.typing = undefined;
    this.#take(q, e, field);
  }

  /**
   * Reads the answer from the fields of a question.
   * @param {Question} q
   * @param {HTMLElement} e
   * @param {HTMLElement} field
   */
  #take(q, e, field) {
    const a = readFields(q, e);
    this.#remember(e);
    this.#shown.set(e, isEmpty(a) ? undefined : a);
    store.type(field, () => {
      const answers = store.answers();
      if (isEmpty(a)) answers.delete(q.id);
      else answers.set(q.id, a);
    });
    const leads = form.all.some((other) => other.if?.some((c) => c.id === q.id));
    if (leads && !this.current()) this.draw(store.state);
  }

  /** Radio buttons that are ticked. @param {HTMLElement} e */
  #remember(e) {
    for (const i of /** @type {NodeListOf<HTMLInputElement>} */ (e.querySelectorAll("[type=radio]")))
      i.toggleAttribute("data-was", i.checked);
  }

  /** Tapping a ticked button unticks it. @param {HTMLInputElement} input */
  #untick(input) {
    if (input.type !== "radio" || !input.hasAttribute("data-was")) return;
    input.checked = false;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** The same by keyboard: browsers do nothing when a ticked button is ticked again. @param {KeyboardEvent} event */
  #key(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    if (input.type !== "radio" || !input.checked || ![" ", "Backspace", "Delete"].includes(event.key)) return;
    event.preventDefault();
    this.#untick(input);
  }

  /** The fields were emptied: what they show has to be written again. */
  clear() {
    for (const q of this.#all()) {
      const e = element(q);
      if (e && this.#shown.has(e)) this.#shown.set(e, "unknown");
    }
  }
}
