/**
 * A sheet as a link: `#s1.` and base64url of a checksum and deflated text;
 * `#s1u.` the same without deflate, `#s1d.` as decimal digits for QR codes,
 * `#s1p.` locked with a pass phrase. The number is the version of the format.
 *
 * Answers stand under the permanent numbers of their questions, so neither
 * order nor wording matters. The tests of builder/sheet read and
 * write the same format; its testdata holds what decodes to what.
 *
 * @typedef {import("./form.js").Form} Form
 * @typedef {import("./model.js").Sheet} Sheet
 */
import { checked, fromBase64, fromDigits, toBase64, toDigits, withChecksum } from "./bytes.js";
import { MAX_DATA, MAX_MESSAGE, candidates, isSheetAddress } from "./link.js";
import { lock, unlock } from "./lock.js";
import { SheetError, VERSION } from "./model.js";
import { pack, unpack } from "./pack.js";
import { MAX_BODY, deflate, inflate } from "./squeeze.js";

/**
 * The fragment of a link, without `#`.
 *
 * @param {Form} form
 * @param {Sheet} sheet what may be shared, see model.shared
 * @param {string} [phrase]
 */
export async function encode(form, sheet, phrase) {
  const body = new TextEncoder().encode(pack(form, sheet));
  const squeezed = await deflate(body);
  if (phrase) return "s1p." + seal("1p", await lock(squeezed ?? body, !!squeezed, phrase));
  return squeezed ? "s1." + seal("1", squeezed) : "s1u." + seal("1u", body);
}

/** @param {string} kind @param {Uint8Array} bytes */
const seal = (kind, bytes) => toBase64(withChecksum(kind, bytes));

/**
 * Reads a link. Throws a SheetError whose code says why not: too-big,
 * not-a-sheet, newer, damaged, unsafe, other-form, no-answers, locked (a pass
 * phrase is needed), wrong-phrase, no-crypto, no-inflate.
 *
 * @param {Form} form
 * @param {string} text
 * @param {string} [phrase]
 */
export async function decode(form, text, phrase) {
  if (text.length > MAX_MESSAGE) throw new SheetError("too-big");
  const kinds = /** @type {Record<string, string>} */ ({ "": "1", d: "1", u: "1u", p: "1p" });
  let why = "";
  for (const { version, mode, data } of candidates(text)) {
    why ||= version > VERSION ? "newer" : data.length > MAX_DATA ? "too-big" : "damaged";
    if (data.length > MAX_DATA) continue;
    const kind = Object.hasOwn(kinds, mode) && version === VERSION ? kinds[mode] : "";
    const bytes = kind && checked(kind, mode === "d" ? fromDigits(data) : fromBase64(data));
    if (!bytes) continue;
    const body = mode === "u" ? bytes : mode === "p" ? await unlock(bytes, phrase) : await inflate(bytes);
    return unpack(form, readText(body));
  }
  throw new SheetError(why || (isSheetAddress(text) ? "damaged" : "not-a-sheet"));
}

export { holdsLink, isSheetAddress } from "./link.js";

/** The fragment of a link in digits, to be shown as a QR code. @param {string} fragment made by encode */
export function digits(fragment) {
  const bytes = fragment.startsWith("s1.") && fromBase64(fragment.slice(3));
  return bytes ? "s1d." + toDigits(bytes) : "";
}

/** @param {Uint8Array} body */
function readText(body) {
  if (body.length > MAX_BODY) throw new SheetError("unsafe");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    throw new SheetError("damaged");
  }
}
