// Finds which node of a new list continues which node of an old one. It is
// independent of the DOM: a node is a few strings.

/**
 * A node. Nodes with the same whole are identical. A node can be changed into any
 * other of its kind: the one with the same id, or else the most similar text.
 * @typedef {{whole: string, kind: string, id?: string, text?: string}} Sign
 */

/** Above this many pairs of nodes they are matched by position, which is faster. */
const MOST = 250_000;

/**
 * @param {Sign[]} old
 * @param {Sign[]} next
 * @returns {number[]} for each node of next the index in old of the one it continues, or -1
 */
export function match(old, next) {
  const pairs = new Pairs(old, next);
  pairs.inOrder();
  pairs.elsewhere((s) => (s.whole.trim() === s.kind ? "" : s.whole));
  pairs.elsewhere((s) => (s.id ? s.kind + "#" + s.id : ""));
  pairs.between();
  return pairs.from;
}

class Pairs {
  /**
   * @param {Sign[]} old
   * @param {Sign[]} next
   */
  constructor(old, next) {
    this.old = old;
    this.next = next;
    /** The result of match so far. */
    this.from = next.map(() => -1);
    /** Whether each old node is continued. */
    this.used = old.map(() => false);
  }

  /**
   * @param {number} i
   * @param {number} j
   */
  pair(i, j) {
    this.from[j] = i;
    this.used[i] = true;
  }

  /** Pairs identical nodes that are in the same order. */
  inOrder() {
    let [i0, i1, j0, j1] = [0, this.old.length, 0, this.next.length];
    const equal = (/** @type {number} */ i, /** @type {number} */ j) => this.old[i].whole === this.next[j].whole;
    while (i0 < i1 && j0 < j1 && equal(i0, j0)) this.pair(i0++, j0++);
    while (i0 < i1 && j0 < j1 && equal(i1 - 1, j1 - 1)) this.pair(--i1, --j1);
    for (const [i, j] of common(i0, i1, j0, j1, equal)) this.pair(i, j);
  }

  /**
   * Pairs nodes of the same name, wherever they are.
   * @param {(s: Sign) => string} name or "" for a node that must not be paired
   */
  elsewhere(name) {
    /** @type {Map<string, number[]>} */
    const free = new Map();
    this.old.forEach((s, i) => {
      const n = this.used[i] ? "" : name(s);
      if (n) free.set(n, [...(free.get(n) ?? []), i]);
    });
    if (!free.size) return;
    this.next.forEach((s, j) => {
      const i = this.from[j] < 0 ? free.get(name(s))?.shift() : undefined;
      if (i !== undefined) this.pair(i, j);
    });
  }

  /** Pairs nodes between the same neighbours, the most similar first. */
  between() {
    let [i, j] = [0, 0];
    const away = moved(this.from);
    for (let at = 0; at <= this.next.length; at++) {
      const place = at < this.next.length ? this.from[at] : this.old.length;
      if (place < 0 || away[at]) continue;
      this.gap(i, place, j, at);
      [i, j] = [place + 1, at + 1];
    }
  }

  /**
   * @param {number} i0
   * @param {number} i1
   * @param {number} j0
   * @param {number} j1
   */
  gap(i0, i1, j0, j1) {
    const old = range(i0, i1).filter((i) => !this.used[i]);
    const next = range(j0, j1).filter((j) => this.from[j] < 0);
    const near = old.length * next.length > MOST / 100;
    /** @type {[number, number, number][]} */
    const offers = [];
    next.forEach((j, at) => {
      const candidates = near ? old.slice(at, at + 1) : old;
      for (const i of candidates) {
        if (this.old[i].kind === this.next[j].kind) offers.push([likeness(this.old[i].text, this.next[j].text), i, j]);
      }
    });
    offers.sort((a, b) => b[0] - a[0] || a[2] - b[2] || a[1] - b[1]);
    for (const [, i, j] of offers) if (!this.used[i] && this.from[j] < 0) this.pair(i, j);
  }
}

/**
 * @param {number} from
 * @param {number} to
 */
const range = (from, to) => Array.from({ length: Math.max(0, to - from) }, (_, k) => from + k);

/**
 * The similarity of two texts: the Dice coefficient of their words, 0 to 1.
 * @param {string} [a]
 * @param {string} [b]
 */
function likeness(a = "", b = "") {
  if (a === b) return 1;
  const words = (/** @type {string} */ s) => new Set(s.slice(0, 2000).split(/\s+/));
  const [one, other] = [words(a), words(b)];
  let both = 0;
  for (const w of one) if (other.has(w)) both++;
  return (2 * both) / (one.size + other.size);
}

/**
 * Finds which nodes have moved: those outside a longest increasing subsequence.
 * @param {number[]} places where each node was; negative for new ones
 * @returns {boolean[]} whether each node has to be moved
 */
export function moved(places) {
  /** @type {number[]} */
  const tails = []; // by length, the last index of the subsequence that ends lowest
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
 * The longest common subsequence of two ranges, as pairs of indices.
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
  for (let i = 0, j = 0; i < n && j < m;) {
    if (equal(i0 + i, j0 + j)) pairs.push([i0 + i++, j0 + j++]);
    else if (best[i + 1][j] >= best[i][j + 1]) i++;
    else j++;
  }
  return pairs;
}
