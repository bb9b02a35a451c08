/**
 * Things that have the same key, together, in the order in which the keys come.
 * @template T
 * @param {T[]} list
 * @param {(x: T) => string} key
 * @returns {T[][]}
 */
export function groups(list, key) {
  const all = new Map();
  for (const x of list) all.get(key(x))?.push(x) ?? all.set(key(x), [x]);
  return [...all.values()];
}
