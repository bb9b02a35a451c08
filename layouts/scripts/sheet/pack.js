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
import { CELL, FIELD, RECORD, UNSET } from "./letters.js";
import { MAX_NAME, cleanLine } from "./clean.js";
import { LIMITS, SheetError, customQuestion, finish, keepExtra, newPerson, newReport, readAnswer, readExtra } from "./model.js";

/** @param {Form} form @param {Sheet} sheet */
export function pack(form, sheet) {
  const head = [form.id, String(form.rev), form.lang, sheet.solo ? "s" : ""].join(FIELD);
  const people = sheet.people.map((p) => "p" + packPerson(form, p));
  const custom = sheet.custom.map((c) => {
    const cells = sheet.people.map((p) => {
      const a = p.answers.get(c.id) ?? {};
      return letters.rated(a).join("") + (a.how ?? "");
    });
    return "c" + [letters.letter(Number(c.id.slice(4)) & 63) + c.label, ...cells].join(FIELD);
  });
  return [head, ...people, ...custom].join(RECORD);
}

/** @param {Form} form @param {Person} person */
function packPerson(form, person) {
  /** @type {string[][]} */
  const columns = [[], [], []];
  const picked = [];
  const words = [];
  for (const [id, a] of person.answers) {
    const q = form.byId.get(id);
    if (!q) continue;
    if (q.type === "rate") letters.rated(a).forEach((c, i) => (columns[i][q.n - 1] = c));
    if (a.picks?.length) picked.push(letters.number(q.n) + letters.picks(q, a));
    const text = q.type === "slots" ? letters.slots(q, a) : letters.words(a);
    if (text) words.push(letters.number(q.n) + text);
  }
  const extra = [...person.extra].map(([key, text]) => "!" + key + CELL + text);
  return [person.name, ...columns.map(column), picked.join(UNSET), ...words, ...extra].join(FIELD);
}

/** One character for each number, gaps filled, the end left off. @param {string[]} chars */
const column = (chars) => Array.from(chars, (c) => c ?? UNSET).join("").replace(/\.+$/, "");

/**
 * @param {Form} form
 * @param {string} body
 * @returns {{sheet: Sheet, report: Report}}
 */
export function unpack(form, body) {
  const [head, ...records] = body.split(RECORD);
  const [id, , , flags = ""] = head.split(FIELD);
  if (id !== form.id) throw new SheetError("other-form");
  const report = newReport();
  /** @type {Sheet} */
  const sheet = { solo: flags.includes("s"), people: [], custom: [] };
  const left = { answers: LIMITS.answers, extra: LIMITS.extra };
  for (const record of records) {
    const fields = record.slice(1).split(FIELD);
    if (record[0] === "p" && sheet.people.length < LIMITS.people) sheet.people.push(unpackPerson(form, fields, report, left));
    else if (record[0] === "c" && sheet.custom.length < LIMITS.custom) unpackCustom(sheet, fields, report, left);
    else report.dropped++;
  }
  if (sheet.people.length === 0) throw new SheetError("no-answers");
  return finish(sheet, report);
}

/**
 * @param {Form} form
 * @param {string[]} fields
 * @param {Report} report
 * @param {{answers: number, extra: number}} left
 */
function unpackPerson(form, [name, wants = "", gives = "", whens = "", picked = "", ...texts], report, left) {
  const person = newPerson(cleanLine(name, MAX_NAME, report));
  /** @type {Map<number, string[]>} */
  const parts = new Map();
  const put = (/** @type {number} */ n, /** @type {number} */ i, /** @type {string} */ value) => {
    if (n < 1 || n > LIMITS.answers) {
      report.dropped++;
      return;
    }
    const answer = parts.get(n) ?? [];
    answer[i] = value;
    parts.set(n, answer);
  };
  [wants, gives, whens].forEach((chars, i) => {
    for (let at = 0; at < chars.length; at++) if (chars[at] !== UNSET) put(at + 1, i, chars[at]);
  });
  for (const group of picked ? picked.split(UNSET) : []) put(letters.readNumber(group), 3, group.slice(2));
  for (const text of texts) if (text[0] !== "!") put(letters.readNumber(text), 4, text.slice(2));
  for (const n of [...parts.keys()].sort((a, b) => a - b)) {
    const q = form.byNumber.get(n);
    const answer = Array.from(parts.get(n) ?? [], (p) => p ?? "");
    if (!q) keepExtra(person, "#" + n, letters.keep(answer), report, left);
    else if (left.answers === 0) report.dropped++;
    else {
      const a = readAnswer(q, letters.read(q, answer), report);
      if (a) {
        // What arrives in a link was shared on purpose.
        if (q.private) a.private = false;
        person.answers.set(q.id, a);
        left.answers--;
      }
    }
  }
  for (const text of texts) if (text[0] === "!") unpackExtra(form, person, text.slice(1), report, left);
  return person;
}

/**
 * @param {Form} form
 * @param {Person} person
 * @param {string} text
 * @param {Report} report
 * @param {{answers: number, extra: number}} left
 */
function unpackExtra(form, person, text, report, left) {
  const at = text.indexOf(CELL);
  if (at < 0) report.dropped++;
  else readExtra(form, person, Object.fromEntries([[text.slice(0, at), text.slice(at + 1)]]), report, left);
}

/**
 * @param {Sheet} sheet
 * @param {string[]} fields
 * @param {Report} report
 * @param {{answers: number}} left
 */
function unpackCustom(sheet, [label, ...cells], report, left) {
  const number = letters.index(label[0]);
  const c = { id: "own-" + number, label: cleanLine(label.slice(1), 120, report) };
  if (number < 1 || !c.label || sheet.custom.some((other) => other.id === c.id)) {
    report.dropped++;
    return;
  }
  sheet.custom.push(c);
  cells.slice(0, sheet.people.length).forEach((cell, i) => {
    const q = customQuestion(c);
    const raw = letters.read(q, [cell[0], cell[1], cell[2], "", cell.slice(3)]);
    const a = Object.keys(raw).length > 0 && readAnswer(q, raw, report);
    if (a && left.answers-- > 0) sheet.people[i].answers.set(c.id, a);
  });
}
