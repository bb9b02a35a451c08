/**
 * What counts as a link to a sheet, in whatever state messengers, mail and its
 * scanners leave it: encoded once or twice, inside another address, quoted,
 * wrapped, with marks around it or text after it. Where it ends is not guessed:
 * every place where it can end is a candidate, and the checksum tells.
 *
 * @typedef {{version: number, mode: string, data: string}} Candidate
 */

/** UTF-16 units of a message that may hold a link, and of a link's data. */
export const MAX_MESSAGE = 256 * 1024;
export const MAX_DATA = 32 * 1024;
/** Places to begin, and pieces of a wrapped link. */
const MAX_STARTS = 16;
const MAX_PIECES = 600;

/** Invisible characters that some programs insert into long words, and the backslash that escapes Markdown. */
const INVISIBLE = /[\\\p{DI}]/gu;
/** The head of a link's data: at the beginning, or behind # (* in addresses that a scanner has rewritten). */
const HEAD = /(?:^|[#*\s<(["'“‘])s(\d{1,3})([a-z]?)\./g;
/** Between the pieces of a wrapped link: spaces, line ends, marks of quoting. */
const GAP = /^(?:\s*\n[ \t>|]*|\s+)/;

/** @type {Record<string, string>} */
const NAMED = { num: "#", period: ".", amp: "&", lowbar: "_" };

/** @param {string} _ @param {string} hex */
const fromHex = (_, hex) => String.fromCharCode(parseInt(hex, 16));

/** Undoes one level of encoding. @param {string} text */
const decodeOnce = (text) =>
  text
    .replace(/&(num|period|amp|lowbar);/gi, (_, name) => NAMED[name.toLowerCase()])
    .replace(/&#(\d+);/g, (_, n) => String.fromCharCode(Number(n)))
    .replace(/(?:%|&#x)([2-7][0-9a-f]);?/gi, fromHex);

/** Proofpoint writes % as - and / as _ in the address that it wraps. @param {string} text */
const unwrapDefense = (text) =>
  text.replace(
    /(urldefense[^\s?]*\/v2\/url\?u=)([^&\s]+)/gi,
    (_, head, address) => head + address.replace(/-([0-9A-F]{2})/gi, "%$1").replace(/_/g, "/"),
  );

/** A text in the states it may have been in before it was sent. @param {string} text */
function* states(text) {
  let state = text
    .replace(INVISIBLE, "")
    .replace(/\r\n?/g, "\n")
    .replace(/=\n/g, "")
    .replace(/=(3D|23|2E)/gi, fromHex);
  yield state;
  state = unwrapDefense(state);
  for (let i = 0; i < 3; i++) {
    const next = decodeOnce(state);
    if (next === state) return;
    yield (state = next);
  }
}

/** Candidates, the likeliest first. @param {string} text @returns {Generator<Candidate>} */
export function* candidates(text) {
  if (text.length > MAX_MESSAGE) return;
  for (const state of states(text)) {
    let starts = 0;
    for (const m of state.matchAll(HEAD)) {
      if (++starts > MAX_STARTS) break;
      const head = { version: Number(m[1]), mode: m[2] };
      for (const data of ends(state.slice(m.index + m[0].length, m.index + m[0].length + 2 * MAX_DATA)))
        yield { ...head, data };
    }
  }
}

/**
 * Where the data can end: after each piece, the first and the whole before the rest.
 * @param {string} rest
 * @returns {Generator<string>}
 */
function* ends(rest) {
  const pieces = piecesOf(rest);
  const joined = pieces.map((_, i) => pieces.slice(0, i + 1).join(""));
  const order = [...new Set([joined[0], joined[joined.length - 1], ...joined])].filter(Boolean);
  for (let data of order) {
    yield data;
    // Underscores at the end can belong to what a message put around the link, or to the data.
    for (let i = 0; i < 3 && data.endsWith("_"); i++) yield (data = data.slice(0, -1));
  }
}

/** Runs of the alphabet with nothing but gaps between them. @param {string} rest */
function piecesOf(rest) {
  const pieces = [];
  for (let at = 0; pieces.length < MAX_PIECES;) {
    const run = /^[\w-]+/.exec(rest.slice(at, at + MAX_DATA + 1))?.[0] ?? "";
    if (!run) break;
    pieces.push(run);
    at += run.length;
    if (at > MAX_DATA) break;
    const gap = GAP.exec(rest.slice(at, at + 200))?.[0] ?? "";
    if (!gap) break;
    at += gap.length;
  }
  return pieces;
}

/** Whether a text holds a link to a sheet, damaged or not. @param {string} text */
export const holdsLink = (text) => !candidates(text).next().done;

/** Whether a fragment belongs to a sheet, even if most of it is missing. @param {string} hash */
export const isSheetAddress = (hash) =>
  [...states(hash.slice(0, 200))].some((state) => /^#?s\d{1,3}[a-z]?(?![\w-])/.test(state));

/**
 * Where an address leads that a messenger has encoded, so that the server was
 * asked for a page that is not there: to the sheet, with its data behind #.
 * "" if there is none in it.
 *
 * @param {string} path of the address, with its query
 */
export function leadOn(path) {
  for (const state of states(path)) {
    const m = /^([^#?]*\/)(?:\?[^#]*)?#(s\d{1,3}[a-z]?\.[\w-]+)/.exec(state.replace(/^\/\/+/, "/"));
    if (m) return `${m[1]}#${m[2]}`;
  }
  return "";
}
