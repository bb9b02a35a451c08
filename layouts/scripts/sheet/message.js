/**
 * What is said beside what it speaks of, aloud where a screen is read. It lies
 * over the page, which does not move under the next tap, and goes with it.
 */
import { el } from "./dom.js";

/** @type {HTMLElement | undefined} */
let shown;

/** @param {string} text @param {Element | null} [near] what it speaks of; without, it is only heard */
export function say(text, near) {
  hush();
  const live = document.querySelector(".sheet-live");
  // A planner that gave up has none, and is still wiped.
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

/** What is said goes with the next thing that is done. */
export function hushWithTaps() {
  for (const event of ["pointerdown", "keydown", "input"]) document.addEventListener(event, hush, true);
}
