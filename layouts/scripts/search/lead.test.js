import assert from "node:assert/strict";
import { test } from "node:test";
import { first } from "./lead.js";
import { words } from "./fold.js";

/**
 * @param {number} page
 * @param {string[]} phrases
 */
const lead = (page, ...phrases) => ({ page, phrases: phrases.map((p) => p.split(" ")) });

const [help, second, other] = ["help/", "second/", "other/"].map((url) => ({ url, title: url, first: 0, count: 1 }));
const pages = [help, second, other];
const toHelp = [lead(0, "suicid", "rape"), lead(0, "want to die", "cant breath", "harm myself", "bleed")];
const toBoth = [...toHelp, lead(1, "rape", "i want to die now")];

/** @param {string} text */
const leads = (text, open = false) => first(pages, toHelp, [], words(text), open).length > 0;

test("a phrase leads alone and inside a sentence", () => {
  for (const text of [
    "suicide",
    "help with suicide please",
    "I want to die",
    "want to just die",
    "I can’t breathe!",
    "can't really breathe",
  ])
    assert.ok(leads(text), text);
});

test("words out of order, too far apart or not all there do not", () => {
  for (const text of ["die want to", "want to know how plants and animals die", "want", "breathe", ""])
    assert.ok(!leads(text), text);
});

test("a slip is forgiven, but not where it makes another word of a short one", () => {
  for (const text of ["suicde", "siucidal", "i wnat to die", "cant braethe", "hram myself"])
    assert.ok(leads(text), text);
  for (const text of ["rope", "tape", "rap", "want to dye", "warm myself", "breeding"]) assert.ok(!leads(text), text);
});

test("a word of four letters or more stands for all that begin with it", () => {
  for (const text of ["suicidal", "raped", "harmed myself", "wanted to die", "bleeding"]) assert.ok(leads(text), text);
  assert.ok(!leads("want tobacco die"));
});

test("the last word may still be typed", () => {
  for (const text of ["suic", "cant bre"]) {
    assert.ok(leads(text, true), text);
    assert.ok(!leads(text), text);
  }
  assert.ok(!leads("sui", true));
});

test("a word that the guide has is no beginning and no slip of another", () => {
  const lines = [lead(0, "rainn", "creampie", "abused")];
  for (const text of ["rain", "ice cream", "abuse of marks"]) {
    assert.ok(first(pages, lines, [], words(text), true).length, text);
    assert.equal(
      first(pages, lines, [], words(text), true, "help/", words(text), new Set(words(text))).length,
      0,
      text,
    );
  }
});

test("leading pages come before what is found, the longest phrase and then the better hit first", () => {
  const hit = (/** @type {typeof help} */ page, /** @type {number} */ score) => ({
    page,
    score,
    own: true,
    sections: [],
  });
  const order = (/** @type {string} */ text, /** @type {ReturnType<typeof hit>[]} */ ...hits) =>
    first(pages, toBoth, hits, words(text), false).map((h) => h.page.url);
  assert.deepEqual(order("i want to die now", hit(other, 9)), ["second/", "help/", "other/"]);
  assert.deepEqual(order("rape", hit(other, 9), hit(second, 2), hit(help, 1)), ["second/", "help/", "other/"]);
  assert.deepEqual(order("blanket", hit(other, 9), hit(help, 1)), ["other/", "help/"]);
});

test("help comes before other pages that lead, whatever the length of the phrase", () => {
  const leads = [...toHelp, lead(2, "church camp")];
  assert.deepEqual(
    first(pages, leads, [], words("rape at church camp"), false, "help/").map((h) => h.page.url),
    ["help/", "other/"],
  );
});

test("a page that the copy lacks does not lead", () => {
  assert.deepEqual(first([{ ...help, title: "" }], toHelp, [], ["rape"], false), []);
});

test("a phrase with a full stop leads only where nothing else says something", () => {
  const scared = [lead(0, "scared.", "let him.")];
  /** @param {string} text @param {string[]} telling */
  const led = (text, telling) => first(pages, scared, [], words(text), true, "help/", telling).length > 0;
  for (const [text, ...telling] of [
    ["i am so scared", "scared"],
    ["scar", "scar"],
    ["i let him", "let", "him"],
  ])
    assert.ok(led(text, telling), text);
  for (const [text, ...telling] of [
    ["scared of heights", "scared", "heights"],
    ["scarecrow", "scarecrow"],
    ["let him sleep", "let", "sleep"],
  ])
    assert.ok(!led(text, telling), text);
});
