/**
 * Where the sheets of two to six people meet: what one needs against what the
 * others can give, never like with like, and no score. The findings are the
 * same in whatever order the people come.
 *
 * @typedef {import("./form.js").Form} Form
 * @typedef {import("./form.js").Question} Question
 * @typedef {import("./model.js").Sheet} Sheet
 * @typedef {import("./model.js").Answer} Answer
 * @typedef {{a: number, b: number, id: string, kind: string}} Meeting a wants, b could give
 * @typedef {{a: number, id: string, want: string, when: string[], how: string, kind: string, by: number[], meetings: Meeting[]}} Need
 * @typedef {{a: number, b: number, id: string, other: string, dont?: boolean}} Clash a needs id, b needs other; or neither wants theirs
 * @typedef {{id: string, people: number[]}} Gap
 * @typedef {{slot: string, label: string, id: string, people: number[], agree: boolean}} CheckIn
 * @typedef {{id: string, people: number[]}} Side answers to show side by side
 * @typedef {{respect: Need[], needs: Need[], offers: Meeting[], clashes: Clash[], gaps: Gap[], times: Meeting[],
 *   checkIns: CheckIn[], safety: Side[], sides: Side[]}} Match
 */
import { customQuestion } from "./model.js";

export { comparison } from "./comparison.js";
export { namesOf } from "./names.js";

/** How a wish meets an offer. "" where nothing needs saying. */
const KINDS = {
  must: { happy: "agreed", sometimes: "talk", ask: "talk", cant: "plan-b", "": "ask" },
  nice: { happy: "agreed", sometimes: "possible", ask: "possible", cant: "leave-out", "": "ask" },
  either: { happy: "optional", sometimes: "optional", ask: "optional", cant: "leave-out", "": "" },
  unsure: { happy: "optional", sometimes: "optional", ask: "optional", cant: "leave-out", "": "" },
  dont: { happy: "respect", sometimes: "respect", ask: "respect", cant: "respect", "": "respect" },
  "": { happy: "offer", sometimes: "", ask: "", cant: "", "": "" },
};

/** What becomes of a wish that takes a glad yes: nobody is asked twice. @type {Record<string, string>} */
const GLAD = { talk: "possible", "plan-b": "leave-out", offer: "" };

/** The best that anyone gives comes first: it is what the need comes to. A clash is not settled by a third. */
const BEST = ["respect", "opposite", "agreed", "possible", "talk", "optional", "ask", "plan-b", "leave-out"];
/** What wants attention first. */
const URGENT = ["opposite", "plan-b", "talk", "ask", "possible", "leave-out", "optional", "agreed"];

/**
 * @param {Form} form
 * @param {Sheet} sheet the people side by side, without what is private
 * @returns {Match}
 */
export function match(form, sheet) {
  const people = sheet.people.map((p) => p.answers);
  const rated = [...form.all.filter((q) => q.type === "rate"), ...sheet.custom.map(customQuestion)];
  const halves = halvesOf(rated);
  const needs = rated.flatMap((q) => people.flatMap((_, a) => need(q, people, a, halves) ?? []));
  return {
    respect: needs.filter((n) => n.kind === "respect"),
    needs: needs.filter((n) => n.kind !== "respect").sort((x, y) => urgency(x) - urgency(y)),
    offers: rated.flatMap((q) => pairs(people).flatMap(([a, b]) => meeting(q, people, a, b, "offer"))),
    clashes: [
      ...clashing(rated).flatMap(([id, other]) => clashes(id, other, people)),
      ...[...halves].flatMap(([id, other]) => pairs(people).filter(([a, b]) => id < other && neither(id, other, people, a, b)).map(([a, b]) => ({ a, b, id, other, dont: true }))),
      ...rated.flatMap((q) => pairs(people).filter(([a, b]) => opposite(q, people, a, b)).map(([a, b]) => ({ a, b, id: q.id, other: q.id }))),
    ],
    gaps: rated.filter((q) => q.mutual !== "glad").flatMap((q) => gap(q.id, people)),
    times: rated.flatMap((q) => pairs(people).filter(([a, b]) => timesDiffer(q, people, a, b)).map(([a, b]) => ({ a, b, id: q.id, kind: "times" }))),
    checkIns: form.all.filter((q) => q.type === "slots").flatMap((q) => checkIns(q, people)),
    safety: form.all.filter((q) => q.safety).flatMap((q) => side(q, people)),
    sides: form.all.filter((q) => !q.safety && q.type !== "rate" && q.type !== "slots").flatMap((q) => side(q, people)),
  };
}

/** @param {Need} n */
const urgency = (n) => (n.want === "must" ? 0 : URGENT.length) + URGENT.indexOf(n.kind);

/** Ordered pairs of two different people. @param {unknown[]} people @returns {[number, number][]} */
const pairs = (people) => people.flatMap((_, a) => people.flatMap((_, b) => (a === b ? [] : [/** @type {[number, number]} */ ([a, b])])));

/**
 * How a's wish meets what b can give. What concerns both is not given by
 * somebody who does not want it, whatever else they ticked.
 *
 * @param {Question} q @param {Map<string, Answer>[]} people @param {number} a @param {number} b
 */
function kindOf(q, people, a, b) {
  if (opposite(q, people, a, b)) return "opposite";
  // Whose must-have it is is not told to keep to the other's please-don't.
  if (opposite(q, people, b, a)) return "";
  const want = /** @type {keyof typeof KINDS} */ (people[a].get(q.id)?.want ?? "");
  const give = /** @type {keyof (typeof KINDS)["must"]} */ (people[b].get(q.id)?.give ?? "");
  const kind = KINDS[want][q.mutual && people[b].get(q.id)?.want === "dont" ? "cant" : give];
  return q.mutual === "glad" ? GLAD[kind] ?? kind : kind;
}

/** A must-have of a against a please-don't of b, where both have a say. @param {Question} q @param {Map<string, Answer>[]} people @param {number} a @param {number} b */
function opposite(q, people, a, b) {
  const [one, two] = [people[a].get(q.id), people[b].get(q.id)];
  return q.mutual === "clash" && one?.want === "must" && two?.want === "dont" && overlap(one.when, two.when);
}

/** @param {Question} q @param {Map<string, Answer>[]} people @param {number} a @param {number} b @param {string} kind @returns {Meeting[]} */
const meeting = (q, people, a, b, kind) => (kindOf(q, people, a, b) === kind ? [{ a, b, id: q.id, kind }] : []);

/** The other half of each question that is half of a choice: the two name each other. @param {Question[]} rated */
function halvesOf(rated) {
  const named = rated.flatMap((q) => (q.clash ?? []).map((other) => /** @type {[string, string]} */ ([q.id, other])));
  return new Map(named.filter(([x, y]) => named.some(([a, b]) => a === y && b === x)));
}

/** Each says please-don't to one half of a choice, at a time that may be the same. @param {string} id @param {string | undefined} other @param {Map<string, Answer>[]} people @param {number} a @param {number} b */
function neither(id, other, people, a, b) {
  const [one, two] = [people[a].get(id), people[b].get(other ?? "")];
  return one?.want === "dont" && two?.want === "dont" && overlap(one.when, two.when);
}

/** @param {Question} q @param {Map<string, Answer>[]} people @param {number} a @param {Map<string, string>} halves @returns {Need | undefined} */
function need(q, people, a, halves) {
  const answer = people[a].get(q.id);
  if (!answer?.want) return undefined;
  const against = (/** @type {number} */ b) => (neither(q.id, halves.get(q.id), people, a, b) ? "opposite" : kindOf(q, people, a, b));
  const meetings = people.flatMap((_, b) => (b === a ? [] : [{ a, b, id: q.id, kind: against(b) }])).filter((m) => m.kind);
  if (meetings.length === 0) return undefined;
  const kind = BEST.find((k) => meetings.some((m) => m.kind === k)) ?? "";
  return {
    a, id: q.id, want: answer.want, when: answer.when ?? [], how: answer.how ?? "",
    kind, by: meetings.filter((m) => m.kind === kind).map((m) => m.b), meetings,
  };
}

/** Pairs that pull in opposite directions, each once, however often the writer named it. @param {Question[]} rated */
function clashing(rated) {
  const all = rated.flatMap((q) => (q.clash ?? []).map((other) => [q.id, other]));
  return all.filter(([x, y], i) => !all.slice(0, i).some(([a, b]) => a === y && b === x));
}

/** Both are needed, and at a time that may be the same. @param {string} id @param {string} other @param {Map<string, Answer>[]} people */
function clashes(id, other, people) {
  return pairs(people)
    .filter(([a, b]) => {
      const one = people[a].get(id);
      const two = people[b].get(other);
      return one?.want === "must" && two?.want === "must" && overlap(one.when, two.when);
    })
    .map(([a, b]) => ({ a, b, id, other }));
}

/** Without a time, any time is meant. @param {string[]} [x] @param {string[]} [y] */
const overlap = (x, y) => !x?.length || !y?.length || x.some((t) => y.includes(t));

/** At least two want it at one time, and nobody can give it. @param {string} id @param {Map<string, Answer>[]} people @returns {Gap[]} */
function gap(id, people) {
  const wanting = people.flatMap((p, i) => (["must", "nice"].includes(p.get(id)?.want ?? "") ? [i] : []));
  if (!people.every((p) => p.get(id)?.give === "cant")) return [];
  const together = wanting.filter((i) => wanting.some((j) => i !== j && overlap(people[i].get(id)?.when, people[j].get(id)?.when)));
  return together.length > 1 ? [{ id, people: together }] : [];
}

/** The times of somebody who wants it too are for their own, unless it is for both. @param {Question} q @param {Map<string, Answer>[]} people @param {number} a @param {number} b */
function timesDiffer(q, people, a, b) {
  const [one, two] = [people[a].get(q.id), people[b].get(q.id)];
  return ["agreed", "possible", "talk"].includes(kindOf(q, people, a, b)) && (!!q.mutual || !two?.want) && !overlap(one?.when, two?.when);
}

/** @param {Question} q @param {Map<string, Answer>[]} people @returns {CheckIn[]} */
function checkIns(q, people) {
  return (q.options ?? []).flatMap((o) => {
    const named = people.flatMap((p, i) => {
      const slot = p.get(q.id)?.slots?.find((s) => s.slot === o.id);
      return slot ? [{ i, slot }] : [];
    });
    if (named.length === 0) return [];
    const same = (/** @type {"by" | "at"} */ key) => new Set(named.map((n) => n.slot[key]).filter(Boolean)).size < 2;
    const starts = named.map((n) => n.slot.who);
    // Two people who both start, or both wait, have something to settle.
    const clear = !["me", "them"].some((w) => starts.filter((s) => s === w).length > 1);
    const agree = named.length > 1 && same("by") && same("at") && clear;
    return [{ slot: o.id, label: o.label, id: q.id, people: named.map((n) => n.i), agree }];
  });
}

/** @param {Question} q @param {Map<string, Answer>[]} people @returns {Side[]} */
function side(q, people) {
  const answered = people.flatMap((p, i) => (p.has(q.id) ? [i] : []));
  return answered.length ? [{ id: q.id, people: answered }] : [];
}

/**
 * What to talk about, the most pressing first, in the writers' words.
 *
 * @param {Form} form
 * @param {Match} m
 * @param {(...people: number[]) => string} name one name, or several as a list
 * @param {(id: string) => string} item
 */
export function talkList(form, m, name, item) {
  const say = (/** @type {string} */ kind, /** @type {string} */ id, /** @type {string} */ a, /** @type {string} */ b, other = "") => ({
    kind,
    text: fill(form.prompts[kind] ?? "", { item: item(id), a, b, other }),
  });
  const inGap = (/** @type {Need} */ n) => m.gaps.some((g) => g.id === n.id && g.people.includes(n.a));
  const rows = [
    ...m.clashes.map((c) => say(c.dont ? "neither" : c.id === c.other ? "opposite" : "clash", c.id, name(c.a), name(c.b), item(c.other))),
    ...m.gaps.map((g) => say("both-low", g.id, name(g.people[0]), name(g.people[1]))),
    ...["plan-b", "talk", "ask"].flatMap((kind) =>
      m.needs.filter((n) => n.kind === kind && (kind === "plan-b" ? !inGap(n) : kind === "talk" || n.want === "must")).map((n) => say(kind, n.id, name(n.a), name(...n.by))),
    ),
    ...m.times.map((t) => say("times", t.id, name(t.a), name(t.b))),
  ];
  return [...new Map(rows.map((r) => [r.text, r])).values()];
}

/** Fills the holes of a prompt once; what people typed is never looked at again. @param {string} text @param {Record<string, string>} values */
export const fill = (text, values) => text.replace(/\{(item|other|a|b)\}/g, (_, key) => values[key]).replace(/^./u, (c) => c.toUpperCase());

/**
 * Puts the people of several sheets beside each other. Own items with the same
 * label are one.
 *
 * @param {Sheet} sheet
 * @param {Sheet} other
 * @param {number} [limit]
 * @returns {Sheet}
 */
export function join(sheet, other, limit = 6) {
  const custom = [...sheet.custom];
  const renamed = new Map();
  for (const c of other.custom) {
    const same = custom.find((own) => own.label.toLowerCase() === c.label.toLowerCase());
    const free = Array.from({ length: 60 }, (_, i) => "own-" + (i + 1)).find((id) => !custom.some((own) => own.id === id));
    const id = same?.id ?? free;
    if (id && !same) custom.push({ id, label: c.label });
    renamed.set(c.id, id);
  }
  const people = other.people.map((p) => ({
    ...p,
    answers: new Map([...p.answers].flatMap(([id, a]) => (renamed.has(id) ? (renamed.get(id) ? [[renamed.get(id), a]] : []) : [[id, a]]))),
  }));
  return { solo: false, people: [...sheet.people, ...people].slice(0, limit), custom };
}
