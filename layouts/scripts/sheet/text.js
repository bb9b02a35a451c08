/**
 * A sheet in words: the card, the list to check and plain text for a message.
 *
 * @typedef {import("./form.js").Form} Form
 * @typedef {import("./form.js").Question} Question
 * @typedef {import("./model.js").Sheet} Sheet
 * @typedef {import("./model.js").Answer} Answer
 * @typedef {(key: string) => string} Words
 * @typedef {{id: string, label: string, text: string}} Row
 * @typedef {{key: string, title: string, rows: Row[]}} Group
 */
import { TIMES, applies } from "./form.js";
import { customQuestion, isEmpty } from "./model.js";

export const MAX_CARD = 1500;

/** @type {[string, string][]} */
const OLD = [["first", "first"], ["words", "words"], ["signals", "stop"], ["checkin", "next"], ["ladder", "low"], ["ready", "before"], ["contact", "people"]];

/** What a question is called for somebody, or for somebody alone. @param {Question} q @param {boolean} solo */
export const labelOf = (q, solo) => (solo && q.alone) || q.label;

/** All questions with an answer of a person, in the order of the form. @param {Form} form @param {Sheet} sheet @param {number} person */
function answered(form, sheet, person) {
  const { answers } = sheet.people[person];
  return [...form.all, ...sheet.custom.map(customQuestion)].flatMap((q) => {
    const all = answers.get(q.id);
    const a = all && sheet.solo ? { ...all, give: undefined } : all;
    return a && !isEmpty(a) && applies(q, sheet.solo, answers) ? [{ q, a, label: labelOf(q, sheet.solo) }] : [];
  });
}

/** @param {Question} q @param {Answer} a */
const picked = (q, a) => (a.picks ?? []).map((id) => q.options?.find((o) => o.id === id)?.label ?? "");

/** @param {string[]} parts @param {string} by */
const joined = (parts, by) => parts.filter(Boolean).join(by);

/** A check-in without its day. @param {import("./model.js").Slot} s @param {Words} t */
export function slotText(s, t) {
  const who = s.who && s.by !== "none" ? `${t("who")} ${t("who." + s.who)}` : "";
  return joined([s.by ? t("by." + s.by) : "", s.at ?? "", who, s.else ? `${t("else")}: ${s.else}` : ""], ", ");
}

/** What exactly, without the rating. @param {Question} q @param {Answer} a @param {Words} t */
function detail(q, a, t) {
  const order = q.type === "rank";
  const picks = picked(q, a).map((label, i) => (order ? `${i + 1}. ${label}` : label));
  const slots = (a.slots ?? []).map((s) => `${q.options?.find((o) => o.id === s.slot)?.label ?? ""}: ${slotText(s, t)}`);
  const contacts = (a.contacts ?? []).map((c) => joined([c.who, c.how], ": "));
  return joined([joined(picks, ", "), joined(slots, "; "), joined(contacts, "; "), a.how ?? ""], " – ");
}

/** @param {Answer} a @param {Words} t */
const times = (a, t) => (a.when ?? []).map((w) => t("when." + w).toLowerCase()).join(", ");

/** An answer on one line. @param {Question} q @param {Answer} a @param {Words} t */
export const answerText = (q, a, t) =>
  joined([a.want ? t("want." + a.want) : "", detail(q, a, t), times(a, t), a.give ? `${t("can-give")}: ${t("give." + a.give)}` : ""], " · ");

/**
 * The card of one person: what others need to know, the most important first.
 *
 * @param {Form} form
 * @param {Sheet} sheet
 * @param {number} person
 * @param {Words} t
 * @returns {Group[]}
 */
export function card(form, sheet, person, t) {
  const all = answered(form, sheet, person);
  const rated = (/** @type {string} */ want) =>
    all.filter(({ a }) => a.want === want).map(({ q, a, label }) => ({ id: q.id, label, text: joined([detail(q, a, t), times(a, t)], " · ") }));
  const part = (/** @type {string} */ name) =>
    all.filter(({ q }) => q.card === name).map(({ q, a, label }) => ({ id: q.id, label, text: detail(q, a, t) }));
  const groups = [
    { key: "safety", rows: part("health") },
    { key: "must", rows: rated("must") },
    { key: "never", rows: [...rated("dont"), ...part("limits")] },
    ...OLD.map(([key, name]) => ({ key, rows: part(name) })),
  ];
  return groups.filter((g) => g.rows.length).map((g) => ({ ...g, title: t("card." + g.key) }));
}

/**
 * Everything that one person answered, to be checked: safety, must-haves and
 * please-don'ts, the rest of the wishes by time, then what they can give and
 * the other answers by section.
 *
 * @param {Form} form
 * @param {Sheet} sheet
 * @param {number} person
 * @param {Words} t
 * @returns {Group[]}
 */
export function summary(form, sheet, person, t) {
  const all = answered(form, sheet, person).map(({ q, a, label }) => ({ q, a, row: { id: q.id, label, text: answerText(q, a, t) } }));
  const first = all.filter(({ q, a }) => q.safety || a.want === "must" || a.want === "dont");
  const rest = all.filter((x) => !first.includes(x));
  const rows = (/** @type {typeof all} */ list) => list.map((x) => x.row);
  // What somebody gives and has not said to want is no wish.
  const gives = rest.filter(({ a }) => a.give && !a.want);
  const timed = [...TIMES, ""].map((time) => ({
    key: "time",
    title: time ? t("when." + time) : t("when.any"),
    rows: rows(rest.filter((x) => x.q.type === "rate" && !gives.includes(x) && (x.a.when?.[0] ?? "") === time)),
  }));
  const sections = form.sections.map((s) => ({
    key: "section", title: s.title, rows: rows(rest.filter(({ q }) => q.type !== "rate" && s.questions.includes(q))),
  }));
  return [
    { key: "safety", title: t("safety"), rows: rows(first.filter(({ q }) => q.safety)) },
    { key: "must", title: t("card.must"), rows: rows(first.filter(({ a }) => a.want === "must")) },
    { key: "never", title: t("card.never"), rows: rows(first.filter(({ a }) => a.want === "dont")) },
    ...timed,
    { key: "give", title: t("can-give"), rows: gives.map(({ q, a, row }) => ({ ...row, text: joined([t("give." + a.give), answerText(q, { ...a, give: undefined }, t)], " · ") })) },
    ...sections,
  ].filter((g) => g.rows.length);
}

/** Groups as text for a message. @param {Group[]} groups @param {string} title @param {string} end */
export function asText(groups, title, end) {
  const parts = groups.map((g) => [g.title, ...g.rows.map((r) => "- " + joined([r.label, r.text.replace(/\n+/g, " / ")], r.label.endsWith("?") ? " " : ": "))].join("\n"));
  return [title, ...parts, end].filter(Boolean).join("\n\n") + "\n";
}

/**
 * The card as text of at most 1,500 characters; what does not fit is left out
 * from the end and said so.
 *
 * @param {Group[]} groups
 * @param {string} title
 * @param {string} end
 * @param {string} more
 */
export function cardText(groups, title, end, more) {
  const whole = asText(groups, title, end);
  if (whole.length <= MAX_CARD) return whole;
  const kept = groups.map((g) => ({ ...g, rows: [...g.rows] }));
  const fits = () => asText(kept.filter((g) => g.rows.length), title, more + "\n\n" + end);
  while (fits().length > MAX_CARD && kept.some((g) => g.rows.length)) kept.findLast((g) => g.rows.length)?.rows.pop();
  return fits();
}

/** @typedef {import("./say.js").Run} Run */

/** Runs as plain text on one line. @param {Run[]} runs */
export const plain = (runs) => runs.map((r) => r.text).join("").replace(/\s*\n+\s*/g, " / ");

/** @param {{runs: Run[]}[]} lines */
const bullets = (lines) => lines.map((l) => "- " + plain(l.runs));

/** @param {string[][]} blocks */
const paragraphs = (blocks) => blocks.filter((b) => b.length).map((b) => b.filter(Boolean).join("\n")).join("\n\n") + "\n";

/**
 * A card as text. Where it has to fit, what comes last goes first, and how many
 * lines are missing is said; what is about safety is never cut.
 *
 * @param {import("./card.js").Card} card
 * @param {{end: string, rest: string, max?: number}} options rest: the sentence about what is missing, with {n}
 */
export function textOfCard(card, { end, rest, max = Infinity }) {
  const parts = card.parts.map((p) => ({ ...p, lines: [...p.lines] }));
  const head = [card.title, [card.name, card.date].filter(Boolean).join(", ")];
  let cut = 0;
  const whole = () => paragraphs([
    head, bullets(card.safety), ...parts.filter((p) => p.lines.length).map((p) => [p.title, ...bullets(p.lines)]),
    cut ? [rest.replace("{n}", String(cut))] : [], [end],
  ]);
  let text = whole();
  while (text.length > max && parts.some((p) => p.lines.length)) {
    parts.findLast((p) => p.lines.length)?.lines.pop();
    cut++;
    text = whole();
  }
  return text;
}

/**
 * A comparison as text: what keeps everyone safe first, and all of it.
 *
 * @param {import("./comparison.js").Comparison} c
 * @param {Words} t
 * @param {string} date
 */
export function textOfComparison(c, t, date) {
  const talk = (/** @type {import("./comparison.js").Talk} */ talk, /** @type {number} */ i) => [`${i + 1}. ${plain(talk.title)}`, ...bullets([...talk.why, ...talk.plan]), plain(talk.opener)];
  const all = [...c.talks, ...c.more];
  return paragraphs([
    [c.names.join(", "), date, t("not-agreed")],
    [t("safety")], ...c.safety.map((s) => [s.name, ...(s.lines.length ? bullets(s.lines) : ["- " + t("nothing-shared")])]),
    all.length ? [t("talk")] : [], ...all.map(talk),
    c.fits.length ? [t("could-fit"), ...bullets(c.fits)] : [],
    c.unsaid.length ? [t("unsaid"), ...bullets(c.unsaid)] : [],
    c.names.map((name) => `${name}: ____________________`),
  ]);
}
