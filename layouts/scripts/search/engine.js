// Looks words up in the index. It loads what it needs through the function given to it, keeps it, and
// knows nothing of the page that it is on.
import { groups, spelling, table } from "./decode.js";
import { sections } from "./quote.js";
import { words } from "./fold.js";
import { first } from "./lead.js";
import { rank } from "./rank.js";
import { isSlip } from "./slip.js";

/**
 * @typedef {import("./decode.js").Group} Group
 * @typedef {import("./rank.js").Match} Match
 * @typedef {import("./rank.js").Hit} Hit
 * @typedef {(file: string, stamp?: string) => Promise<string>} Load file is relative to the root of the site
 * @typedef {{hits: Hit[], marks: Map<string, number>, guesses: [string, string][]}} Found
 *   marks are the words that were looked for with their weight, guesses what was typed and what was taken for it
 */

/** The length from which a word is looked for by its beginning, and from which slips are forgiven. */
const shortestBeginning = 3;
const shortestSlip = 4;

/** How many words are looked for. */
const mostWords = 16;

/** Words that say nothing beside longer ones, such as "is" and "to". */
const isSmall = (/** @type {string} */ word) => /^[a-z]{1,2}$/.test(word);

export class Engine {
  /**
   * @param {Load} load
   * @param {string} index the folder of the index, ending in a slash
   */
  constructor(load, index) {
    this.load = load;
    this.index = index;
    /** @type {Map<string, Promise<any>>} */
    this.kept = new Map();
  }

  /**
   * Loads and decodes a file once.
   * @template T
   * @param {string} file
   * @param {(text: string) => T} decode
   * @param {string} [stamp] what the file has to begin with
   * @returns {Promise<T>}
   */
  file(file, decode, stamp = "") {
    let kept = this.kept.get(file);
    if (!kept) {
      kept = this.load(file, stamp).then((text) => {
        if (!text.startsWith(stamp)) throw new Error("the table is of another version than " + file);
        return decode(text);
      });
      this.kept.set(file, kept);
      kept.catch(() => this.kept.delete(file));
    }
    return kept;
  }

  table() {
    return this.file(this.index + "pages.txt", table);
  }

  /**
   * @param {string} text what the reader typed; its last word may go on
   * @returns {Promise<Found>}
   */
  async search(text) {
    const all = words(text).slice(0, mostWords);
    const last = /[\p{L}\p{N}\p{M}]$/u.test(text) ? all.at(-1) : "";
    const list = all.every(isSmall) ? all : all.filter((word) => !isSmall(word));
    const pages = await this.table();
    /** @type {[string, string][]} */
    const guesses = [];
    const found = await Promise.all(list.map((word) => this.find(word, word === last, guesses)));
    const answered = found.filter((matches) => matches.length);
    const { hits, weights } = rank(pages, answered);
    const most = Math.max(...weights);
    const marks = new Map();
    answered.forEach((matches, i) => {
      for (const { forms } of matches) for (const form of forms) if (weights[i] > 0.4 * most) marks.set(form, weights[i]);
    });
    const led = first(pages.pages, hits, all, Boolean(last));
    // Where a page leads it is the answer, whatever else was taken for a word: "kill" for "will", say.
    return { hits: led, marks, guesses: led[0]?.score === Infinity ? [] : guesses };
  }

  /**
   * @param {string} word
   * @param {boolean} open whether the word may go on
   * @param {[string, string][]} guesses
   * @returns {Promise<Match[]>}
   */
  async find(word, open, guesses) {
    const exact = (await this.between(word, word)).filter((g) => g.forms.includes(word));
    if (word.length < shortestBeginning || (exact.length && !open)) return exact.map((g) => ({ ...g, quality: 1 }));
    const matches = (await this.between(word, word + "\uffff")).flatMap((g) => match(g, word, open));
    if (matches.length || word.length < shortestSlip) return matches;
    const known = await this.file(this.index + "spelling.txt", spelling);
    const similar = (await this.between(word.slice(0, 2), word.slice(0, 2) + "\uffff")).filter((g) => g.forms.some((form) => isSlip(word, form)));
    for (const right of known.filter((w) => isSlip(word, w))) {
      similar.push(...(await this.between(right, right)).filter((g) => g.forms.includes(right)));
    }
    if (similar.length) guesses.push([word, similar[0].forms.find((form) => isSlip(word, form)) ?? similar[0].forms[0]]);
    return [...new Set(similar)].map((g) => ({ ...g, quality: 0.6 }));
  }

  /**
   * The groups of all files that may hold words from first to last.
   * @param {string} first
   * @param {string} last
   * @returns {Promise<Group[]>}
   */
  async between(first, last) {
    const { shards } = await this.table();
    const wanted = shards.map((s, i) => ({ ...s, i })).filter((s, i) => s.key <= last && (i + 1 === shards.length || first < shards[i + 1].key));
    const loaded = await Promise.all(wanted.map((s) => this.file(this.index + s.i + ".txt", groups, s.stamp)));
    return loaded.flat();
  }

  /**
   * The sections of a page with their text.
   * @param {import("./decode.js").Page} page
   */
  async quotes(page) {
    const { pages, batch } = await this.table();
    const i = pages.indexOf(page);
    const last = Math.min(i - (i % batch) + batch, pages.length) - 1;
    const texts = await this.file(pages[last].url + "search.txt", sections);
    return texts[i % batch];
  }
}

/**
 * How well a group answers a word: as it is, or as the beginning of a longer one.
 * @param {Group} group
 * @param {string} word
 * @param {boolean} open
 * @returns {Match[]}
 */
function match(group, word, open) {
  const longer = group.forms.filter((form) => form.startsWith(word)).map((form) => form.length);
  if (!longer.length) return [];
  const rest = Math.min(...longer) - word.length;
  return [{ ...group, quality: rest ? ((open ? 0.8 : 0.5) * word.length) / (word.length + rest) : 1 }];
}
