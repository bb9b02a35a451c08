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
import { lock, unlock } from "./lock.js";
import { SheetError, VERSION } from "./model.js";
import { pack, unpack } from "./pack.js";
import { MAX_BODY, deflate, inflate } from "./squeeze.js";

/** UTF-16 units of a link, or of a message that holds one. */
const MAX_LINK = 32 * 1024;

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
 * Finds the sheet's part in what was pasted: a link, a fragment or a message
 * that holds one. Returns candidates, the likeliest first.
 *
 * @param {string} text
 */
function candidates(text) {
  const bare = text.replace(/[\u00ad\u200b\u2060\ufeff]/g, "").replace(/=\r?\n/g, "").replace(/=3D/gi, "=");
  const found = [];
  for (const whole of [bare.replace(/\s[^]*?$/, ""), bare.replace(/\s+/g, ""), ...bare.split(/\s+/)]) {
    const match = /(?:^|#)s(\d{1,3})([a-z]?)\.([^&#]*)/.exec(whole);
    if (!match) continue;
    const [, version, mode, data] = match;
    const trimmed = data.replace(/[^\w-]+$/, "");
    found.push({ version: Number(version), mode, data: trimmed }, { version: Number(version), mode, data: trimmed.replace(/_+$/, "") });
  }
  return found;
}

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
  if (text.length > MAX_LINK) throw new SheetError("too-big");
  const all = candidates(text);
  if (all.length === 0) throw new SheetError("not-a-sheet");
  if (all[0].version > VERSION) throw new SheetError("newer");
  const kinds = /** @type {Record<string, string>} */ ({ "": "1", d: "1", u: "1u", p: "1p" });
  for (const { version, mode, data } of all) {
    const kind = Object.hasOwn(kinds, mode) && version === VERSION ? kinds[mode] : "";
    const bytes = kind && checked(kind, mode === "d" ? fromDigits(data) : fromBase64(data));
    if (!bytes) continue;
    const body = mode === "u" ? bytes : mode === "p" ? await unlock(bytes, phrase) : await inflate(bytes);
    return unpack(form, readText(body));
  }
  throw new SheetError("damaged");
}

/** Whether a text holds a link to a sheet, damaged or not. @param {string} text */
export const holdsLink = (text) => text.length <= MAX_LINK && candidates(text).length > 0;

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
