import assert from "node:assert/strict";
import { test } from "node:test";
import { qr } from "./qr.js";
import { testdata } from "./random.test.js";

/** @param {import("./qr.js").Code | undefined} code */
const rows = (code) =>
  code && Array.from({ length: code.size }, (_, y) => Array.from({ length: code.size }, (_, x) => (code.dark(x, y) ? "1" : "0")).join(""));

for (const golden of testdata("qr.json")) {
  test(`version ${golden.version}, mask ${golden.mask}, drawn as an independent encoder draws it`, () => {
    assert.deepEqual(rows(qr(golden.text, golden.mask)), golden.rows);
  });
}

test("the mask is the one with the least penalty, and always the same", () => {
  const text = "https://example.org/#s1d." + "31415926535".repeat(30);
  const chosen = rows(qr(text))?.join();
  assert.equal(chosen, rows(qr(text))?.join());
  assert.ok([0, 1, 2, 3, 4, 5, 6, 7].some((m) => rows(qr(text, m))?.join() === chosen));
});

test("a code beyond version 25 is not offered", () => {
  assert.equal(qr("x#s1d." + "9".repeat(2400)), undefined);
  assert.equal(qr("x#s1d." + "9".repeat(2300))?.size, 117);
});
