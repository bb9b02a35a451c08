/**
 * What is said beside what it speaks of, aloud where a screen is read. It goes
 * with the next thing that somebody does.
 */
import { el } from "./dom.js";

export class Messages {
  /** @param {HTMLElement} live heard, not seen */
  constructor(live) {
    this.live = live;
    /** @type {HTMLElement | undefined} */
    this.shown = undefined;
    for (const event of ["pointerdown", "keydown", "input"]) document.addEventListener(event, () => this.clear(), true);
  }

  /** @param {string} text @param {Element | null} [near] what it speaks of; without, it is only heard */
  say(text, near) {
    this.clear();
    this.live.textContent = text;
    if (!text || !near) return;
    this.shown = el("p.said", { "aria-hidden": "true" }, text);
    (near.closest("p, .row, fieldset") ?? near).after(/** @type {HTMLElement} */ (this.shown));
  }

  clear() {
    this.shown?.remove();
    this.shown = undefined;
  }
}
