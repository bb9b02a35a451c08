// Finds, in two lists of nodes, which of the new one continues which of the
// old. It knows nothing of the DOM: a node is a pair of strings.

/**
 * What a node is, and of which kind. Nodes with the same whole are alike to
 * the last letter; a node can become any other of its kind. A kind that ends
 * with an id ("p#water") belongs to one node alone, wherever it goes.
 * @typedef {{whole: string, kind: string}} Sign
 */

/** Above this many pairs a list is matched by position, which is quicker. */
const MOST = 250_000;

/**
 * @param {Sign[]} old
 * @param {Sign[]} next
 * @returns {number[]} for each of next the index of the old that it continues, or -1
 */
export function match(old, next) {
  const result = new Array(next.length).fill(-1);
  const pair = (/** @type {number} */ i, /** @type {number} */ j) => (result[j] = i);
  gap(old, next, [0, old.length, 0, next.length], "whole", (range) => gap(old, next, range, "kind", () => {}, pair), pair);
  const used = new Set(result);
  for (const [j, { kind }] of next.entries()) {
    if (result[j] >= 0 || !kind.includes("#", 1)) continue;
    const i = old.findIndex((o, at) => o.kind === kind && !used.has(at));
    if (i >= 0) used.add(pair(i, j));
  }
  return result;
}

/**
 * Tells what has moved: everything outside a longest part that is in order.
 * @param {number[]} places where each node was; negative for new ones
 * @returns {boolean[]} for each, whether it has to be moved
 */
export function moved(places) {
  /** @type {number[]} */
  const tails = []; // by length, the last index of the part in order that ends lowest
  const before = new Array(places.length).fill(-1);
  for (const [j, place] of places.entries()) {
    if (place < 0) continue;
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (places[tails[middle]] < place) low = middle + 1;
      else high = middle;
    }
    before[j] = low > 0 ? tails[low - 1] : -1;
    tails[low] = j;
  }
  const result = places.map((place) => place >= 0);
  for (let j = tails.at(-1) ?? -1; j >= 0; j = before[j]) result[j] = false;
  return result;
}

/**
 * Pairs what is equal in a range of both lists, in order, and hands what lies
 * between the pairs to rest.
 * @param {Sign[]} old
 * @param {Sign[]} next
 * @param {[number, number, number, number]} range from and to in old, from and to in next
 * @param {"whole" | "kind"} by
 * @param {(range: [number, number, number, number]) => void} rest
 * @param {(i: number, j: number) => void} pair
 */
function gap(old, next, [i0, i1, j0, j1], by, rest, pair) {
  const equal = (/** @type {number} */ i, /** @type {number} */ j) => old[i][by] === next[j][by];
  while (i0 < i1 && j0 < j1 && equal(i0, j0)) pair(i0++, j0++);
  while (i0 < i1 && j0 < j1 && equal(i1 - 1, j1 - 1)) pair(--i1, --j1);
  if (i0 === i1 && j0 === j1) return;
  let [i, j] = [i0, j0];
  for (const [a, b] of common(i0, i1, j0, j1, equal)) {
    if (i < a || j < b) rest([i, a, j, b]);
    pair(a, b);
    [i, j] = [a + 1, b + 1];
  }
  if (i < i1 || j < j1) rest([i, i1, j, j1]);
}

/**
 * The longest common subsequence, as pairs of indices.
 * @param {number} i0
 * @param {number} i1
 * @param {number} j0
 * @param {number} j1
 * @param {(i: number, j: number) => boolean} equal
 * @returns {[number, number][]}
 */
function common(i0, i1, j0, j1, equal) {
  const [n, m] = [i1 - i0, j1 - j0];
  /** @type {[number, number][]} */
  const pairs = [];
  if (n * m > MOST) {
    for (let k = 0; k < Math.min(n, m); k++) if (equal(i0 + k, j0 + k)) pairs.push([i0 + k, j0 + k]);
    return pairs;
  }
  const best = Array.from({ length: n + 1 }, () => new Uint32Array(m + 1));
  for (let i = n - 1; i >= 0; i--) {
    for (let j = m - 1; j >= 0; j--) {
      best[i][j] = equal(i0 + i, j0 + j) ? best[i + 1][j + 1] + 1 : Math.max(best[i + 1][j], best[i][j + 1]);
    }
  }
  for (let i = 0, j = 0; i < n && j < m; ) {
    if (equal(i0 + i, j0 + j)) pairs.push([i0 + i++, j0 + j++]);
    else if (best[i + 1][j] >= best[i][j + 1]) i++;
    else j++;
  }
  return pairs;
}
