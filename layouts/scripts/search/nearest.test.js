import assert from "node:assert/strict";
import { test } from "node:test";
import { nearest } from "./nearest.js";

/** @param {...[string, string]} list */
const pages = (...list) => list.map(([url, title]) => ({ url, title, first: 0, count: 1 }));
/** @param {ReturnType<typeof pages>} list @param {string} text */
const urls = (list, text) => nearest(list, text).map((page) => page.url);

const guide = pages(["faq/", "Questions"], ["faq/cry/", "Tears afterwards"], ["faq/shower/", "Showering straight away"], ["faq/gone/", ""], ["types/shower/", "Showers"]);

test("the nearest questions come first, and only questions", () => {
  assert.deepEqual(urls(guide, "shwoerring"), ["faq/shower/"]);
  assert.deepEqual(urls(guide, "teers afterwords"), ["faq/cry/"]);
});

test("where nothing is alike, nothing is offered", () => {
  for (const text of ["", "xq", "q", "毛毯"]) assert.deepEqual(urls(guide, text), [], text);
});

test("a guide without questions offers its pages, three at most", () => {
  assert.deepEqual(urls(pages(["a/", "Warm"], ["b/", "Warm things"], ["c/", "Warmth"], ["d/", "Warmer"]), "warme").length, 3);
});
