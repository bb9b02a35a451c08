import assert from "node:assert/strict";
import { test } from "node:test";
import { counter, enough, pause } from "./shift.js";

/** @param {[string, number][]} keys */
const counts = (keys) => {
  const count = counter();
  return keys.map(([key, time]) => count(key, time));
};

test("three presses in a row are enough", () => {
  assert.deepEqual(
    counts([
      ["Shift", 1000],
      ["Shift", 2000],
      ["Shift", 3000],
    ]),
    [1, 2, enough],
  );
});

test("each press has the whole pause", () => {
  assert.deepEqual(
    counts([
      ["Shift", 1],
      ["Shift", 1 + pause],
      ["Shift", 1 + 2 * pause],
    ]),
    [1, 2, 3],
  );
});

test("a longer pause starts again", () => {
  assert.deepEqual(
    counts([
      ["Shift", 1],
      ["Shift", 2],
      ["Shift", 3 + pause],
    ]),
    [1, 2, 1],
  );
});

test("typing capital letters never leaves", () => {
  const typed = "ABC".split("").flatMap(
    (letter, i) =>
      /** @type {[string, number][]} */ ([
        ["Shift", i * 200 + 1],
        [letter, i * 200 + 90],
      ]),
  );
  assert.ok(counts(typed).every((n) => n < enough));
});

test("the first press counts however early the page is", () => {
  assert.deepEqual(counts([["Shift", pause + 1]]), [1]);
});
