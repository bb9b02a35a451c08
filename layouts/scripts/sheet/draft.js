/** The draft that a person asked to be kept, and the offer to go on with one. */
import { form, store, t } from "./context.js";
import { button, el } from "./dom.js";
import { LIMITS, fromValue, toFile } from "./model.js";
import { forgetDraft, readDraft, watchDraft, writeDraft } from "./kept.js";
import { say } from "./message.js";
import { problem, show } from "./view.js";

/** Beside where a draft is asked for. @param {string} word */
const sayHere = (word) => say(t(word), document.querySelector(".whose summary"));

/** Milliseconds of quiet before a draft is written. */
const QUIET = 400;

class Draft {
  /** "", "tab" or "device" */
  where = "";
  stale = false;
  /** Whether the last draft could be kept, as far as was said. @type {boolean | undefined} */
  said = undefined;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  constructor() {
    watchDraft(() => {
      if (this.where !== "device") return;
      // Two tabs never overwrite each other in silence.
      this.stale = true;
      sayHere("stale");
    });
  }

  /** @param {string} where */
  keepIn(where) {
    forgetDraft();
    Object.assign(this, { where, stale: false, said: undefined });
    if (where) this.#save();
  }

  soon() {
    clearTimeout(this.#timer);
    if (this.where) this.#timer = setTimeout(() => this.#save(), QUIET);
  }

  /** Writes a pending draft now. */
  flush() {
    if (this.#timer) this.#save();
  }

  #save() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.where || this.stale) return;
    const { mine, others } = store.state;
    const kept = writeDraft(this.where, { mine: toFile(form, mine), others: others.map((o) => toFile(form, o)) });
    // Announce the first success or failure, not every save.
    if (kept !== this.said) sayHere(kept ? "saved" : "unsaved");
    this.said = kept;
  }

  /** Offers to continue a draft. It shows none of it before the reader accepts. */
  offer() {
    const found = readDraft();
    if (!found) return;
    const offer = el(
      "div.panel.offer",
      {},
      el("p", {}, t("draft")),
      button(
        t("continue"),
        () => {
          offer.remove();
          this.#restore(found);
        },
        { className: "button" },
      ),
      " ",
      button(t("discard"), () => {
        forgetDraft();
        offer.remove();
        say(t("forgotten"), document.querySelector(".planner-top"));
      }),
    );
    document.querySelector("sheet-planner")?.prepend(offer);
  }

  /** @param {{where: string, draft: any}} found */
  #restore({ where, draft }) {
    const read = (/** @type {unknown} */ file) => fromValue(form, file).sheet;
    let mine, others;
    try {
      mine = read(draft.mine);
      others = Array.isArray(draft.others) ? draft.others.slice(0, LIMITS.people).map(read) : [];
    } catch {
      return problem("not-a-sheet");
    }
    this.where = where;
    // Keep people whose link was opened in the meantime.
    const met = store.state.others.slice(0, LIMITS.people - others.length);
    const patch = { mine, others: [...others, ...met], person: 0 };
    if (store.hasAnswers()) store.change((s) => Object.assign(s, patch));
    else Object.assign(store.state, patch);
    show("card");
  }

  /** Stops saving. A saved draft stays until it is deleted. */
  stop() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.where = "";
  }
}

export const draft = new Draft();
