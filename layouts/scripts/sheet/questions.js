/**
 * The questions on screen: those that are asked, worded for whom they are for,
 * and read as they are filled in.
 *
 * @typedef {import("./form.js").Question} Question
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

  /** @param {HTMLElement} field @param {Element} e */
  typed(field, e) {
    const { planner } = this;
    const q = this.all().find((x) => "q-" + x.id === e.id);
    if (!q) return;
    if (field.matches("[type=radio], [type=checkbox]")) planner.s.typing = undefined;
    if (rememberTyping(planner.s, field)) planner.drawUndo();
    this.take(q, e);
  }

  /** Takes over what the fields of a question say. @param {Question} q @param {Element} e */
  take(q, e) {
    const { planner } = this;
    const a = readFields(q, e);
    const answers = this.answers();
    if (isEmpty(a)) answers.delete(q.id);
    else answers.set(q.id, a);
    for (const other of planner.form.all) if (other.if?.some((c) => c.id === q.id)) this.show(other);
    planner.changed();
  }

  /** Brings all fields up to date. */
  draw() {
    const { items, page, s, t } = this.planner;
    items.draw();
    this.wording.suit(page, s.mine.solo, t);
    for (const q of this.all()) {
      writeFields(q, this.planner.element(q.id), this.answers().get(q.id) ?? {});
      this.show(q);
    }
  }

  /** Shows a question if it is asked. @param {Question} q */
  show(q) {
    const { s, element } = this.planner;
    const e = element(q.id);
    const answers = this.answers();
    const wanted = includes(s.depth, q.mode) || answers.has(q.id);
    const fits = s.view === "write" || (s.view === "give" && q.type === "rate");
    e.hidden = !(wanted && fits && applies(q, s.mine.solo, answers));
  }
}
