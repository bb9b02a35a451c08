/**
 * What the planner knows, and the steps back. Nothing of it is kept anywhere
 * but in memory; see draft.js for what is kept when somebody asks.
 *
 * @typedef {import("./model.js").Sheet} Sheet
 * @typedef {{mine: Sheet, others: Sheet[], person: number}} Before
 */
import { newSheet } from "./model.js";

const UNDO = 50;

/** Where the work stands when nothing is filled in. */
export const fresh = () => ({
  mine: newSheet(),
  /** @type {Sheet[]} */
  others: [],
  person: 0,
  depth: "quick",
  view: "write",
  step: 0,
  checked: false,
  /** @type {Before[]} */
  past: [],
  /** The field that is being typed into: one step back for all of it. @type {EventTarget | undefined} */
  typing: undefined,
});

/** @typedef {ReturnType<typeof fresh>} State */

/** Keeps the state before a change. @param {State} s */
export function remember(s) {
  s.past.push({ mine: structuredClone(s.mine), others: structuredClone(s.others), person: s.person });
  if (s.past.length > UNDO) s.past.shift();
}

/** Keeps the state before the first key in a field. @param {State} s @param {EventTarget} field @returns {boolean} whether it was the first */
export function rememberTyping(s, field) {
  if (s.typing === field) return false;
  s.typing = field;
  remember(s);
  return true;
}

/** @param {State} s @returns {boolean} whether there was something to go back to */
export function stepBack(s) {
  const before = s.past.pop();
  if (before) Object.assign(s, before);
  return !!before;
}
