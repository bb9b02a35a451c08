import assert from "node:assert/strict";
import { test } from "node:test";
import { nearest } from "./nearest.js";

/** @param {...[string, string]} list */
const pages = (...list) => list.map(([url, title]) => ({ url, title, first: 0, count: 1 }));
/** @param {ReturnType<typeof pages>} list @param {string} text */
const urls = (list, text) => nearest(list, text).map((page) => page.url);

const guide = pages(
  ["faq/", "Questions"],
  ["faq/cry/", "Tears afterwards"],
  ["faq/shower/", "Showering straight away"],
  ["faq/gone/", ""],
  ["types/shower/", "Showers"],
);

test("the nearest questions come first, and only questions", () => {
  assert.deepEqual(urls(guide, "shwoerring"), ["faq/shower/"]);
  assert.deepEqual(urls(guide, "teers afterwords"), ["faq/cry/"]);
});

test("where little is alike, the questions that the guide begins with are offered, behind what is", () => {
  const marked = guide
    .concat(pages(["faq/brief/", "In brief"], ["faq/who/", "Who it is for"]))
    .map((page) => ({ ...page, always: /brief|who/.test(page.url) ? "+" : undefined }));
  for (const text of ["", "xq", "q", "毛毯"]) assert.deepEqual(urls(marked, text), ["faq/brief/", "faq/who/"], text);
  assert.deepEqual(urls(marked, "shwoerring"), ["faq/shower/", "faq/brief/", "faq/who/"]);
});

test("a guide without questions offers its pages, three at most", () => {
  assert.deepEqual(
    urls(pages(["a/", "Warm"], ["b/", "Warm things"], ["c/", "Warmth"], ["d/", "Warmer"]), "warme").length,
    3,
  );
});
