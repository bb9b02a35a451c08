/**
 * The writers' other words for somebody on their own. data-alone holds them;
 * what has none there is left out by the style sheet.
 */
export class Wording {
  /** Whose words the page has now. */
  solo = false;

  /** @param {HTMLElement} page @param {boolean} solo @param {(key: string) => string} t */
  suit(page, solo, t) {
    if (solo === this.solo) return;
    this.solo = solo;
    for (const e of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll("[data-alone]:not([data-alone=''])"))) say(e, solo ? e.dataset.alone : undefined);
    for (const i of page.querySelectorAll(".want [value=dont]")) /** @type {Node} */ (i.nextSibling).textContent = " " + t("want.dont");
    say(/** @type {HTMLElement} */ (page.querySelector(".sheet-plan")), solo ? t("plan") : undefined);
  }
}

/** Other words, or those that stood there first. @param {HTMLElement} e @param {string} [text] */
function say(e, text) {
  e.dataset.shared ??= e.textContent ?? "";
  e.textContent = text ?? e.dataset.shared;
}
