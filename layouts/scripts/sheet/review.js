/**
 * After use: each answer is kept or changed, two taps a line; what has changed
 * since the sheet was opened is marked.
 *
 * @typedef {import("./planner.js").Context} Context
 * @typedef {import("./store.js").State} State
 */
import { lineOf } from "./card-view.js";
import { button, el } from "./dom.js";
import { Part } from "./part.js";

export class Review extends Part {
  /** @param {Context} context @param {HTMLElement} root @param {(id: string) => void} change */
  constructor(context, root, change) {
    super(context, root);
    this.change = change;
    /** @type {Set<string>} */
    this.kept = new Set();
  }

  /** Whether an answer is another than in the sheet that was opened. @param {string} id */
  changed(id) {
    const { state } = this.context.store;
    const before = state.opened?.people[state.person]?.answers.get(id);
    const now = this.context.store.answers().get(id);
    return !!state.opened && JSON.stringify(before) !== JSON.stringify(now);
  }

  /** @param {State} state */
  draw(state) {
    if (state.view !== "review") return;
    const { card, t } = this.context;
    const made = card();
    const lines = [...made.safety, ...made.parts.flatMap((p) => p.lines)];
    const ids = [...new Set(lines.map((l) => l.question))];
    this.root.querySelector(".review-lines")?.replaceChildren(...ids.map((id) => {
      const label = this.context.form.byId.get(id)?.label ?? "";
      const keep = button(t("keep"), () => this.keep(id), { "aria-pressed": String(this.kept.has(id)), "aria-label": `${t("keep")}: ${label}`, "data-id": id });
      return el("div.review-row", {}, ...lines.filter((l) => l.question === id).map((l) => lineOf(l, this.changed(id) ? t("changed") : undefined)),
        el("p", {}, keep, " ", button(t("change"), () => this.change(id), { "aria-label": `${t("change")}: ${label}` })));
    }));
  }

  /** @param {string} id */
  keep(id) {
    if (!this.kept.delete(id)) this.kept.add(id);
    this.draw(this.context.store.state);
    /** @type {HTMLElement | null} */ (this.root.querySelector(`[data-id="${id}"]`))?.focus();
  }

  clear() {
    this.kept.clear();
    this.root.querySelector(".review-lines")?.replaceChildren();
  }
}
