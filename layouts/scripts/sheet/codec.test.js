import assert from "node:assert/strict";
import { test } from "node:test";
import * as codec from "./codec.js";
import * as model from "./model.js";
import { form, random, randomSheet, testdata } from "./random.test.js";

/** `make audit` runs ten times as many cases. */
const CASES = process.env.AUDIT ? 10_000 : 1_000;
const DAMAGED = 10 * CASES;

/** @param {unknown} value */
const plain = (value) => JSON.parse(JSON.stringify(value));

/** @param {any} golden @param {() => any} read */
async function check(golden, read) {
  if (golden.error) {
    await assert.rejects(
      async () => read(),
      (/** @type {any} */ err) => err instanceof model.SheetError && err.code === golden.error,
    );
    return;
  }
  const { sheet, report } = await read();
  assert.deepEqual(plain(model.toFile(form, sheet)), golden.sheet);
  assert.deepEqual(report, golden.report);
}

for (const golden of testdata("v1/links.json")) {
  test("link: " + golden.name, () => check(golden, () => codec.decode(form, golden.link, golden.phrase)));
}

for (const golden of testdata("v1/files.json")) {
  const bytes = golden.base64 ? Buffer.from(golden.base64, "base64") : new TextEncoder().encode(golden.text);
  test("file: " + golden.name, () => check(golden, () => model.fromFile(form, bytes)));
}

test("nothing read reaches a prototype", () => {
  assert.equal(/** @type {any} */ ({}).bad, undefined);
  assert.equal(/** @type {any} */ ({}).want, undefined);
});

test(`${CASES} random sheets survive file and link`, async () => {
  const next = random(1);
  for (let i = 0; i < CASES; i++) {
    const sheet = randomSheet(next, 1 + (i % 6 === 5 ? i % 6 : 0));
    const file = plain(model.toFile(form, sheet));
    const read = model.fromFile(form, new TextEncoder().encode(JSON.stringify(file)));
    assert.deepEqual(plain(model.toFile(form, read.sheet)), file);
    assert.equal(read.report.lost, 0);
    const link = await codec.encode(form, sheet);
    const got = await codec.decode(form, "#" + link);
    assert.equal(got.report.lost, 0);
    assert.deepEqual(sorted(model.toFile(form, got.sheet)), sorted(file));
  }
});

test("sheets survive the pass phrase", async () => {
  const next = random(2);
  for (let i = 0; i < 5; i++) {
    const sheet = randomSheet(next, 1);
    const link = await codec.encode(form, sheet, "lamp river otter " + i);
    const got = await codec.decode(form, link, "Lamp river-otter  " + i);
    assert.deepEqual(sorted(model.toFile(form, got.sheet)), sorted(plain(model.toFile(form, sheet))));
  }
});

/** Answers come back in the order of their numbers. @param {any} file */
function sorted(file) {
  for (const p of file.people)
    p.answers = Object.fromEntries(Object.entries(p.answers).sort(([a], [b]) => (a < b ? -1 : 1)));
  return plain(file);
}

test(`${DAMAGED} damaged links: no throw but a refusal, no damage accepted`, async () => {
  const next = random(4);
  const links = testdata("v1/links.json").filter((/** @type {any} */ g) => !g.error && !g.phrase);
  const want = new Map(links.map((/** @type {any} */ g) => [g, JSON.stringify(sorted(plain(g.sheet)))]));
  for (let i = 0; i < DAMAGED; i++) {
    const g = links[i % links.length];
    const text = damage(g.link, next);
    try {
      const { sheet } = await codec.decode(form, text);
      const got = JSON.stringify(sorted(model.toFile(form, sheet)));
      assert.equal(got, want.get(g), `accepted ${text}`);
    } catch (err) {
      assert.ok(err instanceof model.SheetError, String(/** @type {any} */ (err).stack));
    }
  }
});

test(`${DAMAGED} damaged files: no throw but a refusal`, () => {
  const next = random(5);
  const files = testdata("v1/files.json")
    .filter((/** @type {any} */ g) => g.text?.length < 3000)
    .map((/** @type {any} */ g) => g.text);
  for (let i = 0; i < DAMAGED; i++) {
    const text = damage(files[i % files.length], next);
    try {
      const { sheet } = model.fromFile(form, new TextEncoder().encode(text));
      assert.ok(sheet.people.length <= model.LIMITS.people && sheet.custom.length <= model.OWN_IDS.length);
      for (const p of sheet.people) {
        for (const [id, a] of p.answers) assert.ok(model.questionOf(form, sheet, id) && (a.how ?? "").length <= 600);
      }
    } catch (err) {
      assert.ok(err instanceof model.SheetError, String(/** @type {any} */ (err).stack));
    }
  }
  assert.equal(/** @type {any} */ ({}).want, undefined);
});

/** @param {string} text @param {() => number} next */
function damage(text, next) {
  const at = Math.floor(next() * text.length);
  const other = Math.floor(next() * text.length);
  switch (Math.floor(next() * 6)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(at + 1);
    case 2:
      return text.slice(0, at) + String.fromCharCode(33 + Math.floor(next() * 94)) + text.slice(at + 1);
    case 3:
      return text.slice(0, at) + text[other] + text.slice(at);
    case 4:
      return text.slice(0, Math.min(at, other)) + text.slice(Math.max(at, other));
    default:
      return text.slice(0, at) + text.slice(other) + text.slice(at);
  }
}

test("deep nesting is no way in", () => {
  const deep = "[".repeat(60_000) + "]".repeat(60_000);
  const text = `{"format":"aftercare-sheet","version":1,"people":[{"name":"x","answers":{"held":${deep},"unknown":${deep}}}]}`;
  const { sheet, report } = model.fromFile(form, new TextEncoder().encode(text));
  assert.deepEqual([sheet.people[0].answers.size, report.lost], [0, 2]);
});

test("a file beyond the limit is refused before it is read", () => {
  assert.throws(() => model.fromFile(form, new Uint8Array(256 * 1024 + 1)), { code: "too-big" });
});
