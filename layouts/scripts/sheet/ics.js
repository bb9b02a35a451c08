/**
 * Check-ins as a calendar file after RFC 5545, with a neutral title and in the
 * local time of whoever opens it.
 *
 * @typedef {{day: string, time?: string, title: string}} Event day YYYYMMDD, time HHMMSS
 */

/** How many days after today the well-known slots are; others have no date. */
const DAYS = new Map([["tonight", 0], ["tomorrow", 1], ["three-days", 3], ["week", 7]]);

/**
 * The check-ins of a sheet that name a day.
 *
 * @param {import("./model.js").Slot[]} slots
 * @param {Date} today
 * @param {string} title
 * @returns {Event[]}
 */
export function events(slots, today, title) {
  return slots.flatMap((s) => {
    const days = DAYS.get(s.slot);
    if (days === undefined || s.by === "none") return [];
    const date = new Date(today.getFullYear(), today.getMonth(), today.getDate() + days);
    const day = `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
    return [{ day, time: clock(s.at ?? ""), title }];
  });
}

/** @param {number} n */
const two = (n) => String(n).padStart(2, "0");

/** A time of day such as 21:00, 9.30 or 9 pm, or undefined. @param {string} text */
export function clock(text) {
  const match = /(?:^|\D)(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?(?:\W|$)/i.exec(text);
  if (!match || (!match[2] && !match[3])) return undefined;
  const noon = match[3]?.toLowerCase();
  const hour = noon ? (Number(match[1]) % 12) + (noon === "pm" ? 12 : 0) : Number(match[1]);
  const minute = Number(match[2] ?? 0);
  return hour < 24 && minute < 60 && (!noon || Number(match[1]) <= 12) ? `${two(hour)}${two(minute)}00` : undefined;
}

/** @param {Event[]} list @param {Date} now @param {(i: number) => string} uid */
export function calendar(list, now, uid) {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//planner//EN"];
  list.forEach((e, i) => {
    lines.push(
      "BEGIN:VEVENT",
      `UID:${uid(i)}`,
      `DTSTAMP:${stamp}`,
      e.time ? `DTSTART:${e.day}T${e.time}` : `DTSTART;VALUE=DATE:${e.day}`,
      ...(e.time ? ["DURATION:PT15M"] : []),
      `SUMMARY:${escape(e.title)}`,
      "CLASS:PRIVATE",
      "END:VEVENT",
    );
  });
  return [...lines, "END:VCALENDAR"].map(fold).join("\r\n") + "\r\n";
}

/** @param {string} text */
const escape = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");

/** Lines of at most 75 bytes; a character is never cut. @param {string} line */
function fold(line) {
  let out = "";
  let size = 0;
  for (const c of line) {
    const bytes = new TextEncoder().encode(c).length;
    if (size + bytes > 75) {
      out += "\r\n ";
      size = 1;
    }
    out += c;
    size += bytes;
  }
  return out;
}
