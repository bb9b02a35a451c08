import assert from "node:assert/strict";
import { test } from "node:test";
import { isStrong, newPhrase } from "./phrase.js";

test("a phrase is five groups of four digits, never the same", () => {
  const phrases = Array.from({ length: 1000 }, newPhrase);
  for (const phrase of phrases) assert.match(phrase, /^\d{4}( \d{4}){4}$/);
  assert.equal(new Set(phrases).size, phrases.length);
});

test("each digit comes as often as another", () => {
  const counts = Array(10).fill(0);
  for (let i = 0; i < 1000; i++) for (const digit of newPhrase().replace(/ /g, "")) counts[Number(digit)]++;
  for (const n of counts) assert.ok(n > 1750 && n < 2250, String(counts));
});

test("short phrases are refused", () => {
  for (const phrase of ["1234", "password", "tea cup", "tea cupboards", "aaaa aaaa aaaa aaaa", "   "])
    assert.equal(isStrong(phrase), false, phrase);
  for (const phrase of [newPhrase(), "lamp river otter mint", "Kettle-47 by the door"])
    assert.equal(isStrong(phrase), true, phrase);
});
