/**
 * A sheet as a link: `#s1.` and base64url of a checksum and deflated text;
 * `#s1p.` locked with a pass phrase. The number is the version of the format.
 *
 * Answers are keyed by the permanent numbers of their questions, so neither order nor wording matters. The
 * tests of builder/sheet read and write the same format; its testdata has golden links.
 *
 * @typedef {import("./form.js").Form} Form
 * @typedef {import("./model.js").Sheet} Sheet
 */
import { checked, fromBase64, toBase64, withChecksum } from "./bytes.js";
import { MAX_DATA, MAX_MESSAGE, candidates, isSheetAddress } from "./link.js";
import { lock, unlock } from "./lock.js";
import { SheetError, VERSION } from "./model.js";
import { pack, unpack } from "./pack.js";
import { deflate, inflate } from "./squeeze.js";

/**
 * The fragment of a link, without `#`.
 *
 * @param {Form} form
 * @param {Sheet} sheet what may be shared, see model.shared
 * @param {string} [phrase]
 */
export async function encode(form, sheet, phrase) {
  const squeezed = await deflate(new TextEncoder().encode(pack(form, sheet)));
  return phrase ? "s1p." + seal("1p", await lock(squeezed, phrase)) : "s1." + seal("1", squeezed);
}

/** @param {string} kind @param {Uint8Array} bytes */
const seal = (kind, bytes) => toBase64(withChecksum(kind, bytes));

/**
 * Reads a link. Throws a SheetError whose code says why not: too-big,
 * not-a-sheet, newer, damaged, other-form, no-answers, locked (a pass
 * phrase is needed), wrong-phrase, no-crypto.
 *
 * @param {Form} form
 * @param {string} text
 * @param {string} [phrase]
 */
export async function decode(form, text, phrase) {
  if (text.length > MAX_MESSAGE) throw new SheetError("too-big");
  let why = "";
  for (const { version, mode, data } of candidates(text)) {
    why ||= version > VERSION ? "newer" : data.length > MAX_DATA ? "too-big" : "damaged";
    if (data.length > MAX_DATA) continue;
    const bytes = version === VERSION && (!mode || mode === "p") && checked("1" + mode, fromBase64(data));
    if (bytes) return unpack(form, readText(await inflate(mode ? await unlock(bytes, phrase) : bytes)));
  }
  throw new SheetError(why || (isSheetAddress(text) ? "damaged" : "not-a-sheet"));
}

export { holdsLink, isSheetAddress } from "./link.js";

/** @param {Uint8Array} body */
function readText(body) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    throw new SheetError("damaged");
  }
}
