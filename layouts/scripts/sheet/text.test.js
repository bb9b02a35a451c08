import assert from "node:assert/strict";
import { test } from "node:test";
import { MAX_CARD, asText, card, cardText, summary } from "./text.js";
import { newPerson } from "./model.js";
import { form, random, randomSheet } from "./random.test.js";

const t = (/** @type {string} */ key) => `<${key}>`;

/** @param {Record<string, any>} answers */
const sheetOf = (answers) => ({ solo: false, custom: [], people: [{ ...newPerson("Sam"), answers: new Map(Object.entries(answers)) }] });

test("the card has safety first, then must-haves and please-don'ts", () => {
  const sheet = sheetOf({
    kisses: { want: "dont" }, held: { want: "must", when: ["now"], how: "from behind" }, drink: { want: "nice" },
    allergies: { how: "nuts" }, quiet: { picks: ["help", "wait"] }, never: { picks: ["photos"] },
  });
  assert.deepEqual(card(form, sheet, 0, t).map((g) => [g.key, g.rows.map((r) => `${r.label}: ${r.text}`)]), [
    ["safety", ["Allergies: nuts"]],
    ["must", ["Being held: from behind · <when.now>"]],
    ["never", ["Kisses: ", "Off the table: Photos"]],
    ["signals", ["If I go quiet: 1. Get help, 2. Wait"]],
  ]);
});

test("questions for others are not on the sheet of somebody alone", () => {
  const sheet = { ...sheetOf({ kisses: { want: "must" } }), solo: true };
  assert.deepEqual(card(form, sheet, 0, t), []);
});

test("every answer is in the list to check, once", () => {
  const next = random(7);
  for (let i = 0; i < 200; i++) {
    const sheet = { ...randomSheet(next, 1), solo: false };
    const ids = summary(form, sheet, 0, t).flatMap((g) => g.rows.map((r) => r.id));
    assert.deepEqual(ids.sort(), [...sheet.people[0].answers.keys()].sort());
  }
});

test("what somebody gives and does not want is not among the wishes", () => {
  const groups = summary(form, sheetOf({ drink: { give: "happy", how: "hot" }, held: { want: "nice", give: "ask" } }), 0, t);
  assert.deepEqual(groups.map((g) => [g.title, g.rows.map((r) => r.text)]), [
    ["<when.any>", ["<want.nice> · <can-give>: <give.ask>"]],
    ["<can-give>", ["<give.happy> · hot"]],
  ]);
});

test("the text of the card fits a message", () => {
  const next = random(8);
  for (let i = 0; i < 200; i++) {
    const text = cardText(card(form, randomSheet(next, 1), 0, t), "Sam", "A plan.", "More on the sheet.");
    assert.ok(text.length <= MAX_CARD, String(text.length));
    assert.ok(text.endsWith("A plan.\n"));
  }
});

test("lines stay lines in the text", () => {
  assert.equal(asText([{ key: "x", title: "Words", rows: [{ id: "a", label: "Say", text: "one\ntwo" }] }], "Sam", "End"), "Sam\n\nWords\n- Say: one / two\n\nEnd\n");
});
