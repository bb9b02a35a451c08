// Normalises words for lookup. builder/search folds the words of the index in the same way.

/** Letters that readers may replace with others, and the final σ. */
const spelledOut = /** @type {Record<string, string>} */ ({
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ħ: "h",
  ı: "i",
  ς: "σ",
});

/** Groups of digits, as in telephone numbers. */
const numbers = /(?<![\p{L}\p{N}])\d+(?:[ ().+/–-]+\d+)+(?![\p{L}\p{N}])/gu;

/** A run of letters of scripts that put no spaces between words, or of any others. */
const unspaced = "\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}ー\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}";
const runs = new RegExp(`[${unspaced}]+|[^${unspaced}]+`, "gu");
const isUnspaced = new RegExp(`^[${unspaced}]{2}`, "u");

/** @param {string} run */
function pieces(run) {
  if (!isUnspaced.test(run)) return [run];
  const letters = [...run];
  return letters.slice(1).map((letter, i) => letters[i] + letter);
}

/**
 * The words of a text in lower case, without accents, apostrophes, a final ’s and invisible
 * characters. Neighbouring numbers are followed by their concatenation; scripts without spaces
 * are cut into pairs of letters.
 * @param {string} text
 * @returns {string[]}
 */
export const words = (text) =>
  (
    text
      .replace(/\p{Cf}/gu, "")
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[ßæœøłđðþħıς]/g, (letter) => spelledOut[letter])
      .replace(/['’]s(?![\p{L}\p{N}\p{M}])|['’]|\p{M}/gu, "")
      .replace(numbers, (all) => `${all} ${all.replace(/\D/g, "")} `)
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).flatMap((word) => (word.match(runs) ?? []).flatMap(pieces));

/**
 * Splits a text into words and what is between them, alternating. The first is between words.
 * @param {string} text
 */
export const cut = (text) => text.split(/([\p{L}\p{N}\p{M}\p{Cf}'’]+)/u);
