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

const WANTS = ["must", "nice", "either", "unsure", "dont", ""];
const GIVES = ["happy", "sometimes", "ask", "cant", ""];

/**
 * What a's wish (rows, see WANTS) and what b could give (columns, see GIVES) come
 * to. The second table of an item holds where b ticked please-don't for it.
 *
 * @type {[item: string, is: string, wants: string[], table: string[]][]}
 */
const tables = [
  ["drink", "for one alone", ["", "must", "nice", "either", "unsure", "dont"], [
    "agreed talk talk plan-b ask",
    "agreed possible possible leave-out ask",
    "optional optional optional leave-out -",
    "optional optional optional leave-out -",
    "respect respect respect respect respect",
    "offer - - - -",
  ]],
  ["held", "for both", ["", "must", "nice", "either", "unsure"], [
    "agreed talk talk plan-b ask",
    "agreed possible possible leave-out ask",
    "optional optional optional leave-out -",
    "optional optional optional leave-out -",
    "respect respect respect respect respect",
    "offer - - - -",
  ]],
  ["held", "for both, and the other does not want it", ["dont"], [
    "plan-b plan-b plan-b plan-b plan-b",
    "leave-out leave-out leave-out leave-out leave-out",
    "leave-out leave-out leave-out leave-out leave-out",
    "leave-out leave-out leave-out leave-out leave-out",
    "respect respect respect respect respect",
    "- - - - -",
  ]],
  ["kisses", "for a glad yes", ["", "must", "nice", "either", "unsure"], [
    "agreed possible possible leave-out ask",
    "agreed possible possible leave-out ask",
    "optional optional optional leave-out -",
    "optional optional optional leave-out -",
    "respect respect respect respect respect",
    "- - - - -",
  ]],
  ["kisses", "for a glad yes, and the other does not want it", ["dont"], [
    "leave-out leave-out leave-out leave-out leave-out",
    "leave-out leave-out leave-out leave-out leave-out",
    "leave-out leave-out leave-out leave-out leave-out",
    "leave-out leave-out leave-out leave-out leave-out",
    "respect respect respect respect respect",
    "- - - - -",
  ]],
  ["apart", "to be settled", ["", "nice", "either", "unsure"], [
    "agreed talk talk plan-b ask",
    "agreed possible possible leave-out ask",
    "optional optional optional leave-out -",
    "optional optional optional leave-out -",
    "respect respect respect respect respect",
    "offer - - - -",
  ]],
  ["apart", "to be settled, and the other needs it", ["must"], [
    "agreed talk talk plan-b ask",
    "agreed possible possible leave-out ask",
    "optional optional optional leave-out -",
    "optional optional optional leave-out -",
    "- - - - -",
    "offer - - - -",
  ]],
  ["apart", "to be settled, and the other does not want it", ["dont"], [
    "opposite opposite opposite opposite opposite",
    "leave-out leave-out leave-out leave-out leave-out",
    "leave-out leave-out leave-out leave-out leave-out",
    "leave-out leave-out leave-out leave-out leave-out",
    "respect respect respect respect respect",
    "- - - - -",
  ]],
];

for (const [id, is, theirs, table] of tables) {
  for (const their of theirs) {
    for (const [row, want] of WANTS.entries()) {
      for (const [column, give] of GIVES.entries()) {
        const kind = table[row].split(" ")[column];
        test(`${id}, ${is}: ${want || "no wish"} meets ${give || "no answer"}${their && ` of ${their}`}: ${kind}`, () => {
          const a = { ...(want && { want }) };
          const b = { ...(give && { give }), ...(their && { want: their }) };
          // Either way round.
          for (const [at, people] of [[0, [{ [id]: a }, { [id]: b }]], [1, [{ [id]: b }, { [id]: a }]]]) {
            const m = match(form, sheetOf(...people));
            const found = [...m.respect, ...m.needs, ...m.offers].filter((n) => n.id === id && n.a === at).map((n) => n.kind);
            assert.deepEqual(found, kind === "-" ? [] : [kind]);
            assert.equal(m.clashes.length, kind === "opposite" || (want === "dont" && their === "must" && id === "apart") ? 1 : 0);
          }
        });
      }
    }
  }
}

test("a must-have against a please-don't at another time is no clash", () => {
  const m = match(form, sheetOf({ apart: { want: "must", when: ["evening"] } }, { apart: { want: "dont", when: ["now"] } }));
  assert.deepEqual([m.clashes, m.respect.map((n) => [n.a, n.by])], [[], [[1, [0]]]]);
});

test("in a group, only those who do not need it are asked to keep to a please-don't", () => {
  const m = match(form, sheetOf({ apart: { want: "must" } }, { apart: { want: "dont" } }, { apart: { want: "nice", give: "happy" } }));
  assert.deepEqual(m.respect.map((n) => [n.a, n.by]), [[1, [2]]]);
  assert.deepEqual(m.clashes.map((c) => [c.a, c.b]), [[0, 1]]);
  assert.equal(m.needs.find((n) => n.a === 0)?.kind, "opposite");
});

test("nobody prepares for what takes a glad yes", () => {
  const low = { want: "nice", give: "cant" };
  assert.deepEqual(match(form, sheetOf({ kisses: low }, { kisses: low })).gaps, []);
});

test("times for one's own do not differ from somebody else's", () => {
  const at = (/** @type {string} */ when) => ({ want: "must", give: "happy", when: [when] });
  assert.deepEqual(match(form, sheetOf({ drink: at("now") }, { drink: at("day") })).times, []);
  assert.equal(match(form, sheetOf({ held: at("now") }, { held: at("day") })).times.length, 2);
});

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

test("please-don'ts to the two halves of one choice are one thing to talk about", () => {
  const halves = (/** @type {string[] | undefined} */ clash) => readForm({ ...form, prompts: { ...form.prompts, neither: "{a}: {item}; {b}: {other}" }, sections: form.sections.map((s) => ({ ...s, questions: s.questions.map((q) => (q.id === "apart" ? { ...q, clash } : q)) })) });
  const dont = (/** @type {string[]} */ ...when) => ({ want: "dont", when });
  const both = halves(["held"]);
  const m = match(both, sheetOf({ held: dont() }, { apart: dont("now") }));
  assert.deepEqual([m.respect, m.clashes.length, m.needs.map((n) => n.kind)], [[], 1, ["opposite", "opposite"]]);
  assert.deepEqual(talkList(both, m, (...i) => "P" + i, (id) => id).map((r) => r.text), ["P1: apart; P0: held"]);
  const far = match(both, sheetOf({ held: dont("day") }, { apart: dont("now") }));
  assert.deepEqual([far.respect.length, far.clashes.length], [2, 0]);
  // Whoever said nothing of it still keeps to both.
  const three = match(both, sheetOf({ held: dont() }, { apart: dont() }, {}));
  assert.deepEqual([three.respect.map((n) => [n.id, n.by]), three.clashes.length], [[["held", [2]], ["apart", [2]]], 1]);
  // Named from one end, they pull apart and are no halves.
  assert.equal(match(halves(undefined), sheetOf({ held: dont() }, { apart: dont() })).respect.length, 2);
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
