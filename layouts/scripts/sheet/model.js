/**
 * A filled-in sheet, and the file that holds it. Whatever comes from outside is
 * copied field by field into a sheet of known shape; nothing else survives.
 *
 * @typedef {{slot: string, by?: string, at?: string, who?: string, else?: string}} Slot
 * @typedef {{who: string, how: string}} Contact
 * @typedef {{want?: string, give?: string, when?: string[], picks?: string[], how?: string,
 *   slots?: Slot[], contacts?: Contact[], private?: boolean}} Answer
 * @typedef {{name: string, answers: Map<string, Answer>, included?: Set<string>}} Person included: questions whose
 *   private answers are let into what is handed over
 * @typedef {{id: string, label: string}} Custom
 * @typedef {{solo: boolean, people: Person[], custom: Custom[]}} Sheet
 * @typedef {{lost: number}} Report how many parts were not understood and left out, or too long and cut
 * @typedef {import("./form.js").Form} Form
 * @typedef {import("./form.js").Question} Question
 */
import { GIVES, MEANS, TIMES, WHOSE, isText, wantsOf } from "./form.js";
import { MAX_NAME, MAX_TEXT, cleanLine, cleanText } from "./clean.js";

export const FORMAT = "aftercare-sheet";
export const VERSION = 1;
export const LIMITS = { people: 6, contacts: 6, file: 256 * 1024 };
/** The possible ids of own items. */
export const OWN_IDS = Array.from({ length: 60 }, (_, i) => "own-" + (i + 1));

/** An error to show to the reader. Its code is the key of the message. */
export class SheetError extends Error {
  /** @param {string} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** @returns {Person} */
export const newPerson = (name = "") => ({ name, answers: new Map() });

/** @returns {Sheet} */
export const newSheet = () => ({ solo: false, people: [newPerson()], custom: [] });

/** Turns an own item into a question like any other. @param {Custom} c @returns {Question} */
export const customQuestion = (c) => ({ id: c.id, n: 0, type: "rate", label: c.label, mode: "quick", when: true });

/** @param {Form} form @param {Sheet} sheet @param {string} id */
export function questionOf(form, sheet, id) {
  const own = sheet.custom.find((c) => c.id === id);
  return own ? customQuestion(own) : form.byId.get(id);
}

/** Whether an answer has no parts. Empty parts are never stored. @param {Answer} a */
export const isEmpty = (a) => Object.keys(a).every((key) => key === "private");

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
  const people = sheet.people.map((p) => ({
    ...p,
    answers: new Map(
      [...p.answers].filter(([id, a]) => {
        const q = questionOf(form, sheet, id);
        return q && !isPrivate(q, a);
      }),
    ),
  }));
  const custom = sheet.custom.filter((c) => people.some((p) => p.answers.has(c.id)));
  return { ...sheet, people, custom };
}

/**
 * Copies what is understood of an answer, whatever it is; the report counts
 * the parts that were not, and answers without a question.
 *
 * @param {Question | undefined} q
 * @param {any} raw
 * @param {Report} report
 * @returns {Answer | undefined}
 */
export function readAnswer(q, raw, report) {
  if (!q || !isObject(raw)) {
    report.lost++;
    return undefined;
  }
  /** @type {Answer & Record<string, any>} */
  const a = {};
  const take = (
    /** @type {string} */ key,
    /** @type {boolean} */ fits,
    /** @type {(v: any) => any} */ read,
    as = key,
  ) => {
    if (!raw[key]) return;
    const value = fits && read(raw[key]);
    if (value?.length) a[as] = value;
    else report.lost++;
  };
  const rated = q.type === "rate";
  const slots = q.type === "slots";
  const contacts = q.type === "contacts";
  const ids = (q.options ?? []).map((o) => o.id);
  take("want", rated, (v) => oneOf(wantsOf(q), v));
  take("give", rated, (v) => oneOf(GIVES, v));
  take("when", rated && !!q.when, (v) => someOf(TIMES, v));
  take("picks", !slots, (v) =>
    (q.type === "rank" ? inOrder(ids, v) : someOf(ids, v)).slice(0, q.type === "choice" ? 1 : undefined),
  );
  take(isText(q) ? "text" : "how", !slots && !contacts, (v) => cleanText(v, MAX_TEXT, report), "how");
  take("slots", slots, (v) => readSlots(ids, v, report));
  take("contacts", contacts, (v) => readContacts(v, report));
  if (typeof raw.private === "boolean" && raw.private !== !!q.private) a.private = raw.private;
  return isEmpty(a) ? undefined : a;
}

/** Removes missing and empty parts. @param {Record<string, any>} parts @returns {any} */
export const filled = (parts) =>
  Object.fromEntries(Object.entries(parts).filter(([, v]) => v !== undefined && v.length !== 0));

/** @param {unknown} v @returns {v is Record<string, any>} */
const isObject = (v) => typeof v === "object" && v !== null && !Array.isArray(v);

/** @param {unknown} v @returns {any[]} */
const list = (v) => (Array.isArray(v) ? v : []);

/** @param {string[]} known @param {unknown} v */
const oneOf = (known, v) => known.find((k) => k === v);

/** Known values in the known order. @param {string[]} known @param {unknown} v */
const someOf = (known, v) => known.filter((k) => list(v).includes(k));

/** Known values in the order given. @param {string[]} known @param {unknown} v */
const inOrder = (known, v) => [...new Set(list(v))].filter((k) => known.includes(k));

/** @param {string[]} ids @param {unknown} v @param {Report} report @returns {Slot[]} */
const readSlots = (ids, v, report) =>
  ids.flatMap((slot) => {
    const raw = list(v).find((s) => s?.slot === slot);
    const s =
      raw &&
      filled({
        slot,
        by: oneOf(MEANS, raw.by),
        at: cleanLine(raw.at, MAX_NAME, report),
        who: oneOf(WHOSE, raw.who),
        else: cleanLine(raw.else, 200, report),
      });
    return s && Object.keys(s).length > 1 ? [s] : [];
  });

/** @param {unknown} v @param {Report} report @returns {Contact[]} */
const readContacts = (v, report) =>
  list(v)
    .slice(0, LIMITS.contacts)
    .map((c) => ({ who: cleanLine(c?.who, MAX_NAME, report), how: cleanLine(c?.how, 200, report) }))
    .filter((c) => c.who || c.how);

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

/** @param {Form} form @param {any} value */
export function fromValue(form, value) {
  const version = value?.format === FORMAT && value.version;
  if (Number.isInteger(version) && version > VERSION) throw new SheetError("newer");
  if (version !== VERSION || !Array.isArray(value.people)) throw new SheetError("not-a-sheet");
  const report = newReport();
  const sheet = {
    solo: value.solo === true,
    people: /** @type {Person[]} */ ([]),
    custom: /** @type {Custom[]} */ ([]),
  };
  for (const raw of list(value.custom)) addCustom(sheet.custom, raw, report);
  for (const raw of value.people) {
    if (!isObject(raw) || sheet.people.length === LIMITS.people) {
      report.lost++;
      continue;
    }
    const person = newPerson(cleanLine(raw.name, MAX_NAME, report));
    sheet.people.push(person);
    for (const [id, v] of Object.entries(isObject(raw.answers) ? raw.answers : {})) {
      const a = readAnswer(questionOf(form, sheet, id), v, report);
      if (a) person.answers.set(id, a);
    }
  }
  return finish(sheet, report);
}

/** @returns {Report} */
export const newReport = () => ({ lost: 0 });

/** @param {Sheet} sheet @param {Report} report */
export function finish(sheet, report) {
  if (!sheet.people.length) throw new SheetError("no-answers");
  return { sheet, report };
}

/**
 * Adds an own item, if it is one and there is none of its id.
 * @param {Custom[]} custom
 * @param {any} raw
 * @param {Report} report
 * @returns {Custom | undefined}
 */
export function addCustom(custom, raw, report) {
  const c = { id: oneOf(OWN_IDS, raw?.id) ?? "", label: cleanLine(raw?.label, 120, report) };
  if (c.id && c.label && !custom.some((other) => other.id === c.id)) return custom[custom.push(c) - 1];
  report.lost++;
  return undefined;
}
