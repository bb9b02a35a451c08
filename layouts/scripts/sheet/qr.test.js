import assert from "node:assert/strict";
import { test } from "node:test";
import { qr } from "./qr.js";
import { testdata } from "./random.test.js";

for (const golden of testdata("qr.json")) {
  test(`version ${golden.version}, drawn as an independent encoder draws it`, () => {
    assert.deepEqual(
      qr(golden.text)?.map((row) => row.join("")),
      golden.rows,
    );
  });
}

test("a code beyond version 25 is not offered", () => {
  assert.equal(qr("x#s1." + "9".repeat(1280)), undefined);
  assert.equal(qr("x#s1." + "9".repeat(1250))?.length, 117);
});
