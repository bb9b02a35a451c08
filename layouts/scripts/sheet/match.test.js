import assert from "node:assert/strict";
import { test } from "node:test";
import { join, match, talkList } from "./match.js";
import { readForm } from "./form.js";
import { newPerson } from "./model.js";
import { form, random, randomSheet } from "./random.test.js";

/** @param {Record<string, any>[]} people */
const sheetOf = (...people) => ({
  solo: false, custom: [], people: people.map((answers, i) => ({ ...newPerson("P" + i), answers: new Map(Object.entries(answers)) })),
});

const table = [
  ["must", "happy", "agreed"], ["must", "sometimes", "talk"], ["must", "ask", "talk"], ["must", "cant", "plan-b"], ["must", undefined, "ask"],
  ["nice", "happy", "agreed"], ["nice", "sometimes", "possible"], ["nice", "ask", "possible"], ["nice", "cant", "leave-out"], ["nice", undefined, "ask"],
  ["either", "happy", "optional"], ["either", "sometimes", "optional"], ["either", "cant", "leave-out"], ["either", undefined, undefined],
  ["unsure", "happy", "optional"], ["unsure", "ask", "optional"], ["unsure", "cant", "leave-out"], ["unsure", undefined, undefined],
  ["dont", "happy", "respect"], ["dont", "cant", "respect"], ["dont", undefined, "respect"],
];

for (const [want, give, kind] of table) {
  test(`${want} meets ${give ?? "no answer"}: ${kind ?? "nothing to say"}`, () => {
    const m = match(form, sheetOf({ kisses: { want } }, { kisses: give ? { give } : {} }));
    assert.deepEqual([...m.respect, ...m.needs].map((n) => n.kind), kind ? [kind] : []);
  });
}

test("who can give and was not asked offers", () => {
  const m = match(form, sheetOf({}, { held: { give: "happy" } }));
  assert.deepEqual(m.offers, [{ a: 0, b: 1, id: "held", kind: "offer" }]);
});

test("in a group the best offer covers a need, and uncovered needs come first", () => {
  const m = match(form, sheetOf({ held: { want: "must" }, drink: { want: "must" } }, { held: { give: "cant" }, drink: { give: "cant" } }, { held: { give: "happy" } }));
  assert.deepEqual(m.needs.map((n) => [n.id, n.kind, n.by]), [["drink", "ask", [2]], ["held", "agreed", [2]]]);
});

test("a clash needs two must-haves at one time", () => {
  const clash = (/** @type {any} */ a, /** @type {any} */ b) => match(form, sheetOf({ held: a }, { apart: b })).clashes.length;
  assert.equal(clash({ want: "must", when: ["now"] }, { want: "must", when: ["now"] }), 1);
  assert.equal(clash({ want: "must" }, { want: "must", when: ["now"] }), 1);
  assert.equal(clash({ want: "must", when: ["now"] }, { want: "must", when: ["day"] }), 0);
  assert.equal(clash({ want: "nice" }, { want: "must" }), 0);
});

test("a clash that the writer named from both ends is one", () => {
  const both = readForm({ ...form, sections: form.sections.map((s) => ({ ...s, questions: s.questions.map((q) => (q.id === "apart" ? { ...q, clash: ["held"] } : q)) })) });
  assert.equal(match(both, sheetOf({ held: { want: "must" } }, { apart: { want: "must" } })).clashes.length, 1);
});

test("both low is a gap", () => {
  const low = { want: "nice", give: "cant", when: ["evening"] };
  assert.deepEqual(match(form, sheetOf({ drink: low }, { drink: low })).gaps, [{ id: "drink", people: [0, 1] }]);
  assert.deepEqual(match(form, sheetOf({ drink: low }, { drink: { ...low, when: ["day"] } })).gaps, []);
});

test("safety is shown, never matched", () => {
  const m = match(form, sheetOf({ allergies: { how: "nuts" } }, { quiet: { picks: ["wait"] } }));
  assert.deepEqual(m.safety.map((s) => [s.id, s.people]).sort(), [["allergies", [0]], ["quiet", [1]]]);
});

test("check-ins agree when the means, the time and who starts fit", () => {
  const agree = (/** @type {any} */ a, /** @type {any} */ b) =>
    match(form, sheetOf({ "check-in": { slots: [{ slot: "tonight", ...a }] } }, { "check-in": { slots: [{ slot: "tonight", ...b }] } })).checkIns[0].agree;
  assert.equal(agree({ by: "call", who: "me" }, { by: "call", who: "them" }), true);
  assert.equal(agree({ by: "call" }, { by: "message" }), false);
  assert.equal(agree({ at: "21:00" }, { at: "22:00" }), false);
  assert.equal(agree({ who: "me" }, { who: "me" }), false);
});

test("times that differ are named", () => {
  const m = match(form, sheetOf({ held: { want: "must", when: ["now"] } }, { held: { give: "happy", when: ["day"] } }));
  assert.deepEqual(m.times, [{ a: 0, b: 1, id: "held", kind: "times" }]);
});

test("the findings are the same in any order of people", () => {
  const next = random(6);
  for (let i = 0; i < 300; i++) {
    const sheet = randomSheet(next, 2 + (i % 4));
    sheet.people.forEach((p, n) => (p.name = "P" + n));
    const order = sheet.people.map((_, n) => n).sort(() => next() - 0.5);
    const turned = { ...sheet, people: order.map((n) => sheet.people[n]) };
    assert.deepEqual(canonical(match(form, turned), (n) => order[n]), canonical(match(form, sheet), (n) => n));
  }
});

/** Findings with people named, in an order of their own. @param {any} m @param {(n: number) => number} who */
function canonical(m, who) {
  const named = (/** @type {any} */ v) => {
    const copy = structuredClone(v);
    for (const x of [copy, ...(copy.meetings ?? [])]) {
      if (x.a !== undefined) x.a = who(x.a);
      if (x.b !== undefined) x.b = who(x.b);
    }
    for (const key of ["by", "people"]) if (copy[key]) copy[key] = copy[key].map(who).sort();
    copy.meetings?.sort((/** @type {any} */ x, /** @type {any} */ y) => x.b - y.b);
    return JSON.stringify(copy);
  };
  return Object.fromEntries(Object.entries(m).map(([key, list]) => [key, /** @type {any[]} */ (list).map(named).sort()]));
}

test("the talk list is in the writers' words and takes what people typed as it is", () => {
  const sheet = sheetOf({ held: { want: "must" } }, { held: { give: "cant" } });
  const list = talkList(form, match(form, sheet), (n) => ["{b}", "Jo"][n], () => "being held");
  assert.deepEqual(list, [{ kind: "plan-b", text: "Where else could {b} get being held?" }]);
});

test("joining sheets never overwrites and makes one of equal own items", () => {
  const own = (/** @type {string} */ name, /** @type {string[]} */ labels) => ({
    solo: false,
    custom: labels.map((label, i) => ({ id: "own-" + (i + 1), label })),
    people: [{ ...newPerson(name), answers: new Map(labels.map((label, i) => ["own-" + (i + 1), { want: "must", how: label }])) }],
  });
  const both = join(own("A", ["Cat", "Dog"]), own("B", ["dog", "Fish"]));
  assert.deepEqual(both.custom.map((c) => c.label), ["Cat", "Dog", "Fish"]);
  assert.deepEqual([...both.people[1].answers].map(([id, a]) => [id, a.how]), [["own-2", "dog"], ["own-3", "Fish"]]);
  assert.equal(both.people[0].answers.size, 2);
});
