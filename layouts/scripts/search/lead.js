// Leads put pages first whatever else a query finds: help, for words that somebody in need may
// type.
import { isSlip } from "./slip.js";

/** How many other words may stand between two of a phrase. */
const between = 2;

/** The length from which a word of a phrase matches by prefix and with a slip. */
const shortest = 4;

/** The length from which that slip may be in the first letter, or in a phrase of one word: "warm" is not "harm". */
const long = 6;

/**
 * Puts the pages of matching leads before all other results: help first, then by the longest
 * phrase.
 * @param {import("./decode.js").Page[]} pages
 * @param {import("./decode.js").Lead[]} leads
 * @param {import("./rank.js").Hit[]} hits
 * @param {string[]} typed the words of the query
 * @param {boolean} open whether the last of them may go on
 * @param {string} [help] how the addresses of the help pages begin
 * @param {string[]} [telling] those of the words that say something
 * @param {Set<string>} [known] those of the words that the guide has: "rain" is no beginning and no slip of another
 */
export function first(pages, leads, hits, typed, open, help = "\n", telling = typed, known = new Set()) {
  /** @type {Map<import("./decode.js").Page, number>} */
  const worths = new Map();
  for (const { page, phrases } of leads)
    worths.set(pages[page], Math.max(worths.get(pages[page]) ?? 0, worth(phrases, typed, open, telling, known)));
  const isHelp = (/** @type {{hit: {page: {url: string}}}} */ { hit }) => hit.page.url.startsWith(help);
  const leading = [...worths]
    .filter(([page, worth]) => page.title && worth)
    .map(([page, worth]) => ({
      worth,
      hit: hits.find((hit) => hit.page === page) ?? { page, score: 0, own: true, sections: [] },
    }))
    .sort((a, b) => Number(isHelp(b)) - Number(isHelp(a)) || b.worth - a.worth || b.hit.score - a.hit.score)
    .map((led) => led.hit);
  return [...leading.map((hit) => ({ ...hit, score: Infinity })), ...hits.filter((hit) => !leading.includes(hit))];
}

/**
 * How much of a query the best of a page's phrases is, in letters; 0 if it holds none of them.
 * @param {string[][]} phrases the words of each
 * @param {string[]} typed the words of the query
 * @param {boolean} open whether the last of them may go on
 * @param {string[]} telling those of them that say something
 * @param {Set<string>} known those of them that the guide has
 */
const worth = (phrases, typed, open, telling, known) =>
  Math.max(0, ...phrases.map((phrase) => (holds(phrase, typed, open, telling, known) ? phrase.join("").length : 0)));

/**
 * Whether the words of a phrase are typed one after another, and nothing else that says something if it
 * ends with a full stop.
 * @param {string[]} phrase
 * @param {string[]} typed
 * @param {boolean} open
 * @param {string[]} telling
 * @param {Set<string>} known
 */
function holds([...phrase], typed, open, telling, known) {
  const last = phrase.length - 1;
  const alone = phrase[last].endsWith(".");
  if (alone) phrase[last] = phrase[last].slice(0, -1);
  if (alone && !telling.every((word) => phrase.some((other) => other.startsWith(word) || isSlip(other, word))))
    return false;
  /**
   * @param {string} word of the phrase
   * @param {number} i
   */
  const same = (word, i) => {
    const other = typed[i];
    const { length } = word;
    if (other === word || (length >= shortest && !alone && other.startsWith(word))) return true;
    if (known.has(other)) return false;
    if (
      open &&
      i === typed.length - 1 &&
      other.length >= shortest - (phrase.length > 1 ? 1 : 0) &&
      word.startsWith(other)
    )
      return true;
    return (
      (length >= long || (length >= shortest && phrase.length > 1 && other[0] === word[0])) &&
      [-1, 0, 1].some((more) => isSlip(word, other.slice(0, length + more)))
    );
  };
  return typed.some((_, first) => {
    let at = first - 1;
    return phrase.every((word, n) => {
      const end = n ? at + 1 + between : first;
      while (++at < typed.length && at <= end) if (same(word, at)) return true;
      return false;
    });
  });
}
