// Quotes lines of a page, to show the words in context.
import { cut, words } from "./fold.js";

/**
 * @typedef {{id: string, heading: string, pieces: string[]}} Section
 * @typedef {Map<string, number>} Marks words that were looked for, with their weight
 */

/** About how many characters are quoted. */
const longest = 150;

/**
 * The pages of a file of quotations, each with its sections.
 * @param {string} text
 * @returns {Section[][]}
 */
export const sections = (text) =>
  text
    .split("\n\n")
    .slice(0, -1)
    .map((page) =>
      page.split("\n").map((line) => {
        const [id, heading, ...pieces] = line.split("\t");
        return { id, heading, pieces };
      }),
    );

/**
 * Splits a text into unmarked and marked pieces, alternating. The first is unmarked.
 * @param {string} text
 * @param {Marks} marks
 * @returns {string[]}
 */
export function marked(text, marks) {
  const turns = [""];
  cut(text).forEach((part, i) => {
    const [word] = words(part);
    if (i % 2 && marks.has(word)) turns.push(part, "");
    else turns[turns.length - 1] += part;
  });
  return turns;
}

/**
 * The line with the most weight of words, shortened around them, or else the first.
 * @param {string[]} pieces
 * @param {Marks} marks
 */
export function quote(pieces, marks) {
  let best = pieces[0] ?? "";
  let most = 0;
  for (const piece of pieces) {
    let weight = 0;
    for (const word of new Set(words(piece))) weight += marks.get(word) ?? 0;
    if (weight > most) [most, best] = [weight, piece];
  }
  return shorten(best, marked(best, marks)[0].length);
}

/**
 * @param {string} text
 * @param {number} at what has to be in it
 */
function shorten(text, at) {
  if (text.length <= longest) return text;
  let start = 0;
  if (at > longest / 2) {
    const sentence = Math.max(...[". ", "? ", "! ", ": "].map((end) => text.lastIndexOf(end, at - 2))) + 2;
    start = at - sentence < longest / 2 && sentence > 1 ? sentence : text.lastIndexOf(" ", at - 30) + 1;
  }
  const end = text.length - start <= longest ? text.length : text.lastIndexOf(" ", start + longest);
  return (start ? "… " : "") + text.slice(start, end) + (end < text.length ? " …" : "");
}
