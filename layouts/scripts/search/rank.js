// Scores pages for a query.
import { eachPost } from "./decode.js";
import { words } from "./fold.js";

/**
 * @typedef {import("./decode.js").Page} Page
 * @typedef {import("./decode.js").Table} Table
 * @typedef {{posts: string, forms: string[], quality: number}} Match a group that answers a word, and how well, from
 *   0 to 1
 * @typedef {{page: Page, score: number, own: boolean, sections: number[]}} Hit
 *   own says that the page as a whole is meant, sections are those meant of it, counted from 1, best first
 */

/**
 * The weight of a word: the fewer sections contain it, the higher. A dot marks words on most
 * pages.
 * @param {string} posts
 * @param {number} sections of all pages
 */
const rarity = (posts, sections) =>
  posts[0] === "." ? 0.5 : Math.log(1 + sections / (posts.match(/[A-T]/g)?.length ?? 1));

/**
 * @param {Table} table
 * @param {Match[][]} found the matches of each word of the query
 * @param {string[]} typed its words
 * @returns {{hits: Hit[], weights: number[]}} weights say how much each word counted
 */
export function rank(table, found, typed) {
  /** @type {Map<number, number[]>} */
  const sections = new Map();
  const weights = found.map((matches, word) => {
    let weight = 0;
    for (const { posts, quality } of matches) {
      const rare = rarity(posts, table.sections);
      weight = Math.max(weight, quality * rare);
      eachPost(posts, (section, level) => {
        const values = sections.get(section) ?? found.map(() => 0);
        values[word] = Math.max(values[word], (quality * rare * level) / 20);
        sections.set(section, values);
      });
    }
    return weight;
  });
  const all = sum(weights);
  const meant = new Set(found.flat().flatMap(({ forms, quality }) => (quality < 0.9 ? [] : forms)));
  /** @type {Hit[]} */
  const hits = [];
  for (const page of table.pages) {
    const inside = [];
    for (let i = 0; i < page.count; i++) {
      const values = sections.get(page.first + i);
      if (values) inside.push({ i, values, score: sum(values) });
    }
    if (!inside.length || !page.title) continue;
    const hit = judge(page, inside, weights, all);
    hits.push({ ...hit, score: hit.score * (1 + named(page.title, typed, meant)) });
  }
  hits.sort((a, b) => b.score - a.score);
  return { hits: hits.filter((hit) => hit.score > 0.2 * hits[0].score), weights };
}

/**
 * The share of a title that the query covers, 0 to 1, if the whole query is in it.
 * @param {string} title
 * @param {string[]} typed
 * @param {Set<string>} meant the forms of the words that were found
 */
function named(title, typed, meant) {
  const list = words(title);
  const same = list.filter((word) => meant.has(word) || typed.includes(word)).length;
  return same < typed.length ? 0 : same / list.length;
}

/**
 * Scores a page: the best value of each word and a little of its others, more if one section has
 * all words, less for each missing word.
 * @param {Page} page
 * @param {{i: number, values: number[], score: number}[]} inside
 * @param {number[]} weights
 * @param {number} all
 * @returns {Hit}
 */
function judge(page, inside, weights, all) {
  let score = 0;
  let covered = 0;
  weights.forEach((weight, word) => {
    const values = inside.map((s) => s.values[word]);
    const best = Math.max(...values);
    if (best) covered += weight;
    score += best + 0.15 * (sum(values) - best);
  });
  inside.sort((a, b) => b.score - a.score);
  score = (score + inside[0].score) * (covered / all);
  const meant = inside.filter((s) => s.score > 0.4 * inside[0].score).map((s) => s.i);
  return { page, score, own: meant.includes(0), sections: meant.filter(Boolean) };
}

/**
 * The results to quote a line from: at most three, and only those that score nearly as well as
 * the first, since each line loads the text of a page.
 * @param {Hit[]} hits
 * @param {number} room for how many there is
 */
export const best = (hits, room = 3) =>
  hits.slice(0, Math.max(0, Math.min(3, room))).filter((hit) => hit.score >= 0.6 * hits[0].score);

/** @param {number[]} list */
const sum = (list) => list.reduce((a, b) => a + b, 0);
