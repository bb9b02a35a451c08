/* Whose numbers a reader is shown first. */

/**
 * Returns which of the countries is that of a reader: the one whose code is the region of the
 * browser's language, "int" for a region that is not listed, and the first of all where the
 * language names none. Nobody is asked, and nothing else about the device is looked at.
 * @param {string} language such as "en-IE"
 * @param {string[]} codes those of the countries
 * @returns {string}
 */
export function country(language, codes) {
  let region;
  try {
    ({ region } = new Intl.Locale(language));
  } catch {
    // Not a language tag: the first of all, as without scripts.
  }
  const wanted = region ? [region, "int"] : [];
  return wanted.find((code) => codes.includes(code)) ?? codes[0];
}
