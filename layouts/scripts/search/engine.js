// Looks words up in the index. It loads files on demand through a function that it is given, keeps
// them, and does not touch the page.
import { shard, spelling, table } from "./decode.js";
import { sections } from "./quote.js";
import { words } from "./fold.js";
import { first } from "./lead.js";
import { best, rank } from "./rank.js";
import { isSlip } from "./slip.js";

/**
 * @typedef {import("./decode.js").Group} Group
 * @typedef {import("./rank.js").Match} Match
 * @typedef {import("./rank.js").Hit} Hit
 * @typedef {(file: string, stamp?: string) => Promise<string>} Load file is relative to the root of the site
 * @typedef {{hits: Hit[], marks: Map<string, number>, guesses: [string, string][], lines: number}} Found
 *   marks are the words that were looked for with their weight, guesses what was typed and what was taken for it;
 *   lines is how many hits are worth a line from their text
 */

/** The length from which words match by prefix, and from which typing errors ("slips") are forgiven. */
const shortestBeginning = 3;
const shortestSlip = 5;

/** The length from which slips after the fourth letter are tried first, since those need fewer files. */
const longWord = 8;

/** How many words are read, how many of them looked for, and of how many each is tried with the next as one. */
const mostWords = 32;
const mostLooked = 4;
const mostJoined = 3;

/** For how many words slips in the first letters are forgiven. Each costs a file. */
const mostSpelled = 2;

/** About how many files a search loads, of words and of lines to quote. Slips may not add more. */
const mostLoaded = 4;

/** How many files a slip in the third or fourth letter may load. */
const mostForSlip = 2;

/** Whether a word is of a script with short words, such as Chinese. */
const isBrief = (/** @type {string} */ word) => word > "\u2fff";

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
    /** @type {Set<import("./decode.js").Lead>} those of the files loaded so far */
    this.leads = new Set();
    /** @type {Set<string>} the files that this search needs */
    this.needed = new Set();
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
        if (!text.startsWith(stamp)) throw new Error(file); // of another version than the table
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
  search(text) {
    // Searches overlap while somebody types, so each counts its own files.
    return Object.assign(Object.create(this), { needed: new Set() }).look(text);
  }

  /**
   * @param {string} text
   * @returns {Promise<Found>}
   */
  async look(text) {
    const pages = await this.table();
    const all = words(text).slice(0, mostWords);
    const last = /[\p{L}\p{N}\p{M}]$/u.test(text) ? all.at(-1) : "";
    /** @type {[string, string][]} */
    const guesses = [];
    const telling = all.filter((word) => !pages.fillers.has(word));
    const list = longest([...new Set(telling.length ? telling : all)], mostLooked);
    const found = await Promise.all([
      ...list.map((word) => this.find(word, word === last, guesses, list.length <= mostSpelled)),
      ...pairs(all).map((word) => this.exact(word)),
    ]);
    const answered = found.flat().filter((matches) => matches.length);
    const { hits, weights } = rank(pages, answered, list);
    const most = Math.max(...weights);
    const marks = new Map();
    answered.forEach((matches, i) => {
      for (const { forms } of matches)
        for (const form of forms) if (weights[i] > 0.4 * most) marks.set(form, weights[i]);
    });
    const known = new Set(answered.flat().flatMap(({ forms, quality }) => (quality === 1 ? forms : [])));
    const led = first(
      pages.pages,
      [...this.leads],
      hits,
      all,
      Boolean(last),
      pages.words.urgentURL || undefined,
      telling,
      known,
    );
    // A lead is the answer, so don't say which words were guessed: "kill" for "will", say.
    return {
      hits: led,
      marks,
      guesses: led[0]?.score === Infinity ? [] : guesses,
      lines: best(led, mostLoaded - this.needed.size).length,
    };
  }

  /**
   * The matches for a word: exact, or else by prefix, by another form, or with a slip. A word
   * that the index has as two counts as two.
   * @param {string} word
   * @param {boolean} open whether the word may go on
   * @param {[string, string][]} guesses
   * @param {boolean} all whether slips in the first letters count too
   * @returns {Promise<Match[][]>}
   */
  async find(word, open, guesses, all = true) {
    const [exact] = await this.exact(word);
    const isShort = word.length < shortestBeginning && !isBrief(word);
    if (isShort || (exact.length && !open)) return [exact];
    const begun = (await this.between(word, word + "\uffff")).flatMap((g) => match(g, word, open, exact.length > 0));
    if (begun.length) return [begun];
    const [spelled] = await this.exact(word.replace(/([aou])e/g, "$1"));
    if (spelled.length || word.length < shortestSlip || this.isLeading(word)) return [spelled];
    const forms = await this.forms(word);
    if (forms.length) return [forms];
    const near = await this.near(word, word.length < longWord ? 3 : 4);
    return (await this.apart(word, near)) ?? [await this.slips(word, near, guesses, all)];
  }

  /**
   * Whether a word is part of a lead, and so not a slip.
   * @param {string} word
   */
  isLeading(word) {
    return [...this.leads].some(({ phrases }) =>
      phrases.flat().some((other) => other.length >= shortestBeginning && word.startsWith(other)),
    );
  }

  /**
   * Other forms of a word that the index lacks.
   * @param {string} word
   * @returns {Promise<Match[]>}
   */
  async forms(word) {
    const stem = word.replace(/(e?s|e?d|ing)$/, "");
    if (stem === word || stem.length < shortestBeginning) return [];
    const near = await this.between(stem, stem + "\uffff");
    return near
      .filter((g) => g.forms.some((form) => form.startsWith(stem) && form.length <= stem.length + 3))
      .map((g) => ({ ...g, quality: 0.9 }));
  }

  /**
   * @param {string} word
   * @returns {Promise<Match[][]>}
   */
  async exact(word) {
    const near = await this.between(word, word);
    return [near.filter((g) => g.forms.includes(word)).map((g) => ({ ...g, quality: 1 }))];
  }

  /**
   * The matches for the two words that a word is made of: "subdrop" is "sub drop".
   * @param {string} word
   * @param {Group[]} near groups that begin like it
   * @returns {Promise<Match[][] | undefined>}
   */
  async apart(word, near) {
    const heads = near
      .flatMap((g) => g.forms)
      .filter((form) => word.startsWith(form) && form.length >= shortestBeginning);
    for (const head of longest(heads, 2)) {
      const tail = word.slice(head.length);
      if (tail.length < shortestBeginning) continue;
      const both = await Promise.all([this.exact(head), this.exact(tail)]);
      if (both[1][0].length) return both.flat();
    }
    return undefined;
  }

  /**
   * @param {string} word
   * @param {Group[]} near groups that begin like it
   * @param {[string, string][]} guesses
   * @param {boolean} all whether slips in the first letters count too
   * @returns {Promise<Match[]>}
   */
  async slips(word, near, guesses, all) {
    /** @param {Group[]} groups */
    const like = (groups) => groups.filter((g) => g.forms.some((form) => isSlip(word, form)));
    let similar = like(near);
    if (!similar.length && all) similar = like(await this.near(word, 2));
    const known = similar.length || !all || this.needed.size > mostLoaded ? [] : await this.spelled(word);
    // A lead may be the beginning of a word: "suicid".
    for (const right of known.filter(
      (w) => isSlip(word, w) || (w.length > shortestSlip && isSlip(word.slice(0, w.length), w)),
    )) {
      similar.push(...(await this.between(right, right)).filter((g) => g.forms.includes(right)));
    }
    if (similar.length)
      guesses.push([word, similar[0].forms.find((form) => isSlip(word, form)) ?? similar[0].forms[0]]);
    return [...new Set(similar)].map((g) => ({ ...g, quality: 0.6 }));
  }

  /**
   * Words with the same ending, for one whose first letters may be wrong.
   * @param {string} word
   * @returns {Promise<string[]>}
   */
  spelled(word) {
    const file = `${this.index}end-${word.match(/[cdeghlmnrsty]$/)?.[0] ?? "other"}.txt`;
    this.needed.add(file);
    return this.file(file, spelling);
  }

  /**
   * The groups that share a word's first letters, unless they are in too many files.
   * @param {string} word
   * @param {number} letters
   */
  async near(word, letters) {
    const [first, last] = [word.slice(0, letters), word.slice(0, letters) + "\uffff"];
    return this.needed.size > mostLoaded || (await this.wanted(first, last)).length > mostForSlip
      ? []
      : this.between(first, last);
  }

  /**
   * The files that may hold words from first to last.
   * @param {string} first
   * @param {string} last
   */
  async wanted(first, last) {
    const { shards } = await this.table();
    return shards
      .map((s, i) => ({ ...s, i }))
      .filter((s, i) => s.key <= last && (i + 1 === shards.length || first < shards[i + 1].key));
  }

  /**
   * The groups of all files that may hold words from first to last.
   * @param {string} first
   * @param {string} last
   * @returns {Promise<Group[]>}
   */
  async between(first, last) {
    const loaded = await Promise.all(
      (await this.wanted(first, last)).map(({ i, stamp }) => {
        const file = `${this.index}${i}.txt`;
        this.needed.add(file);
        return this.file(file, shard, stamp);
      }),
    );
    return loaded.flatMap(({ groups, leads }) => {
      for (const lead of leads) this.leads.add(lead);
      return groups;
    });
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
 * How well a group matches a word: exactly, or as the prefix of a longer one, which counts little
 * if the word itself is in the index.
 * @param {Group} group
 * @param {string} word
 * @param {boolean} open
 * @param {boolean} isThere
 * @returns {Match[]}
 */
function match(group, word, open, isThere) {
  const longer = group.forms.filter((form) => form.startsWith(word)).map((form) => form.length);
  if (!longer.length) return [];
  const rest = Math.min(...longer) - word.length;
  const quality = rest > 2 ? ((open ? 0.8 : 0.5) * word.length) / (word.length + rest) : 0.9;
  return [{ ...group, quality: rest ? quality * (isThere ? 0.2 : 1) : 1 }];
}

/**
 * The longest n of a list, in its order.
 * @param {string[]} list
 * @param {number} n
 */
function longest(list, n) {
  const kept = new Set([...list].sort((a, b) => b.length - a.length).slice(0, n));
  return list.filter((word) => kept.has(word));
}

/**
 * Neighbouring words joined, unless there are many.
 * @param {string[]} list
 */
const pairs = (list) => (list.length > mostJoined ? [] : list.slice(1).map((word, i) => list[i] + word));
