import assert from "node:assert/strict";
import { test } from "node:test";
import { eachPost, shard, spelling, table } from "./decode.js";

test("the table of pages", () => {
  const text =
    "2\nabc efgm\nFound {n}\tNone\tGuess\tFailed\tAll\tNear\tHelp?\thelp/\ta I’m\n0\tHome\t1\n0types/\tKinds\t2\n6senses/\tLight, sound\t11\t+\n";
  const { batch, shards, words, fillers, pages, sections } = table(text);
  assert.equal(batch, 2);
  assert.deepEqual(shards, [
    { stamp: "abc", key: "" },
    { stamp: "efg", key: "m" },
  ]);
  assert.deepEqual(words, {
    found: "Found {n}",
    none: "None",
    guess: "Guess",
    failed: "Failed",
    all: "All",
    nearest: "Near",
    urgent: "Help?",
    urgentURL: "help/",
  });
  assert.deepEqual([...fillers], ["a", "im"]);
  assert.deepEqual(pages, [
    { url: "", title: "Home", first: 0, count: 1, always: undefined },
    { url: "types/", title: "Kinds", first: 1, count: 2, always: undefined },
    { url: "types/senses/", title: "Light, sound", first: 3, count: 37, always: "+" },
  ]);
  assert.equal(sections, 40);
});

test("words of a stem share a line, and leads follow", () => {
  const text = "abc\n0cuddle,6s,5ing 3C\n3s .A\n>1a dark,no light\n";
  assert.deepEqual(shard(text), {
    groups: [
      { forms: ["cuddle", "cuddles", "cuddling"], posts: "3C" },
      { forms: ["cuds"], posts: ".A" },
    ],
    leads: [{ page: 46, phrases: [["dark"], ["no", "light"]] }],
  });
});

test("front coding counts as browsers do", () => {
  assert.deepEqual(spelling("0été\n3s\n2é\n"), ["été", "étés", "été"]);
  assert.deepEqual(spelling(""), []);
});

test("posts are steps and levels", () => {
  /** @type {number[][]} */
  const visited = [];
  eachPost(".C2B1aT", (section, level) => visited.push([section, level]));
  assert.deepEqual(visited, [
    [0, 3],
    [3, 2],
    [50, 20],
  ]);
});
