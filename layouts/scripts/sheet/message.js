/**
 * What is said beside what it speaks of, aloud where a screen is read. It lies
 * over the page, which does not move under the next tap, and goes with it.
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
    const said = el("p.said", { ariaHidden: "true" }, text);
    this.shown = said;
    near.after(said);
    const { top, bottom } = near.getBoundingClientRect();
    const low = bottom > innerHeight / 2;
    said.style[low ? "bottom" : "top"] = `${Math.max(8, low ? innerHeight - top + 6 : bottom + 6)}px`;
  }

  clear() {
    this.shown?.remove();
    this.shown = undefined;
  }
}
