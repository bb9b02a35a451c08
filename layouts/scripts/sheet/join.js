import { OWN_IDS } from "./model.js";

/**
 * Puts the people of several sheets beside each other. Own items with the same
 * label are one.
 *
 * @param {import("./model.js").Sheet} sheet
 * @param {import("./model.js").Sheet} other
 * @param {number} [limit]
 * @returns {import("./model.js").Sheet}
 */
export function join(sheet, other, limit = 6) {
  const custom = [...sheet.custom];
  const renamed = new Map();
  for (const c of other.custom) {
    const same = custom.find((own) => own.label.toLowerCase() === c.label.toLowerCase());
    const free = OWN_IDS.find((id) => !custom.some((own) => own.id === id));
    const id = same?.id ?? free;
    if (id && !same) custom.push({ id, label: c.label });
    renamed.set(c.id, id);
  }
  const people = other.people.map((p) => ({
    ...p,
    answers: new Map(
      [...p.answers].flatMap(([id, a]) =>
        renamed.has(id) ? (renamed.get(id) ? [[renamed.get(id), a]] : []) : [[id, a]],
      ),
    ),
  }));
  return { solo: false, people: [...sheet.people, ...people].slice(0, limit), custom };
}
