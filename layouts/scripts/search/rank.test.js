import assert from "node:assert/strict";
import { test } from "node:test";
import { best } from "./rank.js";

/** @param {...number} scores */
const hits = (...scores) =>
  scores.map((score) => ({ score, page: { url: "", title: "", first: 0, count: 1 }, own: true, sections: [] }));

test("lines are quoted from what answers nearly as well as the first, and from three at most", () => {
  for (const [scores, n] of /** @type {[number[], number][]} */ ([
    [[], 0],
    [[5], 1],
    [[5, 2, 1], 1],
    [[5, 4, 1], 2],
    [[5, 5, 5, 5], 3],
    [[Infinity, 5, 5], 1], // a page that leads
  ]))
    assert.equal(best(hits(...scores)).length, n, String(scores));
  assert.deepEqual(
    [2, 0, -1].map((room) => best(hits(5, 5, 5), room).length),
    [2, 0, 0],
  );
});
