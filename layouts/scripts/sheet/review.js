/**
 * After use: each answer is kept or changed, two taps a line; what has changed
 * since the sheet was opened is marked.
 *
 * @typedef {import("./planner.js").Context} Context
 * @typedef {import("./store.js").State} State
 */
import { allLines, byQuestion, lineOf } from "./card-view.js";
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
    this.$(".review-lines").replaceChildren(...byQuestion(allLines(card()), (id, lines) => {
      const label = this.context.form.byId.get(id)?.label ?? "";
      const keep = button(t("keep"), () => this.keep(id), { ariaPressed: String(this.kept.has(id)), ariaLabel: `${t("keep")}: ${label}` });
      keep.dataset.id = id;
      return el("div.review-row", {}, ...lines.map((l) => lineOf(l, this.changed(id) ? t("changed") : undefined)),
        el("p", {}, keep, " ", button(t("change"), () => this.change(id), { ariaLabel: `${t("change")}: ${label}` })));
    }));
  }

  /** @param {string} id */
  keep(id) {
    if (!this.kept.delete(id)) this.kept.add(id);
    this.draw(this.context.store.state);
    this.$(`[data-id="${id}"]`).focus();
  }

  clear() {
    this.kept.clear();
  }
}
