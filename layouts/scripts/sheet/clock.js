/**
 * Parses times of day as people write them. It never guesses between morning and evening: such a time has
 * several readings, and the person is asked.
 */

/** Longer than the field for a time allows. */
const MAX = 200;
const WORDS = new Map([
  ["noon", 720],
  ["midday", 720],
  ["midnight", 0],
]);
const PARTS = /\b(morning|afternoon|evening|night|tonight)\b/;
/** Hours and minutes with or without marks; “half nine” is half an hour before or after. */
const TIME =
  /\b(?:(half|quarter) (past|to|after|before)? ?)?(\d{1,2}?)(?:(?:[:.]| ?h ?)(\d{2})|(\d{2}))?(?!\d)(?: ?(h|uhr|u|o.?clock)\b)? ?(?:(am|pm)\b)?/g;
const NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/**
 * Minutes after midnight that a text can mean: one if it is clear, several if not, none if it is no time.
 * @param {string} text
 * @returns {number[]}
 */
export function readings(text) {
  const plain = text
    .slice(0, MAX)
    .normalize("NFKC")
    .toLowerCase()
    .replace(/(\d ?|\b)([ap])\.? ?m\b\.?/g, "$1 $2m")
    .replace(/-?ish\b/g, "")
    .replace(/\s+/g, " ")
    .replace(new RegExp(`\\b(${NUMBERS.join("|")})\\b`, "g"), (w) => String(NUMBERS.indexOf(w) + 1));
  const named = [...WORDS].filter(([word]) => new RegExp(`\\b${word}\\b`).test(plain)).map(([, minutes]) => minutes);
  if (named.length && !/\d/.test(plain)) return named;
  // Only the writer knows whether “9 to 10” is a time or a range.
  if (/\d ?(-|–|to|past|of|and|or) ?\d/.test(plain)) return [];
  const part = PARTS.exec(plain);
  const times = [...plain.matchAll(TIME)].filter((m) => isTime(m, plain)).flatMap((m) => minutesOf(m, part?.[1]));
  return [...new Set([...named, ...times])].sort((a, b) => a - b);
}

/** Whether a number is a time, not a count of days or minutes. @param {RegExpExecArray} m @param {string} text */
function isTime(m, text) {
  if (m[1] || m[4] || m[6] || m[7]) return true;
  // 2130 is a time; other runs of digits are telephone numbers.
  if (m[5]) return m[3].length === 2 && text.match(/\d+/g)?.length === 1;
  const rest = (text.slice(0, m.index) + text.slice(m.index + m[0].length)).trim();
  const before = text.slice(0, m.index).trimEnd();
  const after = text.slice(m.index + m[0].length).trimStart();
  return (
    !rest ||
    (/(^|\b)(at|about|around|by|from|until|till|ca?\.?|~)$/.test(before) &&
      !/^(min|hour|day|week|sec|times|of|thirty|forty|fif)/.test(after)) ||
    PARTS.test(rest)
  );
}

/** @param {RegExpExecArray} m @param {string} [part] of the day @returns {number[]} */
function minutesOf([, fraction, side, hourText, marked, run, mark, noon], part) {
  const hour = Number(hourText);
  const minute = Number(marked ?? run ?? 0);
  if (hour > 24 || minute > 59 || (hour === 24 && minute) || (noon && (hour < 1 || hour > 12))) return [];
  const bases = hoursOf(hour, noon ?? "", part, /^0/.test(hourText) || mark === "h" || mark === "uhr" || mark === "u");
  const shifts = fraction ? shift(fraction, side) : [minute];
  return bases.flatMap((h) => shifts.map((s) => (h * 60 + s + 1440) % 1440));
}

/**
 * Half past is clear; half nine is half an hour before to some and after to others.
 * @param {string} fraction
 * @param {string} [side]
 */
function shift(fraction, side) {
  const size = fraction === "half" ? 30 : 15;
  if (!side) return [-size, size];
  return [side === "to" || side === "before" ? -size : size];
}

/**
 * @param {number} hour
 * @param {string} noon am, pm or ""
 * @param {string | undefined} part
 * @param {boolean} whole of 24 hours
 * @returns {number[]}
 */
function hoursOf(hour, noon, part, whole) {
  if (noon) return [(hour % 12) + (noon === "pm" ? 12 : 0)];
  if (hour > 12 || hour === 0 || whole) return [hour % 24];
  if (part === "morning") return [hour % 12];
  if (part === "afternoon" || part === "evening") return [(hour % 12) + 12];
  if (part) return [hour < 6 || hour === 12 ? hour % 12 : hour + 12];
  return [hour % 12, (hour % 12) + 12];
}

/** Minutes after midnight as 21:00. @param {number} minutes */
export const clock = (minutes) =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** Whether two texts can mean one time. @param {string} one @param {string} other */
export function sameTime(one, other) {
  const [a, b] = [readings(one), readings(other)];
  if (a.length && b.length) return a.some((t) => b.includes(t));
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
