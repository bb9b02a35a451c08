/**
 * Cleans text that somebody typed, pasted or sent. The tests of builder/sheet implement the same rules, and
 * golden files hold the two together.
 */

export const MAX_TEXT = 600;
export const MAX_NAME = 60;

// Invisible characters that change how other text looks or hide in it: bidi
// overrides and isolates, zero-width space, word joiners, the BOM, and control
// characters except the line feed. ZWJ and ZWNJ stay: emoji and Persian need
// them.
const HIDDEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
// Tag characters only spell something after a black flag (England, Wales …).
const TAGS = /(\u{1f3f4}[\u{e0020}-\u{e007f}]*)|[\u{e0000}-\u{e007f}]/gu;
// Nobody writes more than four marks on one letter, except to break a layout.
const PILED = /(\p{M}{4})\p{M}+/gu;

/**
 * Cleans text of several lines; the result has at most max UTF-16 units, and
 * the report counts when some of it does not fit.
 *
 * @param {unknown} value
 * @param {number} [max]
 * @param {{lost: number}} [report]
 */
export function cleanText(value, max = MAX_TEXT, report) {
  if (typeof value !== "string") return "";
  const text = wellFormed(value.slice(0, max * 20))
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/\t/g, " ")
    .replace(HIDDEN, "")
    .replace(TAGS, "$1")
    .replace(PILED, "$1")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  if (report && (text.length > max || value.length > max * 20)) report.lost++;
  return cut(text, max).trim();
}

/** Cleans text of one line. @param {unknown} value @param {number} [max] @param {{lost: number}} [report] */
export function cleanLine(value, max = MAX_TEXT, report) {
  return typeof value === "string"
    ? cleanText(value.replace(/[\s\u0085]+/g, " "), max, report).replace(/ {2,}/g, " ")
    : "";
}

/** @param {string} text */
export function wellFormed(text) {
  return text.replace(/\p{Cs}/gu, "\ufffd");
}

/** @param {string} text @param {number} max */
function cut(text, max) {
  if (text.length <= max) return text;
  const end = /[\ud800-\udbff]/.test(text[max - 1]) ? max - 1 : max;
  return text.slice(0, end);
}
