/** Bytes as text, behind a checksum. */

/**
 * Four bytes of CRC-32 (IEEE 802.3) over the kind and the bytes, then the bytes.
 * @param {string} kind
 * @param {Uint8Array} bytes
 */
export function withChecksum(kind, bytes) {
  const out = new Uint8Array([0, 0, 0, 0, ...bytes]);
  new DataView(out.buffer).setUint32(0, crc32(kind, bytes));
  return out;
}

/** @param {string} kind @param {Uint8Array | undefined} bytes */
export function checked(kind, bytes) {
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
export const toBase64 = (bytes) =>
  btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join("")).replace(
    /[+/=]/g,
    (c) => ({ "+": "-", "/": "_" })[c] ?? "",
  );

/** Undefined for what toBase64 would never write. @param {string} text */
export function fromBase64(text) {
  try {
    const bytes = Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
    return toBase64(bytes) === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}
