/**
 * The words that the script puts together: those of the interface that come with
 * the script, and those that stand in the page already.
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
