// Finds the line of a source that a block of a page was made from, by its
// words. It knows nothing of the DOM.

/** @typedef {import("./server.js").Block} Block */

/** Texts with a smaller share of common words are not taken for the same. */
const ENOUGH = 0.5;

/**
 * The line in which a text begins, or 0 if no block has it.
 * @param {Block[]} blocks of the source, in order
 * @param {string} text as the page shows it
 * @param {number} [nth] which of several blocks with the same text, from 0
 */
export function lineOf(blocks, text, nth = 0) {
  const wanted = words(text);
  if (!wanted.length) return 0;
  const whole = wanted.join(" ");
  const equal = blocks.filter((b) => words(b.text).join(" ") === whole);
  if (equal.length) return equal[Math.min(nth, equal.length - 1)].line;
  let [best, line] = [ENOUGH, 0];
  for (const b of blocks) {
    const score = share(words(b.text), wanted);
    if (score > best) [best, line] = [score, b.line];
  }
  return line;
}

/** @param {string} text */
const words = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * The share of the shorter list's words that are also in the longer one.
 * @param {string[]} a
 * @param {string[]} b
 */
function share(a, b) {
  const [few, many] = a.length < b.length ? [a, new Set(b)] : [b, new Set(a)];
  if (!few.length) return 0;
  // The words of a short label are in nearly every long text, so it counts less.
  return (few.filter((w) => many.has(w)).length / few.length) * Math.min(1, (few.length * 3) / many.size);
}
