import assert from "node:assert/strict";
import { test } from "node:test";
import { clock, readings, sameTime } from "./clock.js";

/** @type {[text: string, readings: string][]} */
const TIMES = [
  // clear
  ["21:00", "21:00"],
  ["9pm", "21:00"],
  ["9 pm", "21:00"],
  ["9 PM", "21:00"],
  ["9 p.m.", "21:00"],
  ["9p.m.", "21:00"],
  ["9 p. m.", "21:00"],
  ["9:00 p.m.", "21:00"],
  ["9:30 p.m.", "21:30"],
  ["9.30pm", "21:30"],
  ["930pm", "21:30"],
  ["9:30am", "09:30"],
  ["12am", "00:00"],
  ["12 pm", "12:00"],
  ["21h", "21:00"],
  ["21 h", "21:00"],
  ["21h30", "21:30"],
  ["21.30", "21:30"],
  ["21 Uhr", "21:00"],
  ["9h", "09:00"],
  ["09:30", "09:30"],
  ["0:30", "00:30"],
  ["2130", "21:30"],
  ["0930", "09:30"],
  ["24:00", "00:00"],
  ["13.05", "13:05"],
  ["noon", "12:00"],
  ["at midnight", "00:00"],
  ["Midday", "12:00"],
  ["9 in the evening", "21:00"],
  ["9 in the morning", "09:00"],
  ["3 in the afternoon", "15:00"],
  ["10 at night", "22:00"],
  ["2 at night", "02:00"],
  ["8 tonight", "20:00"],
  ["half past nine in the evening", "21:30"],
  ["quarter to 9 pm", "20:45"],
  ["nine in the evening", "21:00"],
  ["about 7:05 pm, after tea", "19:05"],
  ["２１：００", "21:00"],
  ["by 9pm at the latest", "21:00"],
  ["in the p.m., at 9 pm", "21:00"],
  ["noonish", "12:00"],
  ["12 noon", "12:00"],
  ["10pm-ish", "22:00"],
  ["at 9 pm, ring twice", "21:00"],
  // asked about
  ["9", "09:00 21:00"],
  ["at 9", "09:00 21:00"],
  ["9:30", "09:30 21:30"],
  ["9.30", "09:30 21:30"],
  ["nine", "09:00 21:00"],
  ["9 o’clock", "09:00 21:00"],
  ["half nine", "08:30 09:30 20:30 21:30"],
  ["half past 9", "09:30 21:30"],
  ["7ish", "07:00 19:00"],
  ["7-ish", "07:00 19:00"],
  ["at 9 sharp", "09:00 21:00"],
  ["quarter past nine", "09:15 21:15"],
  ["12:30", "00:30 12:30"],
  ["9pm or 10pm", "21:00 22:00"],
  ["around 8", "08:00 20:00"],
  // no time
  ["", ""],
  ["after tea", ""],
  ["25:00", ""],
  ["9:75", ""],
  ["13 pm", ""],
  ["in 2 days", ""],
  ["in 20 minutes", ""],
  ["when the film is over", ""],
  ["call 116 123", ""],
  ["0800 1111", ""],
  ["the exam", ""],
  ["a ham sandwich", ""],
  ["07700 900123", ""],
  ["1234567", ""],
  ["finish the film", ""],
  ["999", ""],
  // asked about without suggestions: a span, minutes in words
  ["ten to 9 pm", ""],
  ["five past nine", ""],
  ["9-10pm", ""],
  ["9–10 pm", ""],
  ["between 9 and 10 pm", ""],
  ["9 or 10 pm", ""],
  ["at nine thirty", ""],
  ["twenty to nine", ""],
];

for (const [text, want] of TIMES) {
  test(`“${text}” is ${want || "no time"}`, () => assert.equal(readings(text).map(clock).join(" "), want));
}

test("one time however it is written", () => {
  for (const [a, b] of [
    ["21:00", "9 pm"],
    ["21h", "9:00 p.m."],
    ["9", "21:00"],
    ["after tea", "After tea "],
  ])
    assert.ok(sameTime(a, b), `${a} ${b}`);
  for (const [a, b] of [
    ["21:00", "22:00"],
    ["9 am", "21h"],
    ["after tea", "before tea"],
    ["21:00", "after tea"],
  ])
    assert.ok(!sameTime(a, b), `${a} ${b}`);
});

test("a long text is read at once", () => {
  const start = performance.now();
  readings("9 ".repeat(500_000));
  readings("half ".repeat(200_000));
  assert.ok(performance.now() - start < 2_000);
});
