// Which pages contain everything typed, including other forms, synonyms and slips. A filter needs
// no ranking.
import { eachPost } from "./decode.js";
import { words } from "./fold.js";

/** The length from which a word counts: "a" and "is" say nothing. */
const shortest = 3;

/**
 * The addresses of the pages that contain every word, or undefined if no word is long enough to
 * count.
 * @param {import("./engine.js").Engine} engine
 * @param {string} text what was typed; its last word may go on
 * @returns {Promise<Set<string> | undefined>}
 */
export async function holding(engine, text) {
  const typed = words(text);
  const open = /[\p{L}\p{N}\p{M}]$/u.test(text) ? typed.at(-1) : "";
  const list = typed.filter((word) => word.length >= shortest);
  if (!list.length) return undefined;
  const [{ pages }, ...found] = await Promise.all([
    engine.table(),
    ...list.map((word) => engine.find(word, word === open, [])),
  ]);
  const holders = found.flat().map((matches) => {
    const sections = new Set();
    for (const { posts } of matches) eachPost(posts, (section) => sections.add(section));
    return sections;
  });
  /** @param {import("./decode.js").Page} page */
  const all = ({ first, count }) =>
    holders.every((sections) => [...Array(count).keys()].some((i) => sections.has(first + i)));
  return new Set(pages.filter(all).map((page) => page.url));
}
