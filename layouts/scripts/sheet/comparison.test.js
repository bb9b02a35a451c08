/**
 * What two to six sheets come to, and who sees it. The tables say it for every
 * pair of answers; the properties hold for random sheets.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { comparison } from "./comparison.js";
import { namesOf } from "./names.js";
import { customQuestion, newPerson } from "./model.js";
import { form, guideForm, random, randomSheet } from "./random.test.js";
import { Speaker } from "./say.js";

/** @typedef {Record<string, any>} Answers */

const guide = guideForm();
const NAMES = ["Ada", "Bo", "Cy", "Di", "Em", "Fi"];
const WANTS = ["must", "nice", "either", "unsure", "dont", ""];
const GIVES = ["happy", "sometimes", "ask", "cant", ""];

/** @param {Answers[]} people */
const peopleOf = (people) =>
  people.map((answers, i) => ({ ...newPerson(NAMES[i]), answers: new Map(Object.entries(answers)) }));

/** @param {string} want @param {string} give @param {object} [more] */
const answer = (want, give, more) =>
  want || give ? { ...(want && { want }), ...(give && { give }), ...more } : undefined;

/** @param {any} runs */
const words = (runs) => runs.map((/** @type {any} */ r) => r.text).join("");

/** @param {any} line */
const about = (line) => line.questions ?? [line.question];

/**
 * What a comparison says of one question that concerns a person, as tokens.
 *
 * @param {any} c @param {string} id @param {string} who
 */
function tokens(c, id, who) {
  const out = new Set();
  for (const p of c.safety)
    if (p.name === who && p.lines.some((/** @type {any} */ l) => about(l).includes(id))) out.add("refusal");
  for (const t of [...c.talks, ...c.more]) {
    for (const i of t.issues) if (i.questions.includes(id) && i.people[0].includes(who)) out.add(i.kind);
  }
  for (const l of [...c.fits, ...c.unsaid]) if (about(l).includes(id) && l.people[0].includes(who)) out.add(l.kind);
  return [...out].sort().join(" ") || "-";
}

/**
 * What one person's wish (rows, WANTS) comes to against what the others can give
 * (columns, GIVES), where what somebody gets is theirs alone.
 */
const OWN = [
  "fits            talk  talk  plan-b  unsaid", // must
  "fits            maybe maybe -       unsaid", // nice
  "fits            -     -     -       -     ", // either
  "unsure          unsure unsure unsure unsure", // unsure
  "refusal         refusal refusal refusal refusal", // dont
  "offer           -     -     -       -     ", // no answer
].map((row) => row.trim().split(/\s+/));

const KINDS = ["yes", "clash", "glad"];

/**
 * What somebody says to a thing that concerns everyone, from both parts of their answer.
 * @param {string} want
 * @param {string} give
 */
function stance(want, give) {
  if (want === "dont" || give === "cant") return "no";
  if (want === "must") return "need";
  if (want === "nice") return "like";
  if (want === "either" || (!want && give === "happy")) return "fine";
  if (want === "unsure") return "unsure";
  return give ? "maybe" : "silent";
}

/** What a stance (rows) comes to against another (columns), by kind. @type {Record<string, Record<string, string>>} */
const STANCES = {
  //         need like fine unsure maybe silent no
  yes: {
    need: "both both both talk talk unsaid plan-b",
    like: "both both both - maybe unsaid -",
    fine: "both both - - - - -",
  },
  clash: {
    need: "both both both talk talk unsaid opposite",
    like: "both both both - maybe unsaid -",
    fine: "both both - - - - -",
  },
  glad: {
    need: "",
    like: "- both both - - unsaid -",
    fine: "- both - - - - -",
  },
};
const COLUMNS = ["need", "like", "fine", "unsure", "maybe", "silent", "no"];

/** @param {string} kind @param {[string, string]} one @param {[string, string]} other */
function expected(kind, one, other) {
  const [mine, theirs] = [stance(...one), stance(...other)];
  const out = new Set();
  if (mine === "no") out.add("refusal");
  if (one[0] === "unsure" && mine !== "no") out.add("unsure");
  const at = COLUMNS.indexOf(theirs);
  const meets = STANCES[kind][mine]?.split(" ")[at] ?? "-";
  const back = STANCES[kind][theirs]?.split(" ")[COLUMNS.indexOf(mine)] ?? "-";
  if (meets !== "-") out.add(meets);
  if (back === "both") out.add("both");
  // Who gives gladly and did not say what they want themselves is an offer, unless it takes a glad yes.
  if (mine === "silent" && !other[0] && other[1] === "happy" && kind !== "glad") out.add("offer");
  return [...out].sort().join(" ") || "-";
}

const ALL = WANTS.flatMap((want) => GIVES.map((give) => /** @type {[string, string]} */ ([want, give])));

for (const [id, kind] of [
  ["drink", "own"],
  ["held", "yes"],
  ["apart", "clash"],
  ["kisses", "glad"],
]) {
  for (const others of [1, 5]) {
    test(`${id} (${kind}), ${others + 1} people: every pair of answers, private or not`, () => {
      let cases = 0;
      for (const [one, other] of ALL.flatMap((x) => ALL.map((y) => [x, y]))) {
        if (kind === "glad" && (one[0] === "must" || other[0] === "must")) continue; // such an answer can't be given
        for (const [hidden, theirsHidden] of [
          [false, false],
          [true, false],
          [false, true],
        ]) {
          const person = (/** @type {[string, string]} */ [want, give], /** @type {boolean} */ secret) => {
            const a = answer(want, give, secret ? { private: true } : undefined);
            return a ? { [id]: a } : {};
          };
          const c = comparison(
            form,
            peopleOf([person(one, hidden), ...Array.from({ length: others }, () => person(other, theirsHidden))]),
          );
          /** @type {[string, string]} */
          const none = ["", ""];
          const [mine, theirs] = [hidden ? none : one, theirsHidden ? none : other];
          const want = kind === "own" ? ownExpected(mine, theirs) : expected(kind, mine, theirs);
          assert.equal(tokens(c, id, "Ada"), want, `${mine} against ${theirs}`);
          cases++;
        }
      }
      assert.ok(cases >= 1875);
    });
  }
}

/** @param {[string, string]} one @param {[string, string]} other */
function ownExpected(one, other) {
  const low = [one, other].every(([want, give]) => ["must", "nice"].includes(want) && give === "cant");
  const out = new Set([low ? "both-low" : OWN[WANTS.indexOf(one[0])][GIVES.indexOf(other[1])]]);
  if (one[1] === "cant") out.add("refusal");
  out.delete("-");
  return [...out].sort().join(" ") || "-";
}

test("a must-have to be held meets a must-have of time alone at one time: one conversation, either way round", () => {
  const clash = (/** @type {any} */ a, /** @type {any} */ b) =>
    comparison(form, peopleOf([{ held: a }, { apart: b }])).talks.map((t) => t.issues.map((i) => i.kind).join());
  assert.deepEqual(clash({ want: "must", when: ["now"] }, { want: "must", when: ["now"] }), ["clash"]);
  assert.deepEqual(clash({ want: "must" }, { want: "must", when: ["now"] }), ["clash"]);
  assert.deepEqual(clash({ want: "must", when: ["now"] }, { want: "must", when: ["day"] }), []);
  assert.deepEqual(clash({ want: "nice" }, { want: "must" }), []);
});

test("a please-don't to touch is nothing to settle: alone-first don't against being held don't", () => {
  const c = comparison(guide, peopleOf([{ "alone-first": { want: "dont" } }, { "hold-me": { want: "dont" } }]));
  assert.deepEqual(c.talks, []);
  assert.deepEqual(
    c.safety.map((p) => p.lines.map((l) => words(l.runs))),
    [["Please don’t leave me alone at first."], ["Please don’t hold me."]],
  );
  const six = comparison(
    guide,
    peopleOf([{ "alone-first": { want: "dont" } }, { "hold-me": { want: "dont" } }, {}, {}, {}, {}]),
  );
  assert.deepEqual(
    six.safety.map((p) => [p.name, p.lines.length]),
    [
      ["Ada", 1],
      ["Bo", 1],
      ["Cy", 0],
      ["Di", 0],
      ["Em", 0],
      ["Fi", 0],
    ],
  );
});

test("please-don'ts to both halves of shared surroundings are one conversation, and both are still said", () => {
  const c = comparison(form, peopleOf([{ hush: { want: "dont" } }, { chat: { want: "dont" } }]));
  assert.deepEqual(
    c.talks.map((t) => t.issues.map((i) => i.kind)),
    [["neither"]],
  );
  assert.deepEqual(
    c.safety.map((p) => p.lines.length),
    [1, 1],
  );
});

test("options that pull apart are a conversation, unless both chose both", () => {
  const kinds = (/** @type {string[]} */ a, /** @type {string[]} */ b) =>
    comparison(form, peopleOf([{ first: { picks: a } }, { first: { picks: b } }])).talks.map((t) => words(t.title));
  assert.deepEqual(kinds(["near"], ["far"]), ["Near me, or far away?"]);
  assert.deepEqual(kinds(["far"], ["near"]), ["Near me, or far away?"]);
  assert.deepEqual(kinds(["near"], ["near"]), []);
});

test("a choice that concerns everyone fits or differs", () => {
  const two = (/** @type {string} */ a, /** @type {string} */ b) =>
    comparison(form, peopleOf([{ time: { picks: [a] } }, { time: { picks: [b] } }]));
  assert.deepEqual(
    two("short", "long").talks[0].why.map((l) => words(l.runs)),
    ["Ada: Time: short.", "Bo: Time: long."],
  );
  assert.deepEqual(
    two("short", "short").fits.map((l) => words(l.runs)),
    ["Ada and Bo: Time: short."],
  );
});

test("conflicts of one theme are one conversation, at most three lead", () => {
  const c = comparison(
    form,
    peopleOf([
      {
        held: { want: "must" },
        apart: { want: "must" },
        drink: { want: "must" },
        hush: { want: "must" },
        time: { picks: ["long"] },
        "check-in": { slots: [{ slot: "tonight", by: "call" }] },
      },
      {
        held: { want: "must", give: "cant" },
        apart: { want: "dont" },
        drink: { give: "cant" },
        hush: { want: "dont" },
        time: { picks: ["short"] },
        "check-in": { slots: [{ slot: "tonight", by: "message" }] },
      },
    ]),
  );
  assert.equal(c.talks.length + c.more.length, new Set([...c.talks, ...c.more].map((t) => t.theme)).size);
  assert.ok(c.talks.length <= 3);
  assert.ok(c.talks[0].issues.length > 1);
});

test("plan B is asked for where a need meets a no, in the words of whoever wrote one", () => {
  const c = comparison(
    form,
    peopleOf([{ drink: { want: "must", how: "Hot" }, plan: { how: "Call Robin" } }, { drink: { give: "cant" } }]),
  );
  assert.deepEqual(
    c.talks[0].why.map((l) => words(l.runs)),
    ["Ada: I need a drink. Hot.", "Bo: Not from me: a drink."],
  );
  assert.deepEqual(
    c.talks[0].plan.map((l) => words(l.runs)),
    ["Plan B, Ada: Call Robin.", "No plan B here yet: Bo."],
  );
  assert.equal(words(c.talks[0].opener), "Where else could Ada get a drink?");
});

test("nobody can give what everyone wants: what can be made ready", () => {
  const low = { want: "nice", give: "cant", when: ["evening"] };
  assert.deepEqual(
    comparison(form, peopleOf([{ drink: low }, { drink: low }])).talks.map((t) => t.issues.map((i) => i.kind)),
    [["both-low"]],
  );
  assert.deepEqual(comparison(form, peopleOf([{ drink: low }, { drink: { ...low, when: ["day"] } }])).talks, []);
});

test("in a group a glad yes of one covers a need; a clash is not settled by a third", () => {
  const c = comparison(
    form,
    peopleOf([{ drink: { want: "must" } }, { drink: { give: "cant" } }, { drink: { give: "happy" } }]),
  );
  assert.deepEqual([c.talks, c.fits.map((l) => words(l.runs))], [[], ["For Ada: a drink. Gladly, Cy."]]);
  const three = comparison(
    form,
    peopleOf([{ apart: { want: "must" } }, { apart: { want: "dont" } }, { apart: { want: "nice" } }]),
  );
  assert.deepEqual(
    three.talks.map((t) => t.issues.map((i) => i.kind)),
    [["opposite"]],
  );
  assert.deepEqual(three.fits, []);
});

test("times written differently are one time; who starts is told from both ends", () => {
  const of = (/** @type {any} */ a, /** @type {any} */ b) => {
    const c = comparison(
      form,
      peopleOf([
        { "check-in": { slots: [{ slot: "tonight", ...a }] } },
        { "check-in": { slots: [{ slot: "tonight", ...b }] } },
      ]),
    );
    return c.talks.length ? "talk" : c.fits.length ? "fits" : "";
  };
  assert.equal(of({ by: "call", at: "21:00", who: "me" }, { by: "call", at: "9 p.m.", who: "them" }), "fits");
  assert.equal(of({ at: "21h" }, { at: "9:00 PM" }), "fits");
  assert.equal(of({ at: "21:00" }, { at: "22:00" }), "talk");
  assert.equal(of({ by: "call" }, { by: "message" }), "talk");
  assert.equal(of({ who: "me" }, { who: "me" }), "talk");
  assert.equal(of({ who: "either" }, { who: "me" }), "fits");
});

test("times that differ are a conversation only for what concerns both", () => {
  const at = (/** @type {string} */ when) => ({ want: "must", give: "happy", when: [when] });
  assert.deepEqual(comparison(form, peopleOf([{ drink: at("now") }, { drink: at("day") }])).talks, []);
  assert.deepEqual(
    comparison(form, peopleOf([{ held: at("now") }, { held: at("day") }])).talks.map((t) =>
      t.issues.map((i) => i.kind),
    ),
    [["times"]],
  );
});

for (const [name, bank] of [
  ["small form", form],
  ["guide", guide],
]) {
  test(`${name}: no refusal, limit or signal is missing, nothing else is missing either, nothing private is shown, nothing is agreed, order does not matter`, () => {
    const next = random(61);
    for (let i = 0; i < 200; i++) {
      const sheet = randomSheet(next, 2 + (i % 5), bank);
      sheet.people.forEach((p, n) => {
        p.name = NAMES[n];
        for (const a of p.answers.values()) if (next() < 0.15) a.private = true;
        for (const [id, a] of p.answers) if (a.how) a.how = `typed-${n}-${id}`;
      });
      const c = comparison(bank, sheet.people, { custom: sheet.custom });
      holds(bank, sheet, c);
      const turned = [...sheet.people].sort(() => next() - 0.5);
      assert.deepEqual(comparison(bank, turned, { custom: sheet.custom }), c);
    }
  });
}

/**
 * @param {import("./form.js").Form} bank
 * @param {import("./model.js").Sheet} sheet
 * @param {import("./comparison.js").Comparison} c
 */
function holds(bank, sheet, c) {
  const text = JSON.stringify(c);
  assert.ok(!/\bagree/i.test(text));
  sheet.people.forEach((p, n) => {
    const mine = c.safety.find((s) => s.name === p.name);
    const shown = (/** @type {string} */ id) => mine?.lines.some((l) => about(l).includes(id));
    for (const [id, a] of p.answers) {
      const q = bank.byId.get(id);
      const hidden = a.private ?? !!q?.private;
      if (hidden) {
        assert.ok(
          !text.includes(`typed-${n}-${id}"`) && !text.includes(`typed-${n}-${id}.`),
          `${p.name}'s private ${id} is shown`,
        );
        continue;
      }
      if (q?.if?.some((k) => k.id === "solo" && k.value === "true")) continue;
      if (a.want === "dont" || a.give === "cant" || ["stop", "limits", "health", "people"].includes(q?.card ?? ""))
        assert.ok(shown(id), `${p.name}'s ${id} is missing`);
      told(bank, c, p, q ?? customQuestion({ id, label: sheet.custom.find((x) => x.id === id)?.label ?? "" }), a);
      if (a.want === "dont" && a.how)
        assert.ok(JSON.stringify(mine).includes(`typed-${n}-${id}`), `${p.name}'s words on ${id} are missing`);
    }
  });
  for (const l of c.fits.filter((l) => l.kind === "both")) {
    for (const id of about(l)) {
      for (const name of l.people[0]) {
        const a = sheet.people.find((p) => p.name === name)?.answers.get(id);
        assert.ok(
          a && !a.private && a.want !== "dont" && a.want !== "unsure" && a.give !== "cant",
          `${name} did not say yes to ${id}`,
        );
      }
    }
  }
}

/**
 * Every answer has a place: by name, with what was ticked and what was typed.
 * @param {import("./form.js").Form} bank
 * @param {import("./comparison.js").Comparison} c
 * @param {import("./model.js").Person} p
 * @param {import("./form.js").Question} q
 * @param {import("./model.js").Answer} a
 */
function told(bank, c, p, q, a) {
  const named = (/** @type {any} */ l) => l.runs.some((/** @type {any} */ r) => r.own && r.strong && r.text === p.name);
  const others = [...[...c.talks, ...c.more].flatMap((t) => [...t.why, ...t.plan]), ...c.fits, ...c.also, ...c.unsaid];
  const here = (/** @type {any} */ l) => about(l).includes(q.id);
  const mine = [
    ...(c.safety.find((s) => s.name === p.name)?.lines ?? []).filter(here),
    ...others.filter((l) => here(l) && named(l)),
  ];
  assert.ok(mine.length, `${p.name}'s ${q.id} is missing: ${JSON.stringify(a)}`);
  const text = mine
    .map((l) => words(l.runs))
    .join("\n")
    .toLowerCase();
  const speaker = new Speaker(bank, false, true);
  const typed = [a.how, ...(a.slots ?? []).flatMap((s) => [s.at, s.else])].map((x) => x?.trim());
  const ticked = [
    ...speaker.phrases(q, a),
    ...(a.want === "dont" ? [] : (a.when ?? [])).map((w) => speaker.shared("when-" + w)),
  ];
  for (const said of [...typed, ...ticked])
    assert.ok(text.includes((said ?? "").toLowerCase()), `of ${p.name}'s ${q.id} this is missing: ${said}, in ${text}`);
  const given = (/** @type {any} */ l) =>
    /rom me/.test(words(l.runs)) || l.people?.[1].includes(p.name) || l.kind === "both";
  if (a.give) assert.ok(mine.some(given), `what ${p.name} can give of ${q.id} is missing: ${text}`);
}

test("both say that they want quiet, and one more: what fits, and what one of them said", () => {
  const first = (/** @type {string[]} */ picks, /** @type {string} */ how) => ({ picks, ...(how && { how }) });
  const c = comparison(
    guide,
    peopleOf([
      { first: first(["quiet"], "Twenty minutes."), words: first(["none"], "When I go quiet, I'm not angry.") },
      { first: first(["held", "quiet", "chat"], ""), words: first(["thanks", "us"], "") },
    ]),
  );
  assert.deepEqual(
    c.fits.map((l) => words(l.runs)),
    ["Ada: First, let it be quiet. Twenty minutes.", "Bo: First, let it be quiet."],
  );
  assert.deepEqual(
    c.also.map((l) => words(l.runs)),
    ["Bo: First, hold me and laugh and chat with me."],
  );
  assert.deepEqual(
    c.talks.map((t) => [words(t.title), ...t.why.map((l) => words(l.runs))]),
    [
      [
        "No words yet, or thank you?",
        "Ada: Words that help: no words yet. When I go quiet, I'm not angry.",
        "Bo: Words that help: “thank you” and reassurance about us.",
      ],
    ],
  );
});

test("names are told apart, and fit", () => {
  const names = (/** @type {string[]} */ ...list) =>
    namesOf(
      list.map((n) => newPerson(n)),
      "Person {n}",
    );
  assert.deepEqual(names("Sam", "Alex"), ["Sam", "Alex"]);
  assert.deepEqual(names("Sam", "sam ", "Alex"), ["Sam (1)", "sam (2)", "Alex"]);
  assert.deepEqual(names("Zo\u00e9", "Zoe\u0301"), ["Zo\u00e9 (1)", "Zoe\u0301 (2)"]);
  assert.deepEqual(names("", "Alex", ""), ["Person 1", "Alex", "Person 3"]);
  assert.deepEqual(names("Person 2", ""), ["Person 2 (1)", "Person 2 (2)"]);
  assert.deepEqual(names("Sam (1)", "Sam", "Sam"), ["Sam (1)", "Sam (2)", "Sam (3)"]);
  const [long] = names("👩‍👩‍👧".repeat(50));
  assert.ok([...new Intl.Segmenter().segment(long)].length <= 24);
});
