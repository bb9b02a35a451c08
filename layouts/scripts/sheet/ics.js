/**
 * Check-ins as a calendar file after RFC 5545: a neutral title, a moment that is
 * the same in every zone, and an alarm.
 *
 * @typedef {{day: string, time?: string, title: string, readings?: string[]}} Event
 *   day: YYYYMMDD and time: HHMMSS, on this device's clock; readings: what was typed could mean (21:00), when that is not clear
 */
import { clock, readings } from "./clock.js";

/** How many days after today the well-known slots are; others have no date. */
const DAYS = new Map([["tonight", 0], ["tomorrow", 1], ["three-days", 3], ["week", 7]]);
/** Minutes: a day lasts until five in the morning, as a night out does. */
const DAWN = 5 * 60;
/** The alarm of a whole day, in hours. */
const MORNING = 9;

/**
 * The check-ins of a sheet that name a day. A time that could be morning or
 * evening is left open: somebody has to choose.
 *
 * @param {import("./model.js").Slot[]} slots
 * @param {Date} now
 * @param {string} title
 * @returns {Event[]}
 */
export function events(slots, now, title) {
  return slots.flatMap((s) => {
    const days = DAYS.get(s.slot);
    if (days === undefined || s.by === "none") return [];
    const all = readings(s.at ?? "");
    const [time] = all.length === 1 ? all : [];
    const date = dayOf(days, now, time);
    const day = `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
    return [{ day, ...(time !== undefined && { time: clock(time).replace(":", "") + "00" }), title, readings: all.length > 1 ? all.map(clock) : [] }];
  });
}

/** @param {number} days @param {Date} now @param {number} [time] */
function dayOf(days, now, time = 12 * 60) {
  const late = now.getHours() * 60 + now.getMinutes() < DAWN;
  const on = (/** @type {number} */ n) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + n + (time < DAWN ? 1 : 0));
  const day = on(days - (late ? 1 : 0));
  // Said at one in the morning, “tonight at nine” is the evening to come.
  return days === 0 && late && momentOf(day, time) < now ? on(days) : day;
}

/** @param {Date} day @param {number} minutes */
const momentOf = (day, minutes) => new Date(day.getFullYear(), day.getMonth(), day.getDate(), Math.floor(minutes / 60), minutes % 60);

/** The moment on this device's clock. @param {Event} e */
function startOf({ day, time = "000000" }) {
  const number = (/** @type {string} */ text, /** @type {number} */ from, /** @type {number} */ to) => Number(text.slice(from, to));
  return new Date(number(day, 0, 4), number(day, 4, 6) - 1, number(day, 6, 8), number(time, 0, 2), number(time, 2, 4), number(time, 4, 6));
}

/** When an event is, in words, to be shown before it is written. @param {Event} e @param {string} locale */
export function whenOf(e, locale) {
  if (!e.time) return new Intl.DateTimeFormat(locale, { dateStyle: "full" }).format(startOf(e));
  return new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" }).format(startOf(e));
}

/** @param {Event[]} list @param {Date} now @param {(i: number) => string} uid */
export function calendar(list, now, uid) {
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//planner//EN"];
  list.forEach((e, i) => {
    const title = escape(e.title);
    lines.push(
      "BEGIN:VEVENT", `UID:${uid(i)}`, `DTSTAMP:${stamp(now)}`, ...start(e), `SUMMARY:${title}`, "CLASS:PRIVATE", "TRANSP:TRANSPARENT",
      "BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${title}`, `TRIGGER:${e.time ? "PT0S" : `PT${MORNING}H`}`, "END:VALARM",
      "END:VEVENT",
    );
  });
  return [...lines, "END:VCALENDAR"].map(fold).join("\r\n") + "\r\n";
}

/** @param {Event} e */
const start = (e) => (e.time ? [`DTSTART:${stamp(startOf(e))}`, "DURATION:PT15M"] : [`DTSTART;VALUE=DATE:${e.day}`]);

/** A moment in UTC. @param {Date} date */
const stamp = (date) => date.toISOString().replace(/[-:]|\.\d+/g, "");

/** @param {number} n */
const two = (n) => String(n).padStart(2, "0");

/** @param {string} text */
const escape = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");

/** Lines of at most 75 bytes, which 18 characters never exceed; none of these is cut. @param {string} line */
const fold = (line) => (new TextEncoder().encode(line).length > 75 ? line.replace(/.{18}(?=.)/gu, "$&\r\n ") : line);
