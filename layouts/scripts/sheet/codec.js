/**
 * A sheet as a link: `#s1.` and base64url of a checksum and deflated text;
 * `#s1u.` the same without deflate, `#s1d.` as decimal digits for QR codes,
 * `#s1p.` locked with a pass phrase. The number is the version of the format.
 *
 * Answers stand under the permanent numbers of their questions, so neither
 * order nor wording matters. builder/sheet reads and writes the same format;
 * builder/sheet/testdata holds what decodes to what.
 *
 * @typedef {import("./form.js").Form} Form
 * @typedef {import("./model.js").Sheet} Sheet
 * @typedef {import("./model.js").Person} Person
 * @typedef {import("./model.js").Report} Report
 */
import * as letters from "./letters.js";
import { CELL, FIELD, RECORD, UNSET } from "./letters.js";
import { MAX_NAME, cleanLine } from "./clean.js";
import {
  LIMITS, SheetError, VERSION, customQuestion, finish, keepExtra, newPerson, newReport, readAnswer, readExtra,
} from "./model.js";

export const MAX_LINK = 32 * 1024;
const MAX_BODY = 64 * 1024;
export const ITERATIONS = 600_000;

/** @param {Form} form @param {Sheet} sheet */
export function pack(form, sheet) {
  const head = [form.id, String(form.rev), form.lang, sheet.solo ? "s" : ""].join(FIELD);
  const people = sheet.people.map((p) => "p" + packPerson(form, p));
  const custom = sheet.custom.map((c) => {
    const cells = sheet.people.map((p) => {
      const a = p.answers.get(c.id) ?? {};
      return letters.rated(a).join("") + (a.how ?? "");
    });
    return "c" + [letters.letter(Number(c.id.slice(4)) & 63) + c.label, ...cells].join(FIELD);
  });
  return [head, ...people, ...custom].join(RECORD);
}

/** @param {Form} form @param {Person} person */
function packPerson(form, person) {
  /** @type {string[][]} */
  const columns = [[], [], []];
  const picked = [];
  const words = [];
  for (const [id, a] of person.answers) {
    const q = form.byId.get(id);
    if (!q) continue;
    if (q.type === "rate") letters.rated(a).forEach((c, i) => (columns[i][q.n - 1] = c));
    if (a.picks?.length) picked.push(letters.number(q.n) + letters.picks(q, a));
    const text = q.type === "slots" ? letters.slots(q, a) : letters.words(a);
    if (text) words.push(letters.number(q.n) + text);
  }
  const extra = [...person.extra].map(([key, text]) => "!" + key + CELL + text);
  return [person.name, ...columns.map(column), picked.join(UNSET), ...words, ...extra].join(FIELD);
}

/** One character for each number, gaps filled, the end left off. @param {string[]} chars */
const column = (chars) => Array.from(chars, (c) => c ?? UNSET).join("").replace(/\.+$/, "");

/**
 * @param {Form} form
 * @param {string} body
 * @returns {{sheet: Sheet, report: Report}}
 */
export function unpack(form, body) {
  const [head, ...records] = body.split(RECORD);
  const [id, , , flags = ""] = head.split(FIELD);
  if (id !== form.id) throw new SheetError("other-form");
  const report = newReport();
  /** @type {Sheet} */
  const sheet = { solo: flags.includes("s"), people: [], custom: [] };
  const left = { answers: LIMITS.answers, extra: LIMITS.extra };
  for (const record of records) {
    const fields = record.slice(1).split(FIELD);
    if (record[0] === "p" && sheet.people.length < LIMITS.people) sheet.people.push(unpackPerson(form, fields, report, left));
    else if (record[0] === "c" && sheet.custom.length < LIMITS.custom) unpackCustom(sheet, fields, report, left);
    else report.dropped++;
  }
  if (sheet.people.length === 0) throw new SheetError("no-answers");
  return finish(sheet, report);
}

/**
 * @param {Form} form
 * @param {string[]} fields
 * @param {Report} report
 * @param {{answers: number, extra: number}} left
 */
function unpackPerson(form, [name, wants = "", gives = "", whens = "", picked = "", ...texts], report, left) {
  const person = newPerson(cleanLine(name, MAX_NAME));
  /** @type {Map<number, string[]>} */
  const parts = new Map();
  const put = (/** @type {number} */ n, /** @type {number} */ i, /** @type {string} */ value) => {
    if (n < 1 || n > LIMITS.answers) {
      report.dropped++;
      return;
    }
    const answer = parts.get(n) ?? [];
    answer[i] = value;
    parts.set(n, answer);
  };
  [wants, gives, whens].forEach((chars, i) => {
    for (let at = 0; at < chars.length; at++) if (chars[at] !== UNSET) put(at + 1, i, chars[at]);
  });
  for (const group of picked ? picked.split(UNSET) : []) put(letters.readNumber(group), 3, group.slice(2));
  for (const text of texts) if (text[0] !== "!") put(letters.readNumber(text), 4, text.slice(2));
  for (const n of [...parts.keys()].sort((a, b) => a - b)) {
    const q = form.byNumber.get(n);
    const answer = Array.from(parts.get(n) ?? [], (p) => p ?? "");
    if (!q) keepExtra(person, "#" + n, letters.keep(answer), report, left);
    else if (left.answers === 0) report.dropped++;
    else {
      const a = readAnswer(q, letters.read(q, answer), report);
      if (a) {
        // What arrives in a link was shared on purpose.
        if (q.private) a.private = false;
        person.answers.set(q.id, a);
        left.answers--;
      }
    }
  }
  for (const text of texts) if (text[0] === "!") unpackExtra(form, person, text.slice(1), report, left);
  return person;
}

/**
 * @param {Form} form
 * @param {Person} person
 * @param {string} text
 * @param {Report} report
 * @param {{extra: number}} left
 */
function unpackExtra(form, person, text, report, left) {
  const at = text.indexOf(CELL);
  if (at < 0) report.dropped++;
  else readExtra(form, person, Object.fromEntries([[text.slice(0, at), text.slice(at + 1)]]), report, left);
}

/**
 * @param {Sheet} sheet
 * @param {string[]} fields
 * @param {Report} report
 * @param {{answers: number}} left
 */
function unpackCustom(sheet, [label, ...cells], report, left) {
  const number = letters.index(label[0]);
  const c = { id: "own-" + number, label: cleanLine(label.slice(1), 120) };
  if (number < 1 || !c.label || sheet.custom.some((other) => other.id === c.id)) {
    report.dropped++;
    return;
  }
  sheet.custom.push(c);
  cells.slice(0, sheet.people.length).forEach((cell, i) => {
    const q = customQuestion(c);
    const raw = letters.read(q, [cell[0], cell[1], cell[2], "", cell.slice(3)]);
    const a = Object.keys(raw).length > 0 && readAnswer(q, raw, report);
    if (a && left.answers-- > 0) sheet.people[i].answers.set(c.id, a);
  });
}

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

/** Four bytes of CRC-32 (IEEE 802.3) over the kind and the bytes, then the bytes. @param {string} kind @param {Uint8Array} bytes */
function withChecksum(kind, bytes) {
  const out = new Uint8Array(bytes.length + 4);
  new DataView(out.buffer).setUint32(0, crc32(kind, bytes));
  out.set(bytes, 4);
  return out;
}

/** @param {string} kind @param {Uint8Array | undefined} bytes */
function checked(kind, bytes) {
  if (!bytes || bytes.length < 5) return undefined;
  const rest = bytes.subarray(4);
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) === crc32(kind, rest) ? rest : undefined;
}

/** @param {string} kind @param {Uint8Array} bytes */
function crc32(kind, bytes) {
  let crc = ~0;
  for (const part of [new TextEncoder().encode(kind), bytes]) {
    for (const byte of part) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
  }
  return ~crc >>> 0;
}

/** @param {Uint8Array} bytes */
function toBase64(bytes) {
  let out = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const group = (bytes[i] << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (let j = 0; j < Math.min(4, bytes.length - i + 1); j++) out += letters.letter((group >> (18 - 6 * j)) & 63);
  }
  return out;
}

/** Undefined for what toBase64 would never write. @param {string} text */
function fromBase64(text) {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let count = 0;
  let at = 0;
  for (const c of text) {
    const value = letters.index(c);
    if (value < 0) return undefined;
    bits = ((bits << 6) | value) & 0xffff;
    count += 6;
    if (count >= 8) bytes[at++] = (bits >> (count -= 8)) & 255;
  }
  return text.length % 4 === 1 || bits & ((1 << count) - 1) ? undefined : bytes;
}

// Seven bytes are below 10^17, so seventeen digits hold them; a shorter rest
// takes the digits that its largest value needs.
const WIDTHS = [0, 3, 5, 8, 10, 13, 15, 17];

/** @param {Uint8Array} bytes */
function toDigits(bytes) {
  let out = "";
  for (let i = 0; i < bytes.length; i += 7) {
    const group = bytes.subarray(i, i + 7);
    let value = 0n;
    for (const byte of group) value = value * 256n + BigInt(byte);
    out += String(value).padStart(WIDTHS[group.length], "0");
  }
  return out;
}

/** @param {string} text */
function fromDigits(text) {
  const rest = WIDTHS.indexOf(text.length % 17);
  if (!/^\d+$/.test(text) || rest < 0) return undefined;
  const bytes = new Uint8Array(Math.floor(text.length / 17) * 7 + rest);
  for (let i = 0, at = 0; i < text.length; i += 17) {
    const group = text.slice(i, i + 17);
    const size = WIDTHS.indexOf(group.length);
    let value = BigInt(group);
    for (let j = size - 1; j >= 0; j--) {
      bytes[at + j] = Number(value & 255n);
      value >>= 8n;
    }
    if (value) return undefined;
    at += size;
  }
  return bytes;
}

/** Undefined where the browser cannot. @param {Uint8Array} bytes */
async function deflate(bytes) {
  if (typeof CompressionStream === "undefined") return undefined;
  return drain(bytes, new CompressionStream("deflate-raw"), Infinity);
}

/** @param {Uint8Array} bytes */
async function inflate(bytes) {
  if (typeof DecompressionStream === "undefined") throw new SheetError("no-inflate");
  try {
    return await drain(bytes, new DecompressionStream("deflate-raw"), MAX_BODY);
  } catch (err) {
    throw err instanceof SheetError ? err : new SheetError("damaged");
  }
}

/**
 * Runs bytes through a stream and stops it at a limit, so that a small link
 * cannot fill the memory.
 *
 * @param {Uint8Array} bytes
 * @param {CompressionStream | DecompressionStream} stream
 * @param {number} limit
 */
async function drain(bytes, stream, limit) {
  const reader = new Blob([/** @type {BlobPart} */ (bytes)]).stream().pipeThrough(stream).getReader();
  const chunks = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) {
      reader.cancel().catch(() => {});
      throw new SheetError("unsafe");
    }
    chunks.push(value);
  }
  const out = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  return out;
}

export const canLock = () => !!globalThis.crypto?.subtle;

/** Case, and what stands between the words, do not matter. @param {string} phrase */
export const phraseBytes = (phrase) =>
  new TextEncoder().encode(phrase.normalize("NFKC").toLowerCase().replace(/[\s_-]+/g, " ").trim());

/**
 * AES-256-GCM under a key from PBKDF2-SHA-256: iterations (4 bytes), salt (16),
 * IV (12), then the locked text. The first byte inside says whether the rest
 * is deflated.
 *
 * @param {Uint8Array} body
 * @param {boolean} deflated
 * @param {string} phrase
 */
async function lock(body, deflated, phrase) {
  if (!canLock()) throw new SheetError("no-crypto");
  const head = new Uint8Array(32);
  crypto.getRandomValues(head);
  new DataView(head.buffer).setUint32(0, ITERATIONS);
  const inside = new Uint8Array(body.length + 1);
  inside[0] = deflated ? 1 : 0;
  inside.set(body, 1);
  const locked = new Uint8Array(await crypto.subtle.encrypt(gcm(head), await key(head, phrase), inside));
  const out = new Uint8Array(head.length + locked.length);
  out.set(head);
  out.set(locked, head.length);
  return out;
}

/** @param {Uint8Array} bytes @param {string} [phrase] */
async function unlock(bytes, phrase) {
  const head = bytes.slice(0, 32);
  const iterations = bytes.length < 49 ? 0 : new DataView(head.buffer).getUint32(0);
  if (iterations < 100_000 || iterations > 2_000_000) throw new SheetError("damaged");
  if (!canLock()) throw new SheetError("no-crypto");
  if (!phrase) throw new SheetError("locked");
  let inside;
  try {
    inside = new Uint8Array(await crypto.subtle.decrypt(gcm(head), await key(head, phrase), bytes.slice(32)));
  } catch {
    throw new SheetError("wrong-phrase");
  }
  return inside[0] === 1 ? inflate(inside.slice(1)) : inside.slice(1);
}

/** @param {Uint8Array} head */
const gcm = (head) => ({ name: "AES-GCM", iv: head.slice(20), additionalData: head.slice(0, 20) });

/** @param {Uint8Array} head @param {string} phrase */
async function key(head, phrase) {
  const material = await crypto.subtle.importKey("raw", phraseBytes(phrase), "PBKDF2", false, ["deriveKey"]);
  const iterations = new DataView(head.buffer).getUint32(0);
  const params = { name: "PBKDF2", hash: "SHA-256", salt: head.slice(4, 20), iterations };
  return crypto.subtle.deriveKey(params, material, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}
