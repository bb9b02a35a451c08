// Decodes the files of the word index; builder/search/write.go describes their format.
import { words } from "./fold.js";

/**
 * @typedef {{url: string, title: string, first: number, count: number, always?: string}} Page its sections are
 *   numbered from
 *   first; always is set for the few that are offered whatever was typed
 * @typedef {{stamp: string, key: string}} Shard a file of words, and where in the alphabet it begins
 * @typedef {Record<"found" | "none" | "guess" | "failed" | "all" | "nearest" | "urgent" | "urgentURL", string>} Words
 *   what the panel says
 * @typedef {{batch: number, shards: Shard[], words: Words, fillers: Set<string>, pages: Page[], sections: number}}
 *   Table
 *   fillers are words that say nothing beside others
 * @typedef {{forms: string[], posts: string}} Group the words of one stem
 * @typedef {{page: number, phrases: string[][]}} Lead a page and the phrases for which it comes first
 */

/** @param {string} digits */
const number = (digits) => parseInt(digits, 36);

/**
 * @param {string} last
 * @param {string} coded
 */
const front = (last, coded) => last.slice(0, number(coded[0])) + coded.slice(1);

/**
 * @param {string} text
 * @returns {Table}
 */
export function table(text) {
  const [batch, shards, said, ...lines] = text.split("\n");
  const [found, none, guess, failed, all, nearest, urgent, urgentURL, fillers = ""] = said.split("\t");
  let url = "";
  let sections = 0;
  lines.pop();
  const pages = lines.map((line) => {
    const [address, title, count, always] = line.split("\t");
    url = front(url, address);
    const page = { url, title, first: sections, count: number(count), always };
    sections += page.count;
    return page;
  });
  return {
    batch: Number(batch),
    shards: shards.split(" ").map((s) => ({ stamp: s.slice(0, 3), key: s.slice(3) })),
    words: { found, none, guess, failed, all, nearest, urgent, urgentURL },
    fillers: new Set(words(fillers)),
    pages,
    sections,
  };
}

/**
 * The groups and leads in a file of words. Its first line is its stamp.
 * @param {string} text
 */
export function shard(text) {
  /** @type {Group[]} */
  const groups = [];
  /** @type {Lead[]} */
  const leads = [];
  let first = "";
  for (const line of text.split("\n").slice(1, -1)) {
    const [coded, posts] = line.split(/ (.*)/s);
    if (coded[0] === ">") {
      leads.push({ page: number(coded.slice(1)), phrases: posts.split(",").map((phrase) => phrase.split(" ")) });
      continue;
    }
    const [head, ...more] = coded.split(",");
    first = front(first, head);
    groups.push({ forms: [first, ...more.map((form) => front(first, form))], posts });
  }
  return { groups, leads };
}

/**
 * @param {string} text
 * @returns {string[]}
 */
export function spelling(text) {
  let word = "";
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => (word = front(word, line)));
}

/**
 * Calls visit for each section of a group, with the weight of the word there, 1 to 20.
 * @param {string} posts
 * @param {(section: number, level: number) => void} visit
 */
export function eachPost(posts, visit) {
  let section = -1;
  for (const [, skipped, level] of posts.matchAll(/([0-9a-z]*)([A-T])/g)) {
    section += 1 + (skipped ? number(skipped) : 0);
    visit(section, level.charCodeAt(0) - 64);
  }
}
