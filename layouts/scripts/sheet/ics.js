/**
 * Check-ins as a calendar file after RFC 5545: a neutral title, a moment that is
 * the same in every zone, and an alarm.
 *
 * @typedef {{day: string, time: string}} Event on this device's clock, as fields for dates and times have them:
 *   2026-12-01, 21:00 or nothing
 */
import { clock, readings } from "./clock.js";

/** How many days after today the well-known slots are; others have no date. @type {Record<string, number>} */
const DAYS = { tonight: 0, tomorrow: 1, "three-days": 3, week: 7 };
/** Hours: a day lasts until five in the morning, as a night out does. */
const DAWN = 5;
/** The alarm of a whole day, in hours. */
const MORNING = 9;

/**
 * The check-ins of a sheet that name a day, each with all that its time could
 * mean. One that could be morning or evening is left open: somebody has to choose.
 *
 * @param {import("./model.js").Slot[]} slots
 * @param {Date} now
 */
export const events = (slots, now) =>
  slots.flatMap((s) => {
    if (!(s.slot in DAYS) || s.by === "none") return [];
    const all = readings(s.at ?? "");
    return [
      {
        day: dayOf(DAYS[s.slot], now, all[1] ? undefined : all[0]),
        time: all.length === 1 ? clock(all[0]) : "",
        readings: all.map(clock),
      },
    ];
  });

/** @param {number} days @param {Date} now @param {number} [time] */
function dayOf(days, now, time = 12 * 60) {
  const late = now.getHours() < DAWN;
  const on = (/** @type {number} */ n) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + n + Number(time < DAWN * 60), 0, time);
  const day = on(days - Number(late));
  // Said at one in the morning, “tonight at nine” is the evening to come. Swedes write dates as fields do.
  return (late && !days && day < now ? on(0) : day).toLocaleDateString("sv");
}

/** The moment on this device's clock. @param {Event} e */
const startOf = ({ day, time }) => new Date(`${day}T${time || "00:00"}`);

/** When an event is, in words, to be shown before it is written. @param {Event} e @param {string} locale */
export const whenOf = (e, locale) =>
  startOf(e).toLocaleString(locale, {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    ...(e.time && { hour: "2-digit", minute: "2-digit", timeZoneName: "short" }),
  });

/** @param {Event[]} list @param {string} text their title @param {Date} now @param {() => unknown} uid */
export function calendar(list, text, now, uid) {
  const title = text.replace(/[\\;,]/g, "\\$&");
  const lines = list.flatMap((e) => [
    "BEGIN:VEVENT",
    `UID:${uid()}`,
    `DTSTAMP:${stamp(now)}`,
    ...(e.time
      ? [`DTSTART:${stamp(startOf(e))}`, "DURATION:PT15M"]
      : [`DTSTART;VALUE=DATE:${e.day.replace(/-/g, "")}`]),
    `SUMMARY:${title}`,
    "CLASS:PRIVATE",
    "TRANSP:TRANSPARENT",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${title}`,
    `TRIGGER:PT${e.time ? "0S" : MORNING + "H"}`,
    "END:VALARM",
    "END:VEVENT",
  ]);
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//planner//EN", ...lines, "END:VCALENDAR", ""]
    .map(fold)
    .join("\r\n");
}

/** A moment in UTC. @param {Date} date */
const stamp = (date) => date.toISOString().replace(/[-:]|\.\d+/g, "");

/** Lines of at most 75 bytes, which 18 characters never exceed; none of these is cut. @param {string} line */
const fold = (line) => (new TextEncoder().encode(line).length > 75 ? line.replace(/.{18}(?=.)/gu, "$&\r\n ") : line);
