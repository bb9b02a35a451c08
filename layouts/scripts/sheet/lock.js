/** Encrypts a link with a pass phrase. */
import { SheetError } from "./model.js";

/** Rounds of PBKDF2-HMAC-SHA256, OWASP's figure. */
const ITERATIONS = 600_000;

export const canLock = () => !!globalThis.crypto?.subtle;

/** Case and whatever separates the words do not matter. @param {string} phrase */
const phraseBytes = (phrase) =>
  new TextEncoder().encode(
    phrase
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[\s_-]+/g, " ")
      .trim(),
  );

/**
 * AES-256-GCM under a key from PBKDF2-SHA-256: iterations (4 bytes), salt (16),
 * IV (12), then the locked bytes.
 *
 * @param {Uint8Array} bytes
 * @param {string} phrase
 */
export async function lock(bytes, phrase) {
  const head = crypto.getRandomValues(new Uint8Array(32));
  new DataView(head.buffer).setUint32(0, ITERATIONS);
  const locked = await crypto.subtle.encrypt(gcm(head), await key(head, phrase), /** @type {BufferSource} */ (bytes));
  return new Uint8Array([...head, ...new Uint8Array(locked)]);
}

/** @param {Uint8Array} bytes @param {string} [phrase] */
export async function unlock(bytes, phrase) {
  const head = bytes.slice(0, 32);
  const iterations = bytes.length < 49 ? 0 : new DataView(head.buffer).getUint32(0);
  if (iterations < 100_000 || iterations > 2_000_000) throw new SheetError("damaged");
  if (!canLock()) throw new SheetError("no-crypto");
  if (!phrase) throw new SheetError("locked");
  try {
    return new Uint8Array(await crypto.subtle.decrypt(gcm(head), await key(head, phrase), bytes.slice(32)));
  } catch {
    throw new SheetError("wrong-phrase");
  }
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
