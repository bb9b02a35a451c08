import assert from "node:assert/strict";
import { test } from "node:test";
import { country } from "./region.js";

const codes = ["GB", "IE", "US", "int"];

for (const [language, want] of [
  ["en-IE", "IE"],
  ["en-US", "US"],
  ["ga-IE", "IE"],
  ["en-Latn-US", "US"],
  ["EN-us", "US"],
  ["de-DE", "int"],
  ["en-001", "int"],
  ["en", "GB"],
  ["zh-Hant", "GB"],
  ["", "GB"],
  ["not a language", "GB"],
]) {
  test(`"${language}" is shown ${want}`, () => assert.equal(country(language, codes), want));
}

test("a list without other countries falls back to its first", () => {
  assert.equal(country("de-DE", ["GB", "IE"]), "GB");
});
