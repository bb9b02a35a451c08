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
    ["116 123", ["116", "123", "116123"]],
    ["0808-801 (0302), 5", ["0808", "801", "0302", "08088010302", "5"]],
    ["5 a4 3", ["5", "a4", "3"]],
    ["Straße, smørrebrød, Łódź", ["strasse", "smorrebrod", "lodz"]],
    ["af\u00adter\u200bcare\ufeff here\u00a0too", ["aftercare", "here", "too"]],
    ["一条毛毯", ["一条", "条毛", "毛毯"]],
  ]) {
    assert.deepEqual(words(text), expected, text);
  }
});

test("a cut text is whole", () => {
  for (const text of ["", "one", "one two", "“One” – don’t, two…", " a "]) {
    assert.equal(cut(text).join(""), text);
  }
});
