/**
 * Conversations about what conflicts: one for each theme, with what people said about it and an opening line.
 *
 * @typedef {import("./circle.js").Circle} Circle
 * @typedef {import("./circle.js").Found} Found
 * @typedef {import("./comparison.js").Talk} Talk
 * @typedef {import("./card.js").Line} Line
 * @typedef {import("./say.js").Run} Run
 */
import { bySentence } from "./circle.js";
import { groups } from "./groups.js";
import { begun, ended, fill } from "./say.js";
import { plain } from "./text.js";

/** What is most pressing first. */
const RANK = ["opposite", "clash", "neither", "plan-b", "both-low", "talk", "differ", "times"];
/** Kinds in which a question's own opener fits; in others only for what concerns everyone. */
const OWN_OPENER = ["opposite", "clash", "neither", "differ"];

/** @param {Circle} c @param {Found[]} found @returns {Talk[]} */
export function talks(c, found) {
  const order = (/** @type {Found} */ f) => RANK.indexOf(f.kind) * 1000 + c.form.all.indexOf(f.q);
  const theme = (/** @type {Found} */ f) => f.q.theme ?? f.q.id;
  return groups(
    found.sort((x, y) => order(x) - order(y)),
    theme,
  ).map((issues) => ({
    theme: theme(issues[0]),
    title: title(c, issues),
    why: why(c, issues),
    opener: opener(c, issues[0]),
    plan: plan(c, issues),
    issues: issues.map((f) => ({
      kind: f.kind,
      questions: [f.q, ...(f.other ? [f.other] : [])].map((q) => q.id),
      people: [c.plain(f.a), c.plain(f.b)],
    })),
  }));
}

/** @param {Circle} c @param {Found[]} issues @returns {Run[]} */
function title(c, issues) {
  const [{ q, other, options }] = issues;
  if (options) {
    const [item, or] = options.map((id) => q.options?.find((o) => o.id === id)?.label ?? "");
    return fill(c.speaker.shared("or"), { item, other: c.speaker.inside(or) });
  }
  if (other) return fill(c.speaker.shared("or"), { item: c.speaker.names([q]), other: c.speaker.names([other]) });
  if (q.type !== "rate") return [{ text: q.label }];
  const questions = [...new Set(issues.map((f) => f.q).filter((x) => x.type === "rate"))];
  return begun(c.speaker.names(questions));
}

/** What people said of it, behind their names. @param {Circle} c @param {Found[]} issues @returns {Line[]} */
function why(c, issues) {
  /** @type {Line[]} */
  const lines = [];
  const add = (
    /** @type {string} */ question,
    /** @type {number[]} */ who,
    /** @type {(i: number) => Run[]} */ says,
  ) => {
    for (const { who: same, runs } of bySentence(who, says)) {
      const line = { question, runs: c.said(same, runs) };
      if (!lines.some((l) => plain(l.runs) === plain(line.runs))) lines.push(line);
    }
  };
  for (const f of issues) {
    const { q, a, b, kind, other, options } = f;
    const line = (/** @type {number} */ i, about = q) => c.line(i, about) ?? [];
    add(q.id, a, f.says ?? ((i) => line(i)));
    if (other) add(other.id, b, (i) => line(i, other));
    if (options) add(q.id, b, (i) => line(i));
    else if (!other || kind === "clash") add(q.id, b, (i) => reply(c, f, i));
  }
  return lines;
}

/**
 * What somebody who could give says: that they do not want it, or what they can give.
 * @param {Circle} c
 * @param {Found} f
 * @param {number} i
 * @returns {Run[]}
 */
function reply(c, { q, kind }, i) {
  const a = c.answer(i, q) ?? {};
  const wants = q.mutual && (a.want === "dont" || (a.want === "unsure" && kind === "talk"));
  return wants ? c.speaker.want(q, a) : c.speaker.gives(a.give ?? "", [q]);
}

/** @param {Circle} c @param {Found} f @returns {Run[]} */
function opener(c, { kind, q, other, a, b }) {
  const fits = OWN_OPENER.includes(kind) || q.mutual;
  const own = (fits && c.speaker.of(q, "opener")) || (kind === "clash" && other && c.speaker.of(other, "opener"));
  return fill(own || c.form.prompts[kind] || "", {
    item: c.speaker.names([q]),
    other: other ? c.speaker.names([other]) : "",
    a: c.names(a),
    b: c.names(b),
  });
}

/** People's own plans for when nobody can give. @param {Circle} c @param {Found[]} issues @returns {Line[]} */
function plan(c, issues) {
  const q = c.form.all.find((x) => x.planB);
  const low = issues.filter((f) => f.kind === "plan-b" || f.kind === "both-low");
  if (!q || !low.length) return [];
  const who = c.all.filter((i) => low.some((f) => f.a.includes(i) || f.b.includes(i)));
  const without = who.filter((i) => !c.answer(i, q)?.how);
  const lines = who
    .filter((i) => !without.includes(i))
    .map((i) =>
      fill(c.speaker.shared("plan"), { a: c.names([i]), text: [{ text: c.answer(i, q)?.how ?? "", own: true }] }),
    );
  return [...lines, ...(without.length ? [fill(c.speaker.shared("no-plan"), { a: c.names(without) })] : [])].map(
    (runs) => ({ question: q.id, runs: ended(runs) }),
  );
}
