import assert from "node:assert/strict";
import { test } from "node:test";
import { WORDS, isStrong, newPhrase } from "./phrase.js";

test("a phrase is worth at least 60 bits", () => {
  assert.equal(new Set(WORDS).size, 512);
  assert.ok(newPhrase().split(" ").length * Math.log2(WORDS.length) >= 60);
});

test("no word begins another, so that hyphens or spaces may be lost", () => {
  for (const w of WORDS) assert.ok(!WORDS.some((other) => other !== w && other.startsWith(w)), w);
});

test("short phrases are refused", () => {
  for (const phrase of ["1234", "password", "tea cup", "tea cupboards", "aaaa aaaa aaaa aaaa", "   "]) assert.equal(isStrong(phrase), false, phrase);
  for (const phrase of [newPhrase(), "lamp river otter mint", "Kettle-47 by the door"]) assert.equal(isStrong(phrase), true, phrase);
});
