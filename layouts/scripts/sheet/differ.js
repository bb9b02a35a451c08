/**
 * Finds where people differ on things that concern everyone: choices, times and check-ins.
 *
 * @typedef {import("./circle.js").Circle} Circle
 * @typedef {import("./circle.js").Found} Found
 * @typedef {import("./model.js").Slot} Slot
 */
import { found } from "./circle.js";
import { sameTime } from "./clock.js";

/** @param {Circle} c @returns {Found[]} */
export function choices(c) {
  return c.form.all
    .filter((q) => q.type === "choice" && q.mutual)
    .flatMap((q) => {
      const who = c.all.filter((i) => c.answer(i, q)?.picks?.length);
      if (who.length < 2) return [];
      const one = new Set(who.map((i) => c.answer(i, q)?.picks?.[0])).size === 1;
      const says = (/** @type {number} */ i) => c.speaker.picked(q, c.answer(i, q) ?? {});
      return settled(one, q, who, says);
    });
}

/**
 * @param {boolean} one whether all say one thing
 * @param {import("./form.js").Question} q
 * @param {number[]} who
 * @param {Found["says"]} says
 */
const settled = (one, q, who, says) => [
  one ? found("fits", "said", q, who, [], { says }) : found("talk", "differ", q, who, [], { says }),
];

/** @param {Circle} c @returns {Found[]} */
export const checkIns = (c) =>
  c.form.all.filter((q) => q.type === "slots").flatMap((q) => (q.options ?? []).flatMap((o) => checkIn(c, q, o.id)));

/** @param {Circle} c @param {import("./form.js").Question} q @param {string} id of the day @returns {Found[]} */
function checkIn(c, q, id) {
  const slot = (/** @type {number} */ i) => c.answer(i, q)?.slots?.find((s) => s.slot === id);
  const who = c.all.filter(slot);
  if (!who.length) return [];
  const says = (/** @type {number} */ i) => c.speaker.slot(q, slot(i) ?? { slot: id });
  if (who.length === 1) return [found("also", "said", q, who, [], { says })];
  return settled(agree(who.map((i) => /** @type {Slot} */ (slot(i)))), q, who, says);
}

/** Whether check-ins are compatible: same means, same time, and somebody to start. @param {Slot[]} slots */
function agree(slots) {
  const means = new Set(slots.map((s) => s.by).filter(Boolean));
  const times = slots.map((s) => s.at ?? "").filter(Boolean);
  // Two who both start, or both wait, have something to settle.
  const clear = !["me", "them"].some((w) => slots.filter((s) => s.who === w).length > 1);
  return means.size < 2 && times.every((t) => times.every((u) => sameTime(t, u))) && clear;
}
