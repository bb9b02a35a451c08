/**
 * A part of the planner, in its place on the page.
 *
 * @typedef {import("./store.js").State} State
 */
import { store } from "./context.js";

export class Part {
  /** What its buttons do, by data-do. @type {Record<string, (b: HTMLElement) => void>} */
  actions = {};

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
  }

  /** @param {string} selector @returns {HTMLElement} */
  $ = (selector) => /** @type {HTMLElement} */ (this.root.querySelector(selector));

  /** A field. @type {(selector: string) => HTMLInputElement} */
  field = /** @type {(selector: string) => HTMLInputElement} */ (this.$);

  /** Asks for a name once, and keeps the field while somebody types in it. */
  askName() {
    const field = this.field(".name");
    if (field === document.activeElement) return;
    field.value = store.me.name;
    this.$(".call").hidden = !!store.me.name;
  }

  /**
   * Shows the state.
   * @param {State} _state
   * @param {boolean} [_light] one answer has changed, and nothing around it
   */
  draw(_state, _light) {}

  /** Puts on paper what is on screen, if paper shows something else. */
  layOut() {}

  /** Leaves nothing behind. */
  clear() {}
}
