/**
 * The interface words for the script: those bundled with it, and those that are in the page already.
 */
import said from "words:sheet.js.";
import says from "words:sheet.says.";

export { says };

/** @param {HTMLElement} page @returns {Record<string, string>} */
export const wordsOf = (page) => ({
  ...said,
  plan: page.querySelector(".sheet-plan")?.textContent ?? "",
  "want.dont": page.querySelector(".want [value=dont]")?.parentElement?.textContent?.trim() ?? "",
});
