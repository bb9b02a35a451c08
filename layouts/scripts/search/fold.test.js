import assert from "node:assert/strict";
import { test } from "node:test";
import { cut, words } from "./fold.js";

test("words are in lower case, without accents and apostrophes", () => {
  for (const [text, expected] of [
    ["", []],
    ["  …—? ", []],
    ["Weighted blankets", ["weighted", "blankets"]],
    ["Don’t, I’m; it's", ["dont", "im", "it"]],
    ["a partner’s hand, the others’ hands", ["a", "partner", "hand", "the", "others", "hands"]],
    ["check-in at 3 a.m.", ["check", "in", "at", "3", "a", "m"]],
    ["Fiancée, naïve, Ångström", ["fiancee", "naive", "angstrom"]],
    ["“I” statements", ["i", "statements"]],
    ["Übergänge в темноте", ["ubergange", "в", "темноте"]],
    ["ﬁne ½", ["fine", "1", "2"]],
  ]) {
    assert.deepEqual(words(text), expected, text);
  }
});

test("a cut text is whole", () => {
  for (const text of ["", "one", "one two", "“One” – don’t, two…", " a "]) {
    assert.equal(cut(text).join(""), text);
  }
});
