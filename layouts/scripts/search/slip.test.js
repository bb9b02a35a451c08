import assert from "node:assert/strict";
import { test } from "node:test";
import { isSlip } from "./slip.js";

test("one slip is forgiven", () => {
  for (const [typed, meant] of [
    ["jelousy", "jealousy"],
    ["jeallousy", "jealousy"],
    ["jeolousy", "jealousy"],
    ["jaelousy", "jealousy"],
    ["ealousy", "jealousy"],
    ["jealous", "jealousy"],
  ]) {
    assert.ok(isSlip(typed, meant), typed);
    assert.equal(isSlip(typed, meant), isSlip(meant, typed), typed);
  }
});

test("two are not, and no slip is none", () => {
  for (const [typed, meant] of [
    ["drop", "drop"],
    ["jlusy", "jealousy"],
    ["abcd", "badc"],
    ["calm", "clams"],
    ["", "ab"],
  ]) {
    assert.ok(!isSlip(typed, meant), typed);
  }
});

test("it is symmetric and finds each single change", () => {
  const word = "blanket";
  for (let i = 0; i <= word.length; i++) {
    assert.ok(isSlip(word, word.slice(0, i) + "q" + word.slice(i)));
    if (i === word.length) break;
    assert.ok(isSlip(word, word.slice(0, i) + word.slice(i + 1)));
    assert.ok(isSlip(word, word.slice(0, i) + "q" + word.slice(i + 1)));
    if (i + 1 < word.length) assert.ok(isSlip(word, word.slice(0, i) + word[i + 1] + word[i] + word.slice(i + 2)));
  }
});
