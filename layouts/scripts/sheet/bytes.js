/** Bytes as text, behind a checksum. */
import { index, letter } from "./letters.js";

/** Four bytes of CRC-32 (IEEE 802.3) over the kind and the bytes, then the bytes. @param {string} kind @param {Uint8Array} bytes */
export function withChecksum(kind, bytes) {
  const out = new Uint8Array(bytes.length + 4);
  new DataView(out.buffer).setUint32(0, crc32(kind, bytes));
  out.set(bytes, 4);
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
    for (const byte of part) crc = (crc >>> 8) ^ TABLE[(crc ^ byte) & 255];
  }
  return ~crc >>> 0;
}

/** A byte at a time: a wrapped link is tried at every place where it can end. */
const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let crc = n;
  for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  return crc;
});

/** @param {Uint8Array} bytes */
export function toBase64(bytes) {
  let out = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const group = (bytes[i] << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (let j = 0; j < Math.min(4, bytes.length - i + 1); j++) out += letter((group >> (18 - 6 * j)) & 63);
  }
  return out;
}

/** Undefined for what toBase64 would never write. @param {string} text */
export function fromBase64(text) {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let count = 0;
  let at = 0;
  for (const c of text) {
    const value = index(c);
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
export function toDigits(bytes) {
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
export function fromDigits(text) {
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
