import assert from "node:assert/strict";
import { test } from "node:test";
import { marked, quote, sections } from "./quote.js";

const marks = new Map([
  ["blanket", 3],
  ["blankets", 3],
  ["warm", 1],
]);

test("a file of quotations", () => {
  assert.deepEqual(sections("\t\tOne.\tTwo.\nid\tHeading\n\n\t\n\n"), [
    [
      { id: "", heading: "", pieces: ["One.", "Two."] },
      { id: "id", heading: "Heading", pieces: [] },
    ],
    [{ id: "", heading: "", pieces: [] }],
  ]);
});

test("marks are whole words, however they are written", () => {
  assert.deepEqual(marked("Warm Blankets, a blanket’s hem", marks), [
    "",
    "Warm",
    " ",
    "Blankets",
    ", a ",
    "blanket’s",
    " hem",
  ]);
  assert.deepEqual(marked("nothing", marks), ["nothing"]);
});

test("the piece that says most is quoted", () => {
  assert.equal(quote(["First.", "Warm warm warm.", "A blanket."], marks), "A blanket.");
  assert.equal(quote(["First.", "Second."], marks), "First.");
  assert.equal(quote([], marks), "");
});

test("a long piece is cut at words and keeps what is marked", () => {
  const filler = "some words that say very little about it, ".repeat(8);
  for (const piece of [
    filler + "then a blanket " + filler,
    filler + ". Then a blanket. " + filler,
    "A blanket " + filler,
    filler + "blanket",
  ]) {
    const line = quote([piece], marks);
    assert.match(line, /blanket/);
    assert.ok(line.length < 190, String(line.length));
    assert.ok(piece.replace(/\s/g, "").includes(line.replace(/[\s…]/g, "")), line);
  }
  assert.match(quote([filler + ". Then a blanket. " + filler], marks), /^… Then/);
});
