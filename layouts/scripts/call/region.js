/* Whose numbers a reader is shown first. */

/**
 * Returns the country of a reader: the one whose code is the region of the browser's language,
 * "int" for a region that is not listed, or the first if the language has no region. It looks at
 * nothing else about the device and makes no request.
 * @param {string} language such as "en-IE"
 * @param {string[]} codes those of the countries
 * @returns {string}
 */
export function country(language, codes) {
  let region;
  try {
    ({ region } = new Intl.Locale(language));
  } catch {
    // Not a language tag: the first country, as without scripts.
  }
  const wanted = region ? [region, "int"] : [];
  return wanted.find((code) => codes.includes(code)) ?? codes[0];
}
