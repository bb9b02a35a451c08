/**
 * Reviews a sheet after use: keep or change each answer. Those changed since the sheet was opened are marked.
 *
 * @typedef {import("./store.js").State} State
 */
import { allLines, byQuestion, lineOf } from "./card-view.js";
import { card, form, store, t } from "./context.js";
import { button, el } from "./dom.js";
import { Part } from "./part.js";
import { show } from "./view.js";

export class Review extends Part {
  /** @type {Set<string>} */
  #kept = new Set();

  /** Whether an answer differs from the sheet as opened. @param {string} id */
  #changed(id) {
    const { state } = store;
    const before = state.opened?.people[state.person]?.answers.get(id);
    const now = store.answers().get(id);
    return !!state.opened && JSON.stringify(before) !== JSON.stringify(now);
  }

  /** @param {State} state */
  draw(state) {
    if (state.view !== "review") return;
    this.$(".review-lines").replaceChildren(
      ...byQuestion(allLines(card()), (id, lines) => {
        const label = form.byId.get(id)?.label ?? "";
        const keep = button(t("keep"), () => this.#keep(id), {
          ariaPressed: String(this.#kept.has(id)),
          ariaLabel: `${t("keep")}: ${label}`,
        });
        keep.dataset.id = id;
        return el(
          "div.review-row",
          {},
          ...lines.map((l) => lineOf(l, this.#changed(id) ? t("changed") : undefined)),
          el(
            "p",
            {},
            keep,
            " ",
            button(t("change"), () => show("write", { part: "one", only: id, from: "review" }), {
              ariaLabel: `${t("change")}: ${label}`,
            }),
          ),
        );
      }),
    );
  }

  /** @param {string} id */
  #keep(id) {
    if (!this.#kept.delete(id)) this.#kept.add(id);
    this.draw(store.state);
    this.$(`[data-id="${id}"]`).focus();
  }

  clear() {
    this.#kept.clear();
  }
}
