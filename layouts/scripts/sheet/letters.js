/**
 * An answer in letters, as links hold it. A value that cannot be read becomes
 * one that model.readAnswer refuses and counts.
 *
 * @typedef {import("./form.js").Question} Question
 * @typedef {import("./model.js").Answer} Answer
 */
import { GIVES, MEANS, TIMES, WANTS, WHOSE, isText } from "./form.js";

/** Separators: control characters, which no cleaned text contains. As numbers, so that none stands in a page that has the script inside. */
export const RECORD = String.fromCharCode(30);
export const FIELD = String.fromCharCode(31);
export const CELL = String.fromCharCode(29);
export const UNSET = ".";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** @param {number} n from 0 to 63 */
export const letter = (n) => ALPHABET[n];
/** @param {string} c @returns {number} -1 for what is no letter */
export const index = (c) => (c ? ALPHABET.indexOf(c) : -1);

/** A permanent number in two letters. @param {number} n */
export const number = (n) => letter(n >> 6) + letter(n & 63);
/** @param {string} text */
export function readNumber(text) {
  const high = index(text[0]);
  const low = index(text[1]);
  return high < 0 || low < 0 ? 0 : high * 64 + low;
}

/** @param {Record<string, string>} letters @param {string} [id] */
const toLetter = (letters, id) => (id && letters[id]) || UNSET;

/** @param {Record<string, string>} letters @param {string} c */
const fromLetter = (letters, c) => (!c || c === UNSET ? undefined : Object.keys(letters).find((id) => letters[id] === c) ?? "?");

/** Want, give and times of a rated answer. @param {Answer} a */
export function rated(a) {
  let bits = 0;
  for (const t of a.when ?? []) bits |= 1 << TIMES.indexOf(t);
  return [toLetter(WANTS, a.want), toLetter(GIVES, a.give), bits ? letter(bits) : UNSET];
}

/** @param {Question} q @param {Answer} a */
export const picks = (q, a) => (a.picks ?? []).map((id) => letter(q.options?.find((o) => o.id === id)?.n ?? 63)).join("");

/** The words of an answer; check-ins and contacts are cells. @param {Answer} a */
export function words(a) {
  if (a.contacts) return a.contacts.flatMap((c) => [c.who, c.how]).join(CELL);
  return a.how ?? "";
}

/** @param {Question} q @param {Answer} a */
export function slots(q, a) {
  return (a.slots ?? [])
    .flatMap((s) => {
      const n = q.options?.find((o) => o.id === s.slot)?.n ?? 63;
      return [letter(n) + toLetter(MEANS, s.by) + toLetter(WHOSE, s.who) + (s.at ?? ""), s.else ?? ""];
    })
    .join(CELL);
}

/**
 * The answer that letters stand for, in the shape of a file, unchecked.
 *
 * @param {Question} q
 * @param {string[]} parts want, give, times, picks, words
 */
export function read(q, [want, give, when, picked, text]) {
  /** @type {Record<string, unknown>} */
  const raw = {};
  const put = (/** @type {string} */ key, /** @type {unknown} */ value) => {
    if (value !== undefined) raw[key] = value;
  };
  put("want", fromLetter(WANTS, want));
  put("give", fromLetter(GIVES, give));
  if (when && when !== UNSET) put("when", readTimes(index(when)));
  if (picked) put("picks", [...picked].map((c) => q.options?.find((o) => o.n === index(c))?.id));
  if (text) {
    if (q.type === "slots") put("slots", readSlots(q, text.split(CELL)));
    else if (q.type === "contacts") put("contacts", pairs(text.split(CELL)).map(([who, how]) => ({ who, how })));
    else put(isText(q) ? "text" : "how", text);
  }
  return raw;
}

/** @param {number} bits */
const readTimes = (bits) => (bits < 0 ? "?" : TIMES.filter((_, i) => bits & (1 << i)));

/** @param {Question} q @param {string[]} cells */
function readSlots(q, cells) {
  return pairs(cells).map(([head, otherwise]) => ({
    slot: q.options?.find((o) => o.n === index(head[0]))?.id,
    by: fromLetter(MEANS, head[1]),
    who: fromLetter(WHOSE, head[2]),
    at: head.slice(3),
    else: otherwise,
  }));
}

/** @param {string[]} cells */
function pairs(cells) {
  const out = [];
  for (let i = 0; i < cells.length; i += 2) out.push([cells[i], cells[i + 1] ?? ""]);
  return out;
}

/** An answer to a question that this form does not have, kept as it came. @param {string[]} parts */
export const keep = (parts) => parts.slice(0, 3).map((p) => p || UNSET).join("") + CELL + (parts[3] ?? "") + CELL + (parts[4] ?? "");

/** @param {string} text */
export function kept(text) {
  const [head, picked = "", ...rest] = text.split(CELL);
  return [head[0] ?? "", head[1] ?? "", head[2] ?? "", picked, rest.join(CELL)];
}
