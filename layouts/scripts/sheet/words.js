/**
 * The words that the script puts together come with the page as a list, in
 * this order; builder/sheet/words.go has the same.
 */
const KEYS = (
  "where can-give one-page by-step private person undone cleared removed added saved unsaved forgotten " +
  "forget-sure stale draft continue discard copied select change nothing up down out moved order held length " +
  "long weak no-lock no-qr qr counts unread dropped open-it beside replace instead hand handed leave-it came " +
  "look full folded show take-away alone when.any safety respect needs offers talk check-ins sides agreed " +
  "possible optional leave-out ask plan-b talk-kind agree settle now print-talk rest err.too-big " +
  "err.not-a-sheet err.newer err.damaged err.unsafe err.other-form err.no-answers err.wrong-phrase " +
  "err.no-crypto err.no-inflate card.must card.never card.first card.words card.signals card.safety " +
  "card.checkin card.ladder card.ready card.contact plan whose mine-first mine-too link-making link-old " +
  "alone.plan alone.safety alone.want.dont alone.card.never alone.card.first alone.card.words alone.card.checkin"
).split(" ");

/** @param {string[]} list @returns {Record<string, string>} */
export const readWords = (list) => Object.fromEntries(KEYS.map((key, i) => [key, list[i]]));

/** The words that stand beside the fixed answers. @param {HTMLElement} page */
export function wordsOf(page) {
  /** @type {Record<string, string>} */
  const words = {};
  for (const part of ["want", "give", "when", "by", "who"]) {
    for (const i of page.querySelectorAll(`.${part} input`)) {
      words[`${part}.${/** @type {HTMLInputElement} */ (i).value}`] ??= i.parentElement?.textContent?.trim() ?? "";
    }
    words[part] = page.querySelector(`.${part} legend`)?.textContent?.trim() ?? page.querySelector(`.${part}`)?.firstChild?.textContent?.trim() ?? "";
  }
  words.else = page.querySelector(".else")?.textContent?.trim() ?? "";
  return words;
}
