import assert from "node:assert/strict";
import { test } from "node:test";
import { Engine } from "./engine.js";
import { holding } from "./holding.js";

// Three pages of two sections each; "the" is one of the words that most pages have.
const files = /** @type {Record<string, string>} */ ({
  "i/pages.txt": "1\naaa bbbm\nn\tn\tg\tf\ta\n0cry/\tTears\t2\n0shake/\tShaking\t2\n3ower/\tWashing\t2\n",
  "i/0.txt": "aaa\n0cried,2y,3ing .C2A\n",
  "i/1.txt": "bbb\n0shake,4s,4ing 2C\n0the .A1B1A\n",
  "i/end-g.txt": "0crying\n0shaking\n",
  "i/end-s.txt": "",
});
const engine = new Engine(async (file) => {
  if (!(file in files)) throw new Error("there is no " + file);
  return files[file];
}, "i/");
/** @param {string} text */
const held = async (text) => [...((await holding(engine, text)) ?? ["all"])];

test("another form of a word will do, and a beginning of the last", async () => {
  assert.deepEqual(await held("crying"), ["cry/", "shake/"]);
  assert.deepEqual(await held("shak"), ["shake/"]);
});

test("each word has to be there", async () => {
  assert.deepEqual(await held("cry shaking"), ["shake/"]);
  assert.deepEqual(await held("cry elephants"), []);
});

test("words too short to count take nothing away", async () => {
  assert.deepEqual(await held("a"), ["all"]);
  assert.deepEqual(await held(" "), ["all"]);
  assert.deepEqual(await held("i am crying"), ["cry/", "shake/"]);
});

test("a slip is forgiven", async () => {
  assert.deepEqual(await held("shakng "), ["shake/"]);
});
