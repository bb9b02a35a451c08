import { words } from "./fold.js";

/**
 * Whether a text has a word beginning with each word typed.
 * @param {string[]} text its words
 * @param {string} typed
 */
export const hasAll = (text, typed) => words(typed).every((word) => text.some((other) => other.startsWith(word)));
