/**
 * QR codes after ISO/IEC 18004: byte mode, versions 10 to 25 (57 to 117 modules
 * a side), which a phone's camera still reads from a screen. Smaller ones have
 * other rules and are not worth them. Level L: a screen has no torn corners, and
 * the modules are larger.
 */

const FIRST = 10;
// Level L of table 9, by version from the first: error correction words in each block, blocks.
const WORDS = [18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26];
const BLOCKS = [4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12];

/**
 * Makes the smallest code for a text. Its rows hold 1 for dark modules.
 * Undefined for what does not fit the largest.
 *
 * @param {string} text ASCII
 */
export function qr(text) {
  /** @type {number[]} */
  const bits = [];
  const put = (/** @type {number} */ value, /** @type {number} */ count) => {
    while (count--) bits.push((value >> count) & 1);
  };
  put(4, 4);
  put(text.length, 16);
  for (const c of text) put(c.charCodeAt(0), 8);
  for (const [i, blocks] of BLOCKS.entries()) {
    const grid = patterns(FIRST + i);
    // Modules that are free, in bytes.
    const total = (grid.length ** 2 - grid.flat().length) >> 3;
    const size = (total - WORDS[i] * blocks) * 8;
    if (bits.length > size) continue;
    // The text ends, its last byte is filled, then two pad bytes take turns.
    put(0, Math.min(4, size - bits.length));
    put(0, -bits.length & 7);
    for (let byte = 0xec; bits.length < size; byte ^= 0xec ^ 0x11) put(byte, 8);
    const data = Array.from({ length: size / 8 }, (_, n) => parseInt(bits.slice(n * 8, n * 8 + 8).join(""), 2));
    place(grid, interleave(data, blocks, WORDS[i]));
    return grid;
  }
  return undefined;
}

/**
 * Splits the data into blocks, the longer ones last, adds the check words and takes them in turns.
 * @param {number[]} data
 * @param {number} blocks
 * @param {number} words
 */
function interleave(data, blocks, words) {
  const start = (/** @type {number} */ i) =>
    i * Math.floor(data.length / blocks) + Math.max(0, i - blocks + (data.length % blocks));
  const split = Array.from({ length: blocks }, (_, i) => data.slice(start(i), start(i + 1)));
  const divisor = generator(words);
  const turns = (/** @type {number[][]} */ lists) => data.flatMap((_, i) => lists.flatMap((list) => list[i] ?? []));
  return [...turns(split), ...turns(split.map((block) => remainder(block, divisor)))];
}

/** Product in GF(256) modulo x^8+x^4+x^3+x^2+1. @param {number} x @param {number} y */
function times(x, y) {
  let z = 0;
  for (let i = 7; i >= 0; i--) z = (z << 1) ^ ((z >>> 7) * 0x11d) ^ (((y >>> i) & 1) * x);
  return z;
}

/** The polynomial with roots 2^0 to 2^(degree-1), without its leading 1. @param {number} degree */
function generator(degree) {
  let poly = [1];
  for (let i = 0, root = 1; i < degree; i++, root = times(root, 2)) {
    poly = [...poly, 0].map((c, j) => c ^ (j && times(poly[j - 1], root)));
  }
  return poly.slice(1);
}

/** @param {number[]} data @param {number[]} divisor */
const remainder = (data, divisor) =>
  data.reduce(
    (rest, byte) => {
      const factor = byte ^ rest[0];
      return divisor.map((c, i) => (rest[i + 1] ?? 0) ^ times(c, factor));
    },
    divisor.map(() => 0),
  );

/**
 * All but the data: finders, alignment, timing, format, version; free modules are holes.
 * @param {number} version
 * @returns {number[][]}
 */
function patterns(version) {
  const size = version * 4 + 17;
  const grid = Array.from({ length: size }, () => Array(size));
  // What is drawn first stays.
  const set = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ dark) => {
    if (x in grid && y in grid) grid[y][x] ??= dark;
  };
  const square = (/** @type {number} */ cx, /** @type {number} */ cy, /** @type {number[]} */ rings) => {
    const r = rings.length - 1;
    for (let y = -r; y <= r; y++)
      for (let x = -r; x <= r; x++) set(cx + x, cy + y, rings[Math.max(Math.abs(x), Math.abs(y))]);
  };
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ])
    square(x, y, [1, 1, 0, 1, 0]);
  // Centres of the alignment patterns, annex E: even steps up from the far end.
  const count = Math.floor(version / 7) + 1;
  const step = Math.ceil((version * 2 + 2) / count) * 2;
  const at = [6, ...Array.from({ length: count }, (_, i) => size - 7 - i * step)];
  for (const x of at) for (const y of at) if (!(x in grid[y])) square(x, y, [1, 0, 1]);
  for (let i = 0; i < size; i++) {
    set(6, i, ~i & 1);
    set(i, 6, ~i & 1);
  }
  let check = version;
  for (let i = 0; i < 12; i++) check = (check << 1) ^ ((check >>> 11) * 0x1f25);
  for (let i = 0; i < 18; i++) {
    const [x, y, dark] = [size - 11 + (i % 3), Math.floor(i / 3), (((version << 12) | check) >> i) & 1];
    set(x, y, dark);
    set(y, x, dark);
  }
  // Level L with mask 0 and its check bits, twice: down and along the first finder, along and up to the others.
  for (let i = 0; i < 15; i++) {
    const dark = (0x77c4 >> i) & 1;
    if (i < 8) {
      set(8, i < 6 ? i : i + 1, dark);
      set(size - 1 - i, 8, dark);
    } else {
      set(i > 8 ? 14 - i : 7, 8, dark);
      set(8, size - 15 + i, dark);
    }
  }
  set(8, size - 8, 1);
  return grid;
}

/**
 * Up and down in columns of two from the right, past the timing column, under a
 * chessboard: data is compressed, so no mask suits it better than another.
 *
 * @param {number[][]} grid
 * @param {number[]} words
 */
function place(grid, words) {
  const size = grid.length;
  let bit = 0;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right--;
    for (let i = 0; i < size; i++) {
      const y = (right + 1) & 2 ? i : size - 1 - i;
      for (const x of [right, right - 1]) grid[y][x] ??= ((words[bit >> 3] >> (7 - (bit++ & 7))) ^ ~(x + y)) & 1;
    }
  }
}
