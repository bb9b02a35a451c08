/**
 * A sheet as the text that a link holds: a head, a record for each person, a
 * record for each own item. The tests of builder/sheet have the same.
 *
 * @typedef {import("./form.js").Form} Form
 * @typedef {import("./model.js").Sheet} Sheet
 * @typedef {import("./model.js").Person} Person
 * @typedef {import("./model.js").Report} Report
 */
import * as letters from "./letters.js";
import { FIELD, RECORD, UNSET } from "./letters.js";
import { MAX_NAME, cleanLine } from "./clean.js";
import {
  LIMITS,
  OWN_IDS,
  SheetError,
  addCustom,
  customQuestion,
  finish,
  newPerson,
  newReport,
  readAnswer,
} from "./model.js";

/** @param {Form} form @param {Sheet} sheet */
export function pack(form, sheet) {
  const head = [form.id, form.rev, form.lang, sheet.solo ? "s" : ""].join(FIELD);
  const people = sheet.people.map((p) => "p" + packPerson(form, p));
  const custom = sheet.custom.map((c) => {
    const cells = sheet.people.map((p) => {
      const a = p.answers.get(c.id) ?? {};
      return letters.rated(a).join("") + (a.how ?? "");
    });
    return "c" + [letters.letter(OWN_IDS.indexOf(c.id) + 1) + c.label, ...cells].join(FIELD);
  });
  return [head, ...people, ...custom].join(RECORD);
}

/** @param {Form} form @param {Person} person */
function packPerson(form, { name, answers }) {
  /** @type {string[][]} */
  const columns = [[], [], []];
  const picked = [];
  const words = [];
  for (const q of form.all) {
    const a = answers.get(q.id);
    if (!a) continue;
    letters.rated(a).forEach((c, i) => (columns[i][q.n - 1] = c));
    const picks = letters.picks(q, a);
    if (picks) picked.push(letters.number(q.n) + picks);
    const text = letters.words(q, a);
    if (text) words.push(letters.number(q.n) + text);
  }
  return [name, ...columns.map(column), picked.join(UNSET), ...words].join(FIELD);
}

/** One character for each number, gaps filled, the end left off. @param {string[]} chars */
const column = (chars) =>
  Array.from(chars, (c) => c ?? UNSET)
    .join("")
    .replace(/\.+$/, "");

/** @param {Form} form @param {string} body */
export function unpack(form, body) {
  const [head, ...records] = body.split(RECORD);
  const [id, , , flags] = head.split(FIELD);
  if (id !== form.id) throw new SheetError("other-form");
  const report = newReport();
  const sheet = { solo: flags === "s", people: /** @type {Person[]} */ ([]), custom: [] };
  for (const record of records) {
    const fields = record.slice(1).split(FIELD);
    if (record[0] === "p" && sheet.people.length < LIMITS.people) sheet.people.push(unpackPerson(form, fields, report));
    else if (record[0] === "c") unpackCustom(sheet, fields, report);
    else report.lost++;
  }
  return finish(sheet, report);
}

/** @param {Form} form @param {string[]} fields @param {Report} report */
function unpackPerson(form, [name, wants = "", gives = "", whens = "", picked = "", ...texts], report) {
  const person = newPerson(cleanLine(name, MAX_NAME, report));
  /** What is known of each number. @type {Map<number, string[]>} */
  const parts = new Map();
  const put = (/** @type {number} */ n, /** @type {number} */ i, /** @type {string} */ value) => {
    parts.set(n, Object.assign(parts.get(n) ?? [], { [i]: value }));
  };
  [wants, gives, whens].forEach((chars, i) => chars.split("").forEach((c, at) => c !== UNSET && put(at + 1, i, c)));
  if (picked) for (const group of picked.split(UNSET)) put(letters.readNumber(group), 3, group.slice(2));
  for (const text of texts) put(letters.readNumber(text), 4, text.slice(2));
  for (const [n, answer] of parts) {
    const q = form.all.find((x) => x.n === n);
    const a = readAnswer(q, q && letters.read(q, answer), report);
    if (!q || !a) continue;
    // What arrives in a link was shared on purpose.
    if (q.private) a.private = false;
    person.answers.set(q.id, a);
  }
  return person;
}

/** @param {Sheet} sheet @param {string[]} fields @param {Report} report */
function unpackCustom(sheet, [label, ...cells], report) {
  const c = addCustom(sheet.custom, { id: OWN_IDS[letters.index(label[0]) - 1], label: label.slice(1) }, report);
  if (c)
    sheet.people.forEach((p, i) => {
      const [want, give, when, ...how] = cells[i] ?? "";
      const q = customQuestion(c);
      const a = readAnswer(q, letters.read(q, [want, give, when, "", how.join("")]), report);
      if (a) p.answers.set(c.id, a);
    });
}
