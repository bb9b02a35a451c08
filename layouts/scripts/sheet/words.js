/**
 * The words that the script puts together: those of the interface that come with
 * the script, and those that stand in the page already.
 */
import card from "words:sheet.card.";
import said from "words:sheet.js.";

/** @param {HTMLElement} page @returns {Record<string, string>} */
export function wordsOf(page) {
  /** @type {Record<string, string>} */
  const words = { ...said, plan: page.querySelector(".sheet-plan")?.textContent ?? "" };
  for (const [key, text] of Object.entries(card)) words["card." + key] = text;
  return { ...words, ...beside(page) };
}

/** The words that stand beside the fixed answers. @param {HTMLElement} page */
function beside(page) {
  /** @type {Record<string, string>} */
  const words = {};
  for (const part of ["want", "give", "when", "by", "who"]) {
    // One group is like the next.
    const group = page.querySelector("." + part);
    for (const i of group?.querySelectorAll("input") ?? []) words[`${part}.${i.value}`] = i.parentElement?.textContent?.trim() ?? "";
    words[part] = (group?.querySelector("legend") ?? group?.firstChild)?.textContent?.trim() ?? "";
  }
  words.else = page.querySelector(".else")?.textContent?.trim() ?? "";
  return words;
}
