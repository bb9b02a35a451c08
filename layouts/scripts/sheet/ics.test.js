import assert from "node:assert/strict";
import { test } from "node:test";
import { calendar, events, whenOf } from "./ics.js";

// A zone with summer time, whatever the machine has.
process.env.TZ = "Europe/London";

/** @param {Date} now @param {string} slot @param {string} [at] */
const when = (now, slot, at) =>
  events([{ slot, by: "call", ...(at && { at }) }], now).map((e) => whenOf(e, "en-GB"))[0];

const evening = new Date(2026, 11, 1, 22, 30);
const small = new Date(2026, 11, 2, 1, 0);

test("tonight ends at dawn", () => {
  /** @type {[Date, string, string, string][]} */
  const cases = [
    [evening, "tonight", "23:00", "Tuesday, 1 December 2026 at 23:00 GMT"],
    [evening, "tonight", "00:30", "Wednesday, 2 December 2026 at 00:30 GMT"],
    [evening, "tonight", "midnight", "Wednesday, 2 December 2026 at 00:00 GMT"],
    [evening, "tomorrow", "9 am", "Wednesday, 2 December 2026 at 09:00 GMT"],
    [evening, "tomorrow", "00:30", "Thursday, 3 December 2026 at 00:30 GMT"],
    [small, "tonight", "2 at night", "Wednesday, 2 December 2026 at 02:00 GMT"],
    [small, "tonight", "9pm", "Wednesday, 2 December 2026 at 21:00 GMT"],
    [small, "tomorrow", "9 am", "Wednesday, 2 December 2026 at 09:00 GMT"],
    [new Date(2026, 11, 31, 20, 0), "tonight", "0:15", "Friday, 1 January 2027 at 00:15 GMT"],
    [new Date(2026, 2, 28, 20, 0), "tomorrow", "9pm", "Sunday, 29 March 2026 at 21:00 BST"],
    [evening, "three-days", "after tea", "Friday, 4 December 2026"],
    [evening, "week", "", "Tuesday, 8 December 2026"],
  ];
  for (const [now, slot, at, want] of cases) assert.equal(when(now, slot, at), want, `${now} ${slot} ${at}`);
});

test("a time that could be two is left open", () => {
  assert.deepEqual(events([{ slot: "tonight", by: "call", at: "half nine" }], evening), [
    { day: "2026-12-01", time: "", readings: ["08:30", "09:30", "20:30", "21:30"] },
  ]);
});

test("check-ins become events with a neutral title, a moment in UTC and an alarm", () => {
  const summer = new Date(2026, 6, 30, 12, 0);
  const list = events(
    [
      { slot: "tonight", by: "call", at: "9:30 p.m." },
      { slot: "three-days" },
      { slot: "week", by: "none" },
      { slot: "someday" },
    ],
    summer,
  );
  let n = 0;
  const text = calendar(list, "Call; Jo, maybe", new Date(Date.UTC(2026, 10, 22, 3, 4, 5)), () => "id" + n++);
  const title = "Call\\; Jo\\, maybe";
  const alarm = (/** @type {string} */ trigger) => [
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    "DESCRIPTION:" + title,
    "TRIGGER:" + trigger,
    "END:VALARM",
  ];
  assert.equal(
    text,
    [
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//planner//EN",
      "BEGIN:VEVENT",
      "UID:id0",
      "DTSTAMP:20261122T030405Z",
      "DTSTART:20260730T203000Z",
      "DURATION:PT15M",
      "SUMMARY:" + title,
      "CLASS:PRIVATE",
      "TRANSP:TRANSPARENT",
      ...alarm("PT0S"),
      "END:VEVENT",
      "BEGIN:VEVENT",
      "UID:id1",
      "DTSTAMP:20261122T030405Z",
      "DTSTART;VALUE=DATE:20260802",
      "SUMMARY:" + title,
      "CLASS:PRIVATE",
      "TRANSP:TRANSPARENT",
      ...alarm("PT9H"),
      "END:VEVENT",
      "END:VCALENDAR",
      "",
    ].join("\r\n"),
  );
});

test("long lines are folded between characters", () => {
  const text = calendar([{ day: "2026-11-22", time: "" }], "é".repeat(100), new Date(0), () => "x");
  for (const line of text.split("\r\n")) assert.ok(new TextEncoder().encode(line).length <= 75);
  assert.ok(text.replace(/\r\n /g, "").includes("é".repeat(100)));
});
