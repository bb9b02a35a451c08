import assert from "node:assert/strict";
import { test } from "node:test";
import { Engine } from "./engine.js";

// Three pages of two sections each. Words from "m" on are in a second file.
const files = {
  "i/pages.txt":
    "1\naaa bbbm\nn\tn\tg\tf\ta\tn\tu\t\ta the is\n0jealousy/\tJealousy\t2\n0kit/\tA comfort kit\t2\n0sleep/\tSleep\t2\n",
  "i/0.txt": "aaa\n0a .2A\n0blanket,7s 2C1D\n0comfort 2P\n0jealous,7ly P\n7y PC\n",
  "i/1.txt": "bbb\n0sleep,5ing D3QC\n0the .1A\n>0 want sleep,suicid\n",
  "i/end-other.txt": "0sleep\n",
  "i/end-t.txt": "0comfort\n",
  "i/end-y.txt": "0jealousy\n",
  "i/end-e.txt": "0suicid\n",
  "jealousy/search.txt": "\t\tJealousy is common.\nlate\tLate\tIt can come late.\n\n",
  "kit/search.txt": "\t\tTen things.\nten\tThe ten\tA blanket.\n\n",
};

/** @param {Record<string, string>} [changed] */
function open(changed = {}) {
  /** @type {string[]} */
  const read = [];
  const engine = new Engine(async (file) => {
    read.push(file);
    const text = /** @type {Record<string, string>} */ ({ ...files, ...changed })[file];
    if (text === undefined) throw new Error("there is no " + file);
    return text;
  }, "i/");
  return {
    engine,
    read,
    urls: async (/** @type {string} */ text) => (await engine.search(text)).hits.map((hit) => hit.page.url),
  };
}

test("a word loads the table and its own file, once", async () => {
  const { urls, read } = open();
  assert.deepEqual(await urls("blanket"), ["sleep/", "kit/"]);
  assert.deepEqual(read, ["i/pages.txt", "i/0.txt"]);
  assert.deepEqual(await urls("blankets "), ["sleep/", "kit/"]);
  assert.equal(read.length, 2);
});

test("a beginning finds longer words from its third letter on, the last word as it is typed", async () => {
  const { urls } = open();
  assert.deepEqual(await urls("com"), ["kit/"]);
  assert.deepEqual(await urls("co"), []);
  assert.deepEqual(await urls("sleeping comf"), ["sleep/", "kit/", "jealousy/"]);
});

test("one slip is forgiven and told, from the first letter on", async () => {
  for (const [typed, taken] of [
    ["jelousy", "jealousy"],
    ["ealousy", "jealousy"],
    ["blnket", "blanket"],
    ["lseep", "sleep"],
  ]) {
    const { hits, guesses } = await open().engine.search(typed);
    assert.ok(hits.length > 0, typed);
    assert.deepEqual(guesses, [[typed, taken]]);
  }
  const { hits, guesses } = await open().engine.search("qqqq");
  assert.deepEqual([hits, guesses], [[], []]);
});

test("a page with all words comes before a page with one", async () => {
  const { urls } = open();
  assert.equal((await urls("sleep blanket"))[0], "sleep/");
});

test("what is looked for is marked, and small words are passed over", async () => {
  const { marks } = await open().engine.search("a blanket");
  assert.deepEqual([...marks.keys()], ["blanket", "blankets"]);
});

test("nothing typed finds nothing", async () => {
  for (const text of ["", " ", "?!"]) assert.deepEqual((await open().engine.search(text)).hits, []);
});

test("a file of another version than the table fails, and is asked for again", async () => {
  const changed = { "i/0.txt": "zzzz\n0blanket A\n" };
  const { engine, urls } = open(changed);
  await assert.rejects(engine.search("blanket"), /0\.txt/);
  changed["i/0.txt"] = files["i/0.txt"];
  assert.equal((await urls("blanket")).length, 2);
});

test("pages are quoted from their own files, or from that of their batch", async () => {
  const { engine } = open();
  const { hits } = await engine.search("comfort");
  assert.deepEqual((await engine.quotes(hits[0].page))[1], { id: "ten", heading: "The ten", pieces: ["A blanket."] });
  const batched = open({
    "i/pages.txt": files["i/pages.txt"].replace(/^1/, "2"),
    "kit/search.txt": files["jealousy/search.txt"] + files["kit/search.txt"],
  }).engine;
  const jealousy = (await batched.search("jealousy")).hits[0].page;
  assert.equal((await batched.quotes(jealousy))[1].heading, "Late");
});

test("a word itself comes before one that begins with it, and that before a slip", async () => {
  const { urls } = open({ "i/1.txt": "bbb\n0tea E\n3rs 2T\n" });
  assert.equal((await urls("tea"))[0], "jealousy/");
  assert.equal((await urls("tear"))[0], "kit/");
  const four = open({ "i/0.txt": "aaa\n0lash T\n" });
  assert.deepEqual(await four.urls("lssh"), []);
});

test("what is written as two words is found as one, and the other way round", async () => {
  const parts = { "i/0.txt": "aaa\n0drop 2T\n", "i/1.txt": "bbb\n0sub 2T\n" };
  assert.deepEqual(await open(parts).urls("subdrop"), ["kit/"]);
  const whole = { "i/1.txt": "bbb\n0subdrop 2T\n" };
  for (const text of ["sub drop", "sub-drop"]) assert.deepEqual(await open(whole).urls(text), ["kit/"]);
});

test("a digraph stands for the letter with two dots", async () => {
  assert.deepEqual(await open({ "i/1.txt": "bbb\n0ubergang 2T\n" }).urls("Uebergang "), ["kit/"]);
});

test("a pair of letters is a word where there are no spaces", async () => {
  const { urls } = open({ "i/1.txt": "bbb\n0毛毯 2T\n" });
  for (const text of ["毛毯", "毛"]) assert.deepEqual(await urls(text), ["kit/"], text);
});

test("a page leads for its phrases, slips and all, whatever else is found", async () => {
  for (const text of ["want to sleep", "siucide", "suicidal"])
    assert.equal((await open().urls(text))[0], "jealousy/", text);
});

test("a page whose name was typed comes before others with the words", async () => {
  const { urls } = open({ "i/0.txt": "aaa\n0comfort E1P\n", "i/1.txt": "bbb\n0kit P1E\n" });
  assert.equal((await urls("comfort kit"))[0], "kit/");
});

test("a long sentence looks up no more than four words", async () => {
  const letters = "bcdefghijklmnopqrstuvwxyz";
  const keys = [...letters].map((l) => "aaa" + l).join(" ");
  const many = Object.fromEntries([...letters].map((l, i) => [`i/${i + 1}.txt`, `aaa\n0${l}ord A\n`]));
  const { engine, read } = open({ "i/pages.txt": files["i/pages.txt"].replace("aaa bbbm", "aaa " + keys), ...many });
  await engine.search([...letters].map((l) => l + "ord").join(" ") + " ");
  assert.equal(read.filter((file) => /\/\d+\.txt/.test(file)).length, 4);
});
