/**
 * A part of the planner: its place on the page, and what it shares with the
 * others.
 *
 * @typedef {import("./planner.js").Context} Context
 * @typedef {import("./store.js").State} State
 */
export class Part {
  /** What its buttons do, by data-do. @type {Record<string, (b: HTMLElement) => void>} */
  actions = {};

  /** @param {Context} context @param {HTMLElement} root */
  constructor(context, root) {
    this.context = context;
    this.root = root;
  }

  /** @param {string} selector @returns {any} */
  $ = (selector) => this.root.querySelector(selector);

  /** Shows where things stand. @param {State} _state @param {boolean} [_light] one answer has changed, and nothing around it */
  draw(_state, _light) {}

  /** Leaves nothing behind. */
  clear() {}
}
