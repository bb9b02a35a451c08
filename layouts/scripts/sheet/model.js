/**
 * A filled-in sheet, and the file that holds it. Whatever comes from outside is
 * copied field by field into a sheet of known shape; nothing else survives.
 *
 * @typedef {{slot: string, by?: string, at?: string, who?: string, else?: string}} Slot
 * @typedef {{who: string, how: string}} Contact
 * @typedef {{want?: string, give?: string, when?: string[], picks?: string[], how?: string,
 *   slots?: Slot[], contacts?: Contact[], private?: boolean}} Answer
 * @typedef {{name: string, answers: Map<string, Answer>, extra: Map<string, string>, included?: Set<string>}} Person included: questions whose private answers are let into what is handed over
 * @typedef {{id: string, label: string}} Custom
 * @typedef {{solo: boolean, people: Person[], custom: Custom[]}} Sheet
 * @typedef {{people: number, answers: number, custom: number, unread: number, dropped: number, cut: number}} Report cut: texts that were too long
 * @typedef {import("./form.js").Form} Form
 * @typedef {import("./form.js").Question} Question
 */
import { GIVES, MEANS, TIMES, WHOSE, isText, wantsOf } from "./form.js";
import * as letters from "./letters.js";
import { MAX_NAME, MAX_TEXT, cleanLine, cleanText, wellFormed } from "./clean.js";

export const FORMAT = "aftercare-sheet";
export const VERSION = 1;
export const LIMITS = { people: 6, answers: 400, custom: 60, contacts: 6, file: 256 * 1024, extra: 8 * 1024 };

/** A mistake that the reader is told about; code names the words for it. */
export class SheetError extends Error {
  /** @param {string} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** @returns {Person} */
export const newPerson = (name = "") => ({ name, answers: new Map(), extra: new Map() });

/** @returns {Sheet} */
export const newSheet = () => ({ solo: false, people: [newPerson()], custom: [] });

/** A question made of an own item, so that it is treated like any other. @param {Custom} c @returns {Question} */
export const customQuestion = (c) => ({ id: c.id, n: 0, type: "rate", label: c.label, mode: "quick", when: true });

/** @param {Form} form @param {Sheet} sheet @param {string} id */
export function questionOf(form, sheet, id) {
  const own = sheet.custom.find((c) => c.id === id);
  return own ? customQuestion(own) : form.byId.get(id);
}

/** @param {Answer} a */
export const isEmpty = (a) =>
  !a.want && !a.give && !a.when?.length && !a.picks?.length && !a.how && !a.slots?.length && !a.contacts?.length;

/** Whether an answer stays on this device. @param {Question} q @param {Answer} a */
export const isPrivate = (q, a) => a.private ?? !!q.private;

/**
 * A copy without what is private.
 *
 * @param {Form} form
 * @param {Sheet} sheet
 * @returns {Sheet}
 */
export function shared(form, sheet) {
  const people = sheet.people.map((p) => {
    const kept = [...p.answers].filter(([id, a]) => {
      const q = questionOf(form, sheet, id);
      return q && !isPrivate(q, a);
    });
    // An answer that is private by nature and was shared on purpose says so.
    return { ...p, answers: new Map(kept.map(([id, a]) => [id, { ...a }])) };
  });
  const custom = sheet.custom.filter((c) => people.some((p) => p.answers.has(c.id)));
  return { ...sheet, people, custom };
}

/**
 * Copies what is understood of an answer, whatever it is. dropped counts the
 * parts that were not.
 *
 * @param {Question} q
 * @param {unknown} raw
 * @param {Report} report
 * @returns {Answer | undefined}
 */
export function readAnswer(q, raw, report) {
  if (!isObject(raw)) {
    report.dropped++;
    return undefined;
  }
  /** @type {Answer & Record<string, any>} */
  const a = {};
  const take = (/** @type {string} */ key, /** @type {boolean} */ fits, /** @type {(v: any) => any} */ read, as = key) => {
    if (!Object.hasOwn(raw, key) || raw[key] === null) return;
    const value = fits && read(raw[key]);
    if (value?.length) a[as] = value;
    else report.dropped++;
  };
  const rated = q.type === "rate";
  const ids = (q.options ?? []).map((o) => o.id);
  take("want", rated, (v) => oneOf(wantsOf(q), v));
  take("give", rated, (v) => oneOf(Object.keys(GIVES), v));
  take("when", rated && !!q.when, (v) => someOf(TIMES, v, false));
  take("picks", ids.length > 0 && q.type !== "slots", (v) => readPicks(q, ids, v));
  take(isText(q) ? "text" : "how", q.type !== "slots" && q.type !== "contacts", (v) => cleanText(v, MAX_TEXT, report), "how");
  take("slots", q.type === "slots", (v) => readSlots(ids, v, report));
  take("contacts", q.type === "contacts", (v) => readContacts(v, report));
  if (typeof raw.private === "boolean" && raw.private !== !!q.private) a.private = raw.private;
  return isEmpty(a) ? undefined : a;
}

/** Without what is not there or empty. @param {Record<string, any>} parts @returns {any} */
export const filled = (parts) => Object.fromEntries(Object.entries(parts).filter(([, v]) => v !== undefined && v.length !== 0));

/** @param {unknown} v @returns {v is Record<string, any>} */
const isObject = (v) => typeof v === "object" && v !== null && !Array.isArray(v);

/** @param {string[]} known @param {unknown} v */
const oneOf = (known, v) => (typeof v === "string" && known.includes(v) ? v : undefined);

/** Known values without repeats, in the known order unless ordered. @param {string[]} known @param {unknown} v @param {boolean} ordered */
function someOf(known, v, ordered) {
  if (!Array.isArray(v)) return undefined;
  const given = v.slice(0, 100);
  if (!ordered) return known.filter((k) => given.includes(k));
  return [...new Set(given.filter((k) => known.includes(k)))];
}

/** @param {Question} q @param {string[]} ids @param {unknown} v */
function readPicks(q, ids, v) {
  const picks = someOf(ids, v, q.type === "rank");
  return q.type === "choice" ? picks?.slice(0, 1) : picks;
}

/** @param {string[]} ids @param {unknown} v @param {Report} report @returns {Slot[] | undefined} */
function readSlots(ids, v, report) {
  if (!Array.isArray(v)) return undefined;
  const slots = [];
  for (const slot of ids) {
    const raw = v.slice(0, 100).find((s) => isObject(s) && s.slot === slot);
    if (!raw) continue;
    const s = filled({
      slot, by: oneOf(Object.keys(MEANS), raw.by), at: cleanLine(raw.at, MAX_NAME, report), who: oneOf(Object.keys(WHOSE), raw.who), else: cleanLine(raw.else, 200, report),
    });
    if (Object.keys(s).length > 1) slots.push(s);
  }
  return slots;
}

/** @param {unknown} v @param {Report} report @returns {Contact[] | undefined} */
function readContacts(v, report) {
  if (!Array.isArray(v)) return undefined;
  return v
    .slice(0, LIMITS.contacts)
    .filter(isObject)
    .map((c) => ({ who: cleanLine(c.who, MAX_NAME, report), how: cleanLine(c.how, 200, report) }))
    .filter((c) => c.who || c.how);
}

/**
 * The sheet as a value for JSON. Private answers are in it only when they were
 * left in the sheet; see shared.
 *
 * @param {Form} form
 * @param {Sheet} sheet
 */
export function toFile(form, sheet) {
  return {
    format: FORMAT,
    version: VERSION,
    form: { id: form.id, rev: form.rev },
    lang: form.lang,
    ...(sheet.solo && { solo: true }),
    people: sheet.people.map((p) => ({
      name: p.name,
      answers: Object.fromEntries([...p.answers].map(([id, a]) => [id, writeAnswer(questionOf(form, sheet, id), a)])),
      ...(p.extra.size > 0 && { extra: Object.fromEntries(p.extra) }),
    })),
    custom: sheet.custom.map(({ id, label }) => ({ id, label })),
  };
}

/** @param {Question | undefined} q @param {Answer} a */
function writeAnswer(q, { how, ...rest }) {
  return { ...rest, ...(how && { [q && isText(q) ? "text" : "how"]: how }) };
}

/**
 * Reads a file's bytes. Throws a SheetError for what is no sheet of this
 * version; what it can't understand inside a sheet is counted in the report.
 *
 * @param {Form} form
 * @param {Uint8Array} bytes
 * @returns {{sheet: Sheet, report: Report}}
 */
export function fromFile(form, bytes) {
  if (bytes.length > LIMITS.file) throw new SheetError("too-big");
  let value;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new SheetError("not-a-sheet");
  }
  return fromValue(form, value);
}

/**
 * @param {Form} form
 * @param {any} value
 * @returns {{sheet: Sheet, report: Report}}
 */
export function fromValue(form, value) {
  if (!isObject(value) || value.format !== FORMAT) throw new SheetError("not-a-sheet");
  if (Number.isInteger(value.version) && value.version > VERSION) throw new SheetError("newer");
  if (value.version !== VERSION || !Array.isArray(value.people)) throw new SheetError("not-a-sheet");
  const report = newReport();
  const sheet = { solo: value.solo === true, people: /** @type {Person[]} */ ([]), custom: readCustom(value.custom, report) };
  const people = value.people.filter(isObject);
  report.dropped += Math.max(0, value.people.length - Math.min(people.length, LIMITS.people));
  const left = { answers: LIMITS.answers, extra: LIMITS.extra };
  for (const raw of people.slice(0, LIMITS.people)) sheet.people.push(readPerson(form, sheet, raw, report, left));
  if (sheet.people.length === 0) throw new SheetError("no-answers");
  return finish(sheet, report);
}

export const newReport = () => ({ people: 0, answers: 0, custom: 0, unread: 0, dropped: 0, cut: 0 });

/**
 * Counts what a sheet holds.
 *
 * @param {Sheet} sheet
 * @param {Report} report
 */
export function finish(sheet, report) {
  report.people = sheet.people.length;
  report.custom = sheet.custom.length;
  for (const p of sheet.people) {
    report.answers += p.answers.size;
    report.unread += p.extra.size;
  }
  return { sheet, report };
}

/** @param {unknown} value @param {Report} report @returns {Custom[]} */
function readCustom(value, report) {
  if (!Array.isArray(value)) return [];
  /** @type {Custom[]} */
  const custom = [];
  for (const raw of value.slice(0, LIMITS.custom)) {
    const label = isObject(raw) ? cleanLine(raw.label, 120, report) : "";
    const id = isObject(raw) && /^own-([1-9]|[1-5]\d|60)$/.test(raw.id) ? raw.id : "";
    if (label && id && !custom.some((c) => c.id === id)) custom.push({ id, label });
    else report.dropped++;
  }
  report.dropped += Math.max(0, value.length - LIMITS.custom);
  return custom;
}

/**
 * @param {Form} form
 * @param {Sheet} sheet
 * @param {Record<string, any>} raw
 * @param {Report} report
 * @param {{answers: number, extra: number}} left
 */
function readPerson(form, sheet, raw, report, left) {
  const person = newPerson(cleanLine(raw.name, MAX_NAME, report));
  const answers = isObject(raw.answers) ? raw.answers : {};
  for (const id of Object.keys(answers)) {
    const q = questionOf(form, sheet, id);
    if (!q) keepExtra(person, id, answers[id], report, left);
    else if (left.answers === 0) report.dropped++;
    else {
      const a = readAnswer(q, answers[id], report);
      if (a) {
        person.answers.set(id, a);
        left.answers--;
      }
    }
  }
  readExtra(form, person, raw.extra, report, left);
  return person;
}

/** An id as the register could hold it, or a number of the link format. */
const EXTRA_KEY = /^(#[1-9]\d{0,3}|[a-z][a-z0-9-]{0,39})$/;

/**
 * @param {Person} person
 * @param {string} key
 * @param {unknown} value
 * @param {Report} report
 * @param {{extra: number}} left
 */
export function keepExtra(person, key, value, report, left) {
  let text;
  try {
    text = typeof value === "string" ? wellFormed(value) : JSON.stringify(value);
  } catch {
    // Nested too deeply to be an answer of any version.
  }
  if (text && EXTRA_KEY.test(key) && !key.startsWith("own-") && left.extra >= text.length) {
    left.extra -= text.length;
    person.extra.set(key, text);
  } else report.dropped++;
}

/**
 * Answers that an older form kept unread come back when this one knows them:
 * under their id from a file, or under their number from a link.
 *
 * @param {Form} form
 * @param {Person} person
 * @param {unknown} extra
 * @param {Report} report
 * @param {{answers: number, extra: number}} left
 */
export function readExtra(form, person, extra, report, left) {
  if (!isObject(extra)) return;
  for (const key of Object.keys(extra)) {
    const text = extra[key];
    const q = form.byId.get(key) ?? form.byNumber.get(key[0] === "#" ? Number(key.slice(1)) : -1);
    if (typeof text !== "string") report.dropped++;
    else if (!q) keepExtra(person, key, text, report, left);
    else if (person.answers.has(q.id) || left.answers === 0) report.dropped++;
    else {
      const a = readAnswer(q, unfold(q, key, text), report);
      if (a) {
        person.answers.set(q.id, a);
        left.answers--;
      }
    }
  }
}

/** @param {Question} q @param {string} key @param {string} text */
function unfold(q, key, text) {
  if (key[0] === "#") return letters.read(q, letters.kept(text));
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
