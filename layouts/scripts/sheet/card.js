/**
 * The card of one person, in the first person: safety first, then every answer in the order of the evening.
 *
 * @typedef {import("./form.js").Form} Form
 * @typedef {import("./form.js").Question} Question
 * @typedef {import("./model.js").Answer} Answer
 * @typedef {import("./model.js").Person} Person
 * @typedef {import("./say.js").Run} Run
 * @typedef {{question: string, questions?: string[], runs: Run[]}} Line questions: all that a line speaks of, where
 *   there are several
 * @typedef {{id: string, title: string, lines: Line[]}} Part
 * @typedef {{title: string, name: string, date: string, safety: Line[], parts: Part[]}} Card
 * @typedef {{version?: "usual" | "badly", solo?: boolean, custom?: import("./model.js").Custom[], today?: Date}}
 *   Options
 */
import { GIVES, WANTS, applies } from "./form.js";
import { customQuestion, isEmpty, isPrivate, newReport, readAnswer } from "./model.js";
import { Speaker } from "./say.js";

/** Parts of the card that come first, and are cut last. */
const SAFETY = ["stop", "limits", "health", "people"];
/** The other parts, in the order of the evening. */
const PARTS = ["before", "end", "first", "words", "night", "next", "low", "give", "badly"];

/** The part of the card for a rated answer that names a time. @type {Record<string, string>} */
const PART_OF_TIME = { before: "before", now: "first", evening: "night", day: "next", week: "next" };
/** Ways to give, the gladdest first. */
export const GLADLY = GIVES.slice(0, 3);
/** What weighs most comes first in its part. @type {Record<string, number>} */
const WEIGHT = { must: 0, nice: 1, either: 3, unsure: 4 };

/**
 * @param {Form} form
 * @param {Person} person
 * @param {Options} [options]
 * @returns {Card}
 */
export function card(form, person, { version = "usual", solo = false, custom = [], today = new Date() } = {}) {
  const speaker = new Speaker(form, solo);
  const badly = version === "badly";
  const all = answered(form, person, solo, custom);
  const rest = all.filter(({ q, a }) => !isSafety(q, a) && (!badly || q.badly));
  const parts = (badly ? ["badly", ...PARTS.filter((id) => id !== "badly")] : PARTS).map((id) => ({
    id,
    title: speaker.shared("part-" + id),
    lines: [
      ...linesOf(speaker, rest, id),
      ...(id === "give" && !badly ? GLADLY.flatMap((give) => giving(speaker, all, give)) : []),
    ],
  }));
  return {
    title: speaker.shared(badly ? "title-badly" : "title"),
    name: person.name,
    /** A getter, because the first date that a page formats takes a phone longer than the whole card. */
    get date() {
      return today.toLocaleDateString(form.says.locale, { dateStyle: "long" });
    },
    safety: safetyOf(speaker, all),
    parts: parts.filter((p) => p.lines.length),
  };
}

/**
 * What everyone in a comparison has to know about a person: how they stop, what they do not want or cannot
 * give, health, who could help.
 *
 * @param {Form} form
 * @param {Person} person
 * @param {Options} [options]
 */
export const safety = (form, person, { solo = false, custom = [] } = {}) =>
  safetyOf(new Speaker(form, solo), answered(form, person, solo, custom));

/**
 * What stays private, to be listed where something is shared.
 *
 * @param {Form} form
 * @param {Person} person
 * @param {Options} [options]
 * @returns {Line[]}
 */
export function privateLines(form, person, { solo = false, custom = [] } = {}) {
  const speaker = new Speaker(form, solo);
  return answered(form, person, solo, custom)
    .filter(({ q, a }) => isPrivate(q, a))
    .flatMap(({ q, a }) => whole(speaker, q, a));
}

/**
 * The lines of a starting point, each with the answer that it would give.
 *
 * @param {Form} form
 * @param {string} start a line for each question: its id, names of answers, words in quotation marks
 * @param {{solo?: boolean}} [options]
 * @returns {(Line & {answer: Answer})[]}
 */
export function startLines(form, start, { solo = false } = {}) {
  const speaker = new Speaker(form, solo);
  return Array.from(start.matchAll(/^(\S+) ([^“\n]*)(?:“(.*)”)?/gm)).flatMap(([, id, names, how]) => {
    const q = form.byId.get(id);
    const all = names.split(/[ ,]+/);
    const one = (/** @type {string[]} */ known) => known.find((name) => all.includes(name));
    const answer =
      q &&
      applies(q, solo, new Map()) &&
      readAnswer(q, { want: one(WANTS), give: one(GIVES), when: all, picks: all, how, text: how }, newReport());
    return answer
      ? whole(speaker, q, answer)
          .slice(0, 1)
          .map((line) => ({ ...line, answer }))
      : [];
  });
}

/**
 * All lines of one answer, with what the person can give.
 * @param {Speaker} speaker
 * @param {Question} q
 * @param {Answer} a
 * @returns {Line[]}
 */
function whole(speaker, q, a) {
  const lines = speaker.lines(q, a);
  if (a.give && !speaker.solo) lines.push(speaker.gives(a.give, [q]));
  return lines.map((runs) => ({ question: q.id, runs }));
}

/** Answers as lines. @param {Speaker} speaker @param {{q: Question, a: Answer}[]} list @returns {Line[]} */
const told = (speaker, list) =>
  list.flatMap(({ q, a }) => speaker.lines(q, a).map((runs) => ({ question: q.id, runs })));

/**
 * One line with everything that somebody gives in one way, or cannot give.
 * @param {Speaker} speaker
 * @param {{q: Question, a: Answer}[]} all
 * @param {string} give
 * @returns {Line[]}
 */
function giving(speaker, all, give) {
  const questions = speaker.solo ? [] : all.filter(({ a }) => a.give === give).map(({ q }) => q);
  return questions.length
    ? [{ question: questions[0].id, questions: questions.map((q) => q.id), runs: speaker.gives(give, questions) }]
    : [];
}

/**
 * Answers in the order of the form. A condition on another answer hides what
 * would not be asked, but no refusal.
 *
 * @param {Form} form @param {Person} person @param {boolean} solo @param {import("./model.js").Custom[]} custom
 * @returns {{q: Question, a: Answer}[]}
 */
export function answered(form, person, solo, custom) {
  const alone = (/** @type {Question} */ q) =>
    (q.if ?? []).every((c) => c.id !== "solo" || (String(solo) === c.value) !== !!c.not);
  return [...form.all, ...custom.map(customQuestion)].flatMap((q) => {
    const a = person.answers.get(q.id);
    return a && !isEmpty(a) && alone(q) && (isSafety(q, a) || applies(q, solo, person.answers)) ? [{ q, a }] : [];
  });
}

/** @param {Question} q @param {Answer} a */
const isSafety = (q, a) => a.want === "dont" || SAFETY.includes(q.card ?? "");

/** @param {Speaker} speaker @param {{q: Question, a: Answer}[]} all @returns {Line[]} */
function safetyOf(speaker, all) {
  return SAFETY.flatMap((id) => [
    ...told(
      speaker,
      all.filter(({ q, a }) => (a.want === "dont" ? "limits" : q.card) === id),
    ),
    ...(id === "limits" ? giving(speaker, all, "cant") : []),
  ]);
}

/** @param {Speaker} speaker @param {{q: Question, a: Answer}[]} all @param {string} id @returns {Line[]} */
function linesOf(speaker, all, id) {
  const weight = (/** @type {{q: Question, a: Answer}} */ { q, a }) =>
    q.type === "rate" ? (WEIGHT[a.want ?? ""] ?? 2) : 0;
  return told(
    speaker,
    all.filter(({ q, a }) => partOf(q, a) === id).sort((x, y) => weight(x) - weight(y)),
  );
}

/** @param {Question} q @param {Answer} a */
const partOf = (q, a) => (a.give && !a.want ? "give" : (PART_OF_TIME[a.when?.[0] ?? ""] ?? q.card ?? "first"));
