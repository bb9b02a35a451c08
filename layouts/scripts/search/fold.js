// Words as they are looked up. builder/search folds the words of the index in the same way.

/**
 * The words of a text in lower case, without accents, apostrophes and a final ’s.
 * @param {string} text
 * @returns {string[]}
 */
export const words = (text) =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/ς/g, "σ")
    .replace(/['’]s(?![\p{L}\p{N}\p{M}])|['’]|\p{M}/gu, "")
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * Texts cut into what is a word and what is between words, in turns: the first is between.
 * @param {string} text
 */
export const cut = (text) => text.split(/([\p{L}\p{N}\p{M}'’]+)/u);
