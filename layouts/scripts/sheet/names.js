/** Names by which people are told apart. */
import { cleanLine } from "./clean.js";

/** Letters, as people count them, that fit beside a sentence on a phone. */
const MAX = 24;

/**
 * What to call people: as they wrote it, shortened where it would not fit, with
 * a number where two would be the same.
 *
 * @param {import("./model.js").Person[]} people
 * @param {string} unnamed what somebody without a name is called, with {n}
 */
export function namesOf(people, unnamed) {
  const given = people.map((p, i) => short(cleanLine(p.name)) || unnamed.replace("{n}", String(i + 1)));
  const key = (/** @type {string} */ name) => name.normalize().toLowerCase();
  const count = (/** @type {string} */ name) => given.filter((g) => key(g) === key(name)).length;
  const taken = new Set(given.filter((name) => count(name) === 1).map(key));
  return given.map((name) => {
    if (count(name) === 1) return name;
    let n = 1;
    while (taken.has(key(`${name} (${n})`))) n++;
    taken.add(key(`${name} (${n})`));
    return `${name} (${n})`;
  });
}

/** @param {string} name */
function short(name) {
  const letters = name.match(/\P{M}\p{M}*/gu) ?? [];
  return letters.length > MAX ? letters.slice(0, MAX - 1).join("") + "…" : name;
}
