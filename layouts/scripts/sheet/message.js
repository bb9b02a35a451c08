/**
 * Shows a message beside what it is about, and announces it to screen readers. It floats, so that the page does
 * not move under the next tap, which removes it.
 */
import { el } from "./dom.js";

/** @type {HTMLElement | undefined} */
let shown;

/** @param {string} text @param {Element | null} [near] what it speaks of; without, it is only heard */
export function say(text, near) {
  hush();
  const live = document.querySelector(".sheet-live");
  // A planner that gave up has no live region, but is still wiped.
  if (live) live.textContent = text;
  if (!text || !near) return;
  const said = el("p.said", { ariaHidden: "true" }, text);
  near.after(said);
  const { top, bottom } = near.getBoundingClientRect();
  const low = bottom > innerHeight / 2;
  said.style[low ? "bottom" : "top"] = `${Math.max(8, low ? innerHeight - top + 6 : bottom + 6)}px`;
  shown = said;
}

const hush = () => shown?.remove();

/** Removes the message at the reader's next action. */
export function hushWithTaps() {
  for (const event of ["pointerdown", "keydown", "input"]) document.addEventListener(event, hush, true);
}
