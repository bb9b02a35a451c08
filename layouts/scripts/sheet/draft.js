/** The draft that a person asked to be kept, and the offer to go on with one. */
import { button, el } from "./dom.js";
import { DEPTHS } from "./form.js";
import { LIMITS, fromValue, toFile } from "./model.js";
import { forgetDraft, readDraft, watchDraft, writeDraft } from "./store.js";

/** Milliseconds of quiet before a draft is written. */
const QUIET = 400;

export class Draft {
  /** "", "tab" or "device" */
  where = "";
  stale = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer;

  /** @param {import("./planner.js").Planner} planner */
  constructor(planner) {
    this.planner = planner;
    watchDraft(() => {
      if (this.where !== "device") return;
      // Two tabs never overwrite each other in silence.
      this.stale = true;
      planner.say(planner.t("stale"));
    });
  }

  /** @param {string} where */
  keepIn(where) {
    forgetDraft();
    this.where = where;
    this.stale = false;
    if (where) this.save();
  }

  soon() {
    clearTimeout(this.timer);
    if (this.where) this.timer = setTimeout(() => this.save(), QUIET);
  }

  /** Writes now what was about to be written. */
  flush() {
    if (this.timer) this.save();
  }

  save() {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.where || this.stale) return;
    const { form, s, t } = this.planner;
    const file = (/** @type {import("./model.js").Sheet} */ sheet) => toFile(form, sheet);
    const kept = writeDraft(this.where, { depth: s.depth, mine: file(s.mine), others: s.others.map(file) });
    this.planner.say(t(kept ? "saved" : "unsaved"));
  }

  /** Offers to go on; nothing is shown before somebody says so. */
  offer() {
    const found = readDraft();
    if (!found) return;
    const { planner } = this;
    const offer = el("div.panel.offer", {}, el("p", {}, planner.t("draft")),
      button(planner.t("continue"), () => {
        offer.remove();
        this.restore(found);
      }, { class: "button" }), " ",
      button(planner.t("discard"), () => {
        forgetDraft();
        offer.remove();
        planner.say(planner.t("forgotten"));
      }));
    planner.prepend(offer);
  }

  /** @param {{where: string, draft: any}} found */
  restore({ where, draft }) {
    const { planner } = this;
    const read = (/** @type {unknown} */ file) => fromValue(planner.form, file).sheet;
    let mine, others;
    try {
      mine = read(draft.mine);
      others = Array.isArray(draft.others) ? draft.others.slice(0, LIMITS.people).map(read) : [];
    } catch {
      planner.problem("not-a-sheet");
      return;
    }
    this.where = where;
    if (planner.hasAnswers()) planner.remember();
    // Somebody whose link was opened meanwhile stays beside.
    const met = planner.s.others.slice(0, LIMITS.people - others.length);
    Object.assign(planner.s, { mine, others: [...others, ...met], person: 0, depth: DEPTHS.includes(draft.depth) ? draft.depth : "quick" });
    planner.draw();
    if (met.length) this.soon();
  }

  /** Stops keeping; what is kept already stays until it is forgotten. */
  stop() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.where = "";
  }
}
