import assert from "node:assert/strict";
import { test } from "node:test";
import { match, moved } from "./match.js";

/** Reads "p1 p2 h1#a": the kind is the letter, the whole is all, and digits are words.
 * @param {string} text */
const signs = (text) =>
  text
    .split(" ")
    .filter(Boolean)
    .map((word) => {
      const [name, id] = word.split("#");
      return { whole: word, kind: name[0], id: id?.replace(/\d+$/, ""), text: [...name.slice(1)].join(" ") };
    });

const cases = [
  ["nothing", "", "", []],
  ["the same", "p1 p2 p3", "p1 p2 p3", [0, 1, 2]],
  ["one changed", "p1 p2 p3", "p1 p9 p3", [0, 1, 2]],
  ["one added in front", "p1 p2", "p0 p1 p2", [-1, 0, 1]],
  ["one added between", "p1 p2", "p1 p9 p2", [0, -1, 1]],
  ["one added behind", "p1 p2", "p1 p2 p3", [0, 1, -1]],
  ["one removed", "p1 p2 p3", "p1 p3", [0, 2]],
  ["all removed", "p1 p2", "", []],
  ["all new", "", "p1 p2", [-1, -1]],
  ["another kind in its place", "p1 p2 p3", "p1 h2 p3", [0, -1, 2]],
  ["added and changed", "p1 p2 p3 p4", "p1 h1 p9 p3 p4", [0, -1, 1, 2, 3]],
  ["id that changed with its words", "h1#one p2", "h13#three p2", [0, 1]],
  ["two of the same", "p1 p1", "p1 p1 p1", [0, 1, -1]],
  ["two that swapped", "p1 p2", "p2 p1", [1, 0]],
  ["three that turned", "p1 p2 p3", "p3 p1 p2", [2, 0, 1]],
  ["changed beside one that moved", "p1 p2 p3 p45", "p3 p1 p2 p46", [2, 0, 1, 3]],
  ["new in front of a changed one", "p1 p234 p5", "p1 p6 p237 p5", [0, -1, 1, 2]],
  ["new behind a changed one", "p1 p234 p5", "p1 p237 p6 p5", [0, 1, -1, 2]],
  ["two changed and swapped", "p123 p456", "p457 p124", [1, 0]],
  ["two with ids that swapped", "p1#a p2#b", "p2#b p1#a", [1, 0]],
  ["moved and changed, with an id", "p1 s1#a p2 p3", "p1 p2 p3 s1#a2", [0, 2, 3, 1]],
  ["id that has gone", "p1#a p2", "p2 p3", [1, -1]],
  ["id of another kind", "p1#a", "h1#a", [-1]],
];

for (const [name, old, next, want] of /** @type {[string, string, string, number[]][]} */ (cases)) {
  test(name, () => assert.deepEqual(match(signs(old), signs(next)), want));
}

test("whatever the lists, a node is continued once and by its own kind", () => {
  let seed = 1;
  const random = (/** @type {number} */ n) => ((seed = (seed * 48271) % 2147483647), seed % n);
  const list = () =>
    signs(
      Array.from(
        { length: random(12) },
        () => "phs"[random(3)] + random(4) + (random(4) ? "" : "#" + "ab"[random(2)]),
      ).join(" "),
    );
  for (let round = 0; round < 2000; round++) {
    const [old, next] = [list(), list()];
    const got = match(old, next);
    const used = got.filter((i) => i >= 0);
    assert.equal(got.length, next.length);
    assert.equal(new Set(used).size, used.length);
    got.forEach((i, j) => i < 0 || assert.equal(old[i].kind, next[j].kind));
    assert.deepEqual(
      match(old, old),
      old.map((_, i) => i),
    );
  }
});

for (const [places, want] of /** @type {[number[], string][]} */ ([
  [[], ""],
  [[0, 1, 2], "..."],
  [[-1, 0, -1, 1], "...."],
  [[1, 2, 3, 0], "...x"],
  [[3, 0, 1, 2], "x..."],
  [[2, 1, 0], "xx."],
  [[0, 4, 1, 2, 5, 3], ".x..x."],
])) {
  test(`moved: ${places}`, () =>
    assert.equal(
      moved(places)
        .map((m) => (m ? "x" : "."))
        .join(""),
      want,
    ));
}

test("long lists are matched quickly", () => {
  const old = Array.from({ length: 20_000 }, (_, i) => ({ whole: "p" + i, kind: "p" }));
  const next = old.map((o, i) => (i % 2 ? o : { whole: "x" + i, kind: "p" }));
  const began = Date.now();
  assert.equal(match(old, next).filter((i) => i >= 0).length, 20_000);
  assert.ok(Date.now() - began < 2000);
});
