// What to offer when nothing was found: the titles that share most pairs of letters with what was
// typed, then the guide's first pages.
import { words } from "./fold.js";

/** The least similarity between a word of a title and one that was typed. */
const least = 0.3;

/** @param {string} word */
const pairs = (word) => [...word].slice(1).map((letter, i) => word[i] + letter);

/**
 * How alike two words are, from 0 to 1.
 * @param {string} a
 * @param {string} b
 */
function alike(a, b) {
  const [of, others] = [pairs(a), pairs(b)];
  return (2 * of.filter((pair) => others.includes(pair)).length) / (of.length + others.length || 1);
}

/**
 * The pages with the most similar titles: questions, if there are any.
 * @param {import("./decode.js").Page[]} pages
 * @param {string} text what was typed
 * @param {number} most
 */
export function nearest(pages, text, most = 3) {
  const typed = words(text);
  const titled = pages.filter((page) => page.title);
  const questions = titled.filter((page) => /(^|\/)faq\/./.test(page.url));
  /** @param {string[]} title */
  const worth = (title) =>
    typed.reduce((sum, word) => sum + Math.max(0, ...title.map((other) => alike(word, other))), 0);
  return (questions.length ? questions : titled)
    .map((page) => ({ page, worth: worth(words(page.title)) }))
    .filter(({ page, worth }) => worth > least || page.always)
    .sort((a, b) => b.worth - a.worth)
    .slice(0, most)
    .map(({ page }) => page);
}
