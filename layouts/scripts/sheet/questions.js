/**
 * The questions on screen: those that are asked, worded for whom they are for,
 * and read as they are filled in.
 *
 * @typedef {import("./form.js").Question} Question
 * @typedef {import("./model.js").Answer} Answer
 */
import { readFields, writeFields } from "./fields.js";
import { applies, includes } from "./form.js";
import { customQuestion, isEmpty } from "./model.js";
import { rememberTyping } from "./state.js";
import { Wording } from "./wording.js";

export class Questions {
  /** @param {import("./planner.js").Planner} planner */
  constructor(planner) {
    this.planner = planner;
    this.wording = new Wording();
    /** Adds to a question what only works with script. @type {(q: Question, e: HTMLElement) => void} */
    this.equip = () => {};
    /** What is equipped, and the answers that its fields show. @type {WeakMap<HTMLElement, Answer | undefined | "unknown">} */
    this.shown = new WeakMap();
  }

  /** The form's and the reader's own. @returns {Question[]} */
  all() {
    const { form, s } = this.planner;
    return [...form.all, ...s.mine.custom.map(customQuestion)];
  }

  /** What the person at hand answered. */
  answers() {
    const { mine, person } = this.planner.s;
    return mine.people[person].answers;
  }

  /** @param {HTMLElement} field @param {HTMLElement} e */
  typed(field, e) {
    const { planner } = this;
    const q = this.all().find((x) => "q-" + x.id === e.id);
    if (!q) return;
    if (field.matches("[type=radio], [type=checkbox]")) planner.s.typing = undefined;
    if (rememberTyping(planner.s, field)) planner.drawUndo();
    this.take(q, e);
  }

  /** Takes over what the fields of a question say. @param {Question} q @param {HTMLElement} e */
  take(q, e) {
    const { planner } = this;
    const a = readFields(q, e);
    const answers = this.answers();
    if (isEmpty(a)) answers.delete(q.id);
    else answers.set(q.id, a);
    this.shown.set(e, "unknown");
    for (const other of planner.form.all) if (other.if?.some((c) => c.id === q.id)) this.show(other);
    planner.changed();
  }

  /** Brings all fields up to date. */
  draw() {
    const { items, page, s, t } = this.planner;
    items.draw();
    this.wording.suit(page, s.mine.solo, t);
    for (const q of this.all()) this.show(q);
  }

  /** The fields were emptied; what they show is to be written anew. */
  emptied() {
    for (const q of this.all()) {
      const e = this.planner.element(q.id);
      if (this.shown.has(e)) this.shown.set(e, "unknown");
    }
  }

  /** Shows a question if it is asked. @param {Question} q */
  show(q) {
    const { s, element } = this.planner;
    const e = element(q.id);
    const answers = this.answers();
    const wanted = includes(s.depth, q.mode) || answers.has(q.id);
    const fits = s.view === "write" || (s.view === "give" && q.type === "rate");
    const hidden = !(wanted && fits && applies(q, s.mine.solo, answers));
    if (e.hidden !== hidden) e.hidden = hidden;
    if (!hidden) this.fill(q, e, answers.get(q.id));
  }

  /** Writes an answer into the fields, unless they show it already. @param {Question} q @param {HTMLElement} e @param {Answer} [answer] */
  fill(q, e, answer) {
    if (!this.shown.has(e)) {
      this.equip(q, e);
      this.shown.set(e, "unknown");
    }
    if (this.shown.get(e) === answer) return;
    writeFields(q, e, answer ?? {});
    this.shown.set(e, answer);
  }
}
