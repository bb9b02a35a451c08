import assert from "node:assert/strict";
import { test } from "node:test";
import { lineOf } from "./place.js";

const blocks = [
  { line: 10, text: "Warm water" },
  { line: 12, text: "Warm water helps most people after a long night, and tea does too." },
  { line: 14, text: "Tea" },
  { line: 15, text: "Tea" },
  { line: 17, text: "Cold water wakes you, so keep it for the morning." },
];

const cases = /** @type {[string, string, number, number][]} */ ([
  ["the very text", "Cold water wakes you, so keep it for the morning.", 0, 17],
  ["other spaces and signs", "  Cold water\nwakes you — so keep it for the morning", 0, 17],
  [
    "with a citation and a link's sign",
    "Warm water helps most people 1 after a long night, and tea does too. ↗",
    0,
    12,
  ],
  ["a heading, not the text below it", "Warm water", 0, 10],
  ["the first of two", "Tea", 0, 14],
  ["the second of two", "Tea", 1, 15],
  ["more of them on the page", "Tea", 7, 15],
  ["words of no block", "Entirely other things are said here.", 0, 0],
  ["nothing", " — ", 0, 0],
]);
for (const [name, text, nth, want] of cases) test(name, () => assert.equal(lineOf(blocks, text, nth), want));

test("without blocks", () => assert.equal(lineOf([], "Tea"), 0));
