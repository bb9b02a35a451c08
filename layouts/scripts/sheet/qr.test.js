import assert from "node:assert/strict";
import { test } from "node:test";
import { qr } from "./qr.js";
import { testdata } from "./random.test.js";

/** @param {import("./qr.js").Code | undefined} code */
const rows = (code) =>
  code && Array.from({ length: code.size }, (_, y) => Array.from({ length: code.size }, (_, x) => (code.dark(x, y) ? "1" : "0")).join(""));

for (const golden of testdata("qr.json")) {
  test(`version ${golden.version}, drawn as an independent encoder draws it`, () => {
    assert.deepEqual(rows(qr(golden.text)), golden.rows);
  });
}

test("a code beyond version 25 is not offered", () => {
  assert.equal(qr("x#s1d." + "9".repeat(2400)), undefined);
  assert.equal(qr("x#s1d." + "9".repeat(2300))?.size, 117);
});
