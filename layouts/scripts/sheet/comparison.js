/**
 * Compares the sheets of two to six people on one short page: what keeps everyone safe; what to talk about;
 * what could fit; what only one said; what nobody said. Every answer that is not private has its place. What one wants
 * stands against what the others can give, never like against like; there is no
 * score, and nothing is called agreed.
 *
 * The page is the same in whatever order the people come, and nothing private is
 * in it. comparison.test.js has the tables.
 *
 * @typedef {import("./form.js").Form} Form
 * @typedef {import("./form.js").Question} Question
 * @typedef {import("./model.js").Answer} Answer
 * @typedef {import("./model.js").Person} Person
 * @typedef {import("./say.js").Run} Run
 * @typedef {import("./card.js").Line} Line
 * @typedef {{kind: string, questions: string[], people: [string[], string[]]}} Issue people: whom it concerns first,
 *   and who could give
 * @typedef {Line & Issue} Finding
 * @typedef {{theme: string, title: Run[], why: Line[], opener: Run[], plan: Line[], issues: Issue[]}} Talk
 * @typedef {{name: string, lines: Line[]}} Safety
 * @typedef {{names: string[], safety: Safety[], talks: Talk[], more: Talk[], fits: Finding[], also: Finding[],
 *   unsaid: Finding[]}} Comparison
 */
import { safety } from "./card.js";
import { Circle } from "./circle.js";
import { checkIns, choices } from "./differ.js";
import { customQuestion } from "./model.js";
import { shared, together } from "./meet.js";
import { rest } from "./rest.js";
import { talks } from "./talks.js";

/** How many conversations come first; the rest can wait. */
const LEAD = 3;

/**
 * @param {Form} form
 * @param {Person[]} people
 * @param {{custom?: import("./model.js").Custom[], unnamed?: string}} [options] unnamed: what somebody without a name
 *   is called, with {n}
 * @returns {Comparison}
 */
export function comparison(form, people, { custom = [], unnamed = "{n}" } = {}) {
  const circle = new Circle(form, people, custom, unnamed);
  const rated = [...form.all.filter((q) => q.type === "rate"), ...custom.map(customQuestion)];
  const found = [
    ...rated.flatMap((q) => (q.mutual ? together(circle, q) : shared(circle, q))),
    ...circle.clashes(rated),
    ...choices(circle),
    ...checkIns(circle),
  ];
  const safe = circle.people.map((p) => ({ name: p.name, lines: safety(form, p, { custom }) }));
  safe.forEach(({ lines }, i) => lines.forEach((l) => circle.tell([i], l.runs)));
  const all = talks(
    circle,
    found.filter((f) => f.at === "talk"),
  );
  const at = (/** @type {string} */ place) => circle.group(found.filter((f) => f.at === place));
  const [fits, also, unsaid] = [at("fits"), at("also"), at("unsaid")];
  const left = rest(circle, custom);
  return {
    names: circle.people.map((p) => p.name),
    safety: safe,
    talks: all.slice(0, LEAD),
    more: all.slice(LEAD),
    fits: [...fits, ...circle.group(left.filter((f) => f.at === "fits"))],
    also: [...also, ...circle.group(left.filter((f) => f.at === "also"))],
    unsaid,
  };
}
