/**
 * QR codes after ISO/IEC 18004: numeric and byte mode, level M, versions 1 to
 * 25 (117 by 117 modules), which a phone's camera still reads from a screen.
 *
 * @typedef {{size: number, dark: (x: number, y: number) => boolean}} Code
 */

const MAX_VERSION = 25;
// Level M of table 9, by version: error correction words in each block, blocks.
const WORDS = [0, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28];
const BLOCKS = [0, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21];

/**
 * Makes the smallest code for a text; a tail of digits takes numeric mode.
 * Undefined for what does not fit version 25.
 *
 * @param {string} text ASCII
 * @returns {Code | undefined}
 */
export function qr(text) {
  const digits = /\d{8,}$/.exec(text)?.[0] ?? "";
  const bytes = text.slice(0, text.length - digits.length);
  for (let version = 1; version <= MAX_VERSION; version++) {
    const bits = encodeBits(version, bytes, digits);
    if (bits.length <= dataWords(version) * 8) return draw(version, interleave(version, pad(bits, dataWords(version))));
  }
  return undefined;
}

/** @param {number} version @param {string} bytes @param {string} digits */
function encodeBits(version, bytes, digits) {
  /** @type {number[]} */
  const bits = [];
  const put = (/** @type {number} */ value, /** @type {number} */ count) => {
    for (let i = count - 1; i >= 0; i--) bits.push((value >> i) & 1);
  };
  if (bytes) {
    put(4, 4);
    put(bytes.length, version < 10 ? 8 : 16);
    for (const c of bytes) put(c.charCodeAt(0), 8);
  }
  if (digits) {
    put(1, 4);
    put(digits.length, version < 10 ? 10 : 12);
    for (const group of digits.match(/\d{1,3}/g) ?? []) put(Number(group), group.length * 3 + 1);
  }
  return bits;
}

/** Ends the text, fills the last byte, then alternates the two pad bytes. @param {number[]} bits @param {number} words */
function pad(bits, words) {
  const all = [...bits, ...Array(Math.min(4, words * 8 - bits.length)).fill(0)];
  while (all.length % 8) all.push(0);
  const out = [];
  for (let i = 0; i < all.length; i += 8) out.push(parseInt(all.slice(i, i + 8).join(""), 2));
  for (let byte = 0xec; out.length < words; byte ^= 0xec ^ 0x11) out.push(byte);
  return out;
}

/** Modules that hold words, in bytes: all less finders, timing, alignment, format and version. @param {number} v */
function rawWords(v) {
  const n = v < 2 ? 0 : Math.floor(v / 7) + 2;
  const alignment = n ? 25 * n * n - 10 * n - 55 : 0;
  return (16 * v * v + 128 * v + 64 - alignment - (v < 7 ? 0 : 36)) >> 3;
}

/** @param {number} v */
const dataWords = (v) => rawWords(v) - WORDS[v] * BLOCKS[v];

/** Splits the data into blocks, adds the check words and takes them in turns. @param {number} v @param {number[]} data */
function interleave(v, data) {
  const total = rawWords(v);
  const short = BLOCKS[v] - (total % BLOCKS[v]);
  const size = Math.floor(total / BLOCKS[v]) - WORDS[v];
  const divisor = generator(WORDS[v]);
  const blocks = [];
  for (let i = 0, at = 0; i < BLOCKS[v]; i++) {
    const length = size + (i < short ? 0 : 1);
    blocks.push(data.slice(at, at + length));
    at += length;
  }
  const checks = blocks.map((b) => remainder(b, divisor));
  const out = [];
  for (let i = 0; i <= size; i++) for (const b of blocks) if (i < b.length) out.push(b[i]);
  for (let i = 0; i < WORDS[v]; i++) for (const c of checks) out.push(c[i]);
  return out;
}

/** Product in GF(256) modulo x^8+x^4+x^3+x^2+1. @param {number} x @param {number} y */
function times(x, y) {
  let z = 0;
  for (let i = 7; i >= 0; i--) {
    z = (z << 1) ^ ((z >>> 7) * 0x11d);
    z ^= ((y >>> i) & 1) * x;
  }
  return z;
}

/** The polynomial with roots 2^0 to 2^(degree-1), without its leading 1. @param {number} degree */
function generator(degree) {
  let poly = [1];
  for (let i = 0, root = 1; i < degree; i++, root = times(root, 2)) {
    const next = [...poly, 0];
    poly.forEach((c, j) => (next[j + 1] ^= times(c, root)));
    poly = next;
  }
  return poly.slice(1);
}

/** @param {number[]} data @param {number[]} divisor */
function remainder(data, divisor) {
  const rest = divisor.map(() => 0);
  for (const byte of data) {
    const factor = byte ^ (rest.shift() ?? 0);
    rest.push(0);
    divisor.forEach((c, i) => (rest[i] ^= times(c, factor)));
  }
  return rest;
}

/** A chessboard over the data: it is compressed, so no mask suits it better than another. */
const MASK = 0;

/** @param {number} version @param {number[]} words @returns {Code} */
function draw(version, words) {
  const size = version * 4 + 17;
  const { grid, fixed } = patterns(version, size);
  place(grid, fixed, words);
  grid.forEach((row, y) => row.forEach((_, x) => (row[x] ^= Number(!fixed[y][x] && (x + y) % 2 === 0))));
  format(grid, size);
  return { size, dark: (x, y) => grid[y]?.[x] === 1 };
}

/** Finders, timing, alignment, version; fixed marks what data must not use. @param {number} version @param {number} size */
function patterns(version, size) {
  const grid = Array.from({ length: size }, () => Array(size).fill(0));
  const fixed = Array.from({ length: size }, () => Array(size).fill(false));
  const set = (/** @type {number} */ x, /** @type {number} */ y, /** @type {boolean} */ dark) => {
    if (x < 0 || y < 0 || x >= size || y >= size) return;
    grid[y][x] = dark ? 1 : 0;
    fixed[y][x] = true;
  };
  const square = (/** @type {number} */ cx, /** @type {number} */ cy, /** @type {number} */ r, /** @type {number[]} */ light) => {
    for (let y = -r; y <= r; y++) for (let x = -r; x <= r; x++) set(cx + x, cy + y, !light.includes(Math.max(Math.abs(x), Math.abs(y))));
  };
  for (let i = 0; i < size; i++) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) square(x, y, 4, [2, 4]);
  const at = alignment(version, size);
  for (const x of at) for (const y of at) if (!nearFinder(x, y, size)) square(x, y, 2, [1]);
  // Room for the format, which depends on the mask.
  for (let i = 0; i < 9; i++) {
    if (i !== 6) {
      fixed[8][i] = true;
      fixed[i][8] = true;
    }
    if (i < 8) {
      fixed[8][size - 1 - i] = true;
      fixed[size - 1 - i][8] = true;
    }
  }
  if (version >= 7) {
    const bits = bch(version, 12, 0x1f25);
    for (let i = 0; i < 18; i++) {
      const dark = ((bits >> i) & 1) === 1;
      set(size - 11 + (i % 3), Math.floor(i / 3), dark);
      set(Math.floor(i / 3), size - 11 + (i % 3), dark);
    }
  }
  return { grid, fixed };
}

/** @param {number} x @param {number} y @param {number} size */
const nearFinder = (x, y, size) => (x < 9 && y < 9) || (x < 9 && y > size - 10) || (x > size - 10 && y < 9);

/** Centres of the alignment patterns, annex E: even steps up from the far end. @param {number} version @param {number} size */
function alignment(version, size) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  const at = [6];
  for (let i = count - 2; i >= 0; i--) at.push(size - 7 - i * step);
  return at;
}

/** A value with its check bits. @param {number} value @param {number} bits @param {number} poly */
function bch(value, bits, poly) {
  let rest = value;
  for (let i = 0; i < bits; i++) rest = (rest << 1) ^ ((rest >>> (bits - 1)) * poly);
  return (value << bits) | rest;
}

/** @param {number[][]} grid @param {number} size */
function format(grid, size) {
  const bits = bch(MASK, 10, 0x537) ^ 0x5412; // level M is 00
  for (let i = 0; i < 15; i++) {
    const dark = (bits >> i) & 1;
    // Down the left finder, skipping the timing row, then along the top.
    if (i < 6) grid[i][8] = dark;
    else if (i < 8) grid[i + 1][8] = dark;
    else if (i === 8) grid[8][7] = dark;
    else grid[8][14 - i] = dark;
    if (i < 8) grid[8][size - 1 - i] = dark;
    else grid[size - 15 + i][8] = dark;
  }
  grid[size - 8][8] = 1;
}

/** Up and down in columns of two from the right, past the timing column. @param {number[][]} grid @param {boolean[][]} fixed @param {number[]} words */
function place(grid, fixed, words) {
  const size = grid.length;
  let bit = 0;
  let up = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right--;
    for (let i = 0; i < size; i++) {
      const y = up ? size - 1 - i : i;
      for (const x of [right, right - 1]) {
        if (fixed[y][x] || bit >= words.length * 8) continue;
        grid[y][x] = (words[bit >> 3] >> (7 - (bit & 7))) & 1;
        bit++;
      }
    }
    up = !up;
  }
}
