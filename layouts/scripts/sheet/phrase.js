/** Pass phrases: digits, which every keyboard has and every language reads out on the phone. */

/** The least length of a phrase of one's own. */
const MIN_WORDS = 4;
const MIN_CHARS = 12;

/** Five times four digits are 66 bits: at 600,000 rounds a guess, out of reach for a long time. */
export const newPhrase = () =>
  Array.from(crypto.getRandomValues(new Uint32Array(5)), (n) => String(n % 10_000).padStart(4, "0")).join(" ");

/**
 * Whether a phrase of one's own is long enough to be worth the name: short ones
 * are guessed in minutes by whoever has the link.
 *
 * @param {string} phrase
 */
export function isStrong(phrase) {
  const words = phrase
    .trim()
    .split(/[\s_-]+/)
    .filter(Boolean);
  const chars = words.join("").toLowerCase();
  const long = chars.length >= MIN_CHARS && new Set(chars).size > 4;
  return long && (words.length >= MIN_WORDS || chars.length >= 16 || /\d|[^\p{L}\p{M}]/u.test(chars));
}
