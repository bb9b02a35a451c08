/**
 * Swaps in the writers' words for somebody on their own, from data-alone. The style sheet hides elements
 * without any.
 */
import { t } from "./context.js";

/** Whose words the page has now. */
let alone = false;

/** @param {HTMLElement} page @param {boolean} solo */
export function suit(page, solo) {
  if (solo === alone) return;
  alone = solo;
  for (const e of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll("[data-alone]:not([data-alone=''])")))
    say(e, solo ? e.dataset.alone : undefined);
  for (const i of page.querySelectorAll(".want [value=dont]"))
    /** @type {Node} */ (i.nextSibling).textContent = " " + t("want.dont");
  say(/** @type {HTMLElement} */ (page.querySelector(".sheet-plan")), solo ? t("plan") : undefined);
}

/** Sets other words, or restores the first ones. @param {HTMLElement} e @param {string} [text] */
function say(e, text) {
  e.dataset.shared ??= e.textContent ?? "";
  e.textContent = text ?? e.dataset.shared;
}
