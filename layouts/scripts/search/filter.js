import { words } from "./fold.js";

/**
 * Whether a text has all words that were typed, or words that begin with them.
 * @param {string[]} text its words
 * @param {string} typed
 */
export const hasAll = (text, typed) => words(typed).every((word) => text.some((other) => other.startsWith(word)));
