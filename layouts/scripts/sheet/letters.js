/**
 * Encodes an answer as letters for links. Decoding turns an unreadable value into one that model.readAnswer
 * rejects and counts.
 *
 * @typedef {import("./form.js").Question} Question
 * @typedef {import("./model.js").Answer} Answer
 */
import { GIVES, MEANS, TIMES, WANTS, WHOSE, isText } from "./form.js";

/**
 * Separators: control characters, which no cleaned text contains. As numbers, so that none stands in a page that has
 * the script inside.
 */
export const [CELL, RECORD, FIELD] = String.fromCharCode(29, 30, 31);
export const UNSET = ".";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** @param {number} n from 0 to 63 */
export const letter = (n) => ALPHABET[n];
/** @param {string} c @returns {number} -1 for what is no letter */
export const index = (c) => ALPHABET.indexOf(c || UNSET);

/** A permanent number in two letters. @param {number} n */
export const number = (n) => letter(n >> 6) + letter(n & 63);
/** @param {string} text @returns {number} 0 for what is none */
export const readNumber = (text) => (/^[\w-]{2}/.test(text) ? index(text[0]) * 64 + index(text[1]) : 0);

/** @param {string} [id] */
const toLetter = (id = UNSET) => id[0];

/** @param {string[]} ids @param {string} c */
const fromLetter = (ids, c = UNSET) => (c === UNSET ? undefined : (ids.find((id) => id[0] === c) ?? "?"));

/** Want, give and times of a rated answer. @param {Answer} a */
export function rated({ want, give, when = [] }) {
  const bits = when.reduce((n, t) => n | (1 << TIMES.indexOf(t)), 0);
  return [toLetter(want), toLetter(give), bits ? letter(bits) : UNSET];
}

/** The letter of an option. @param {Question} q @param {string} id */
const optionLetter = (q, id) => letter(q.options?.find((o) => o.id === id)?.n ?? 63);
/** @param {Question} q @param {string} c */
const optionOf = (q, c) => q.options?.find((o) => o.n === index(c))?.id;

/** @param {Question} q @param {Answer} a */
export const picks = (q, a) => (a.picks ?? []).map((id) => optionLetter(q, id)).join("");

/** The words of an answer; check-ins and contacts are cells. @param {Question} q @param {Answer} a */
export function words(q, a) {
  const slots = (a.slots ?? []).flatMap((s) => [
    optionLetter(q, s.slot) + toLetter(s.by) + toLetter(s.who) + (s.at ?? ""),
    s.else,
  ]);
  return a.how ?? [...slots, ...(a.contacts ?? []).flatMap((c) => [c.who, c.how])].join(CELL);
}

/**
 * Decodes letters to an answer as in a file, unchecked.
 *
 * @param {Question} q
 * @param {string[]} parts want, give, times, picks, words
 */
export function read(q, [want, give, when = UNSET, picked, text]) {
  const cells = text?.split(CELL) ?? [];
  const pairs = cells.flatMap((cell, i) => (i % 2 ? [] : [[cell, cells[i + 1]]]));
  const slot = (/** @type {string[]} */ [head, otherwise]) => ({
    slot: optionOf(q, head[0]),
    by: fromLetter(MEANS, head[1]),
    who: fromLetter(WHOSE, head[2]),
    at: head.slice(3),
    else: otherwise,
  });
  return {
    want: fromLetter(WANTS, want),
    give: fromLetter(GIVES, give),
    when: when !== UNSET && (index(when) < 0 ? "?" : TIMES.filter((_, i) => index(when) & (1 << i))),
    picks: picked && [...picked].map((c) => optionOf(q, c)),
    ...(q.type === "slots"
      ? { slots: text && pairs.map(slot) }
      : q.type === "contacts"
        ? { contacts: text && pairs.map(([who, how]) => ({ who, how })) }
        : { [isText(q) ? "text" : "how"]: text }),
  };
}
