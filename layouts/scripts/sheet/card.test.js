import assert from "node:assert/strict";
import { test } from "node:test";
import { card, privateLines, safety, startLines } from "./card.js";
import { applies } from "./form.js";
import { customQuestion, newPerson, shared } from "./model.js";
import { plain, textOfCard } from "./text.js";
import { form, guideForm, random, randomSheet } from "./random.test.js";

const guide = guideForm();
const today = new Date(2026, 11, 1);

/** @param {Record<string, any>} answers */
const sam = (answers) => ({ ...newPerson("Sam"), answers: new Map(Object.entries(answers)) });

/** @param {import("./card.js").Line[]} lines */
const texts = (lines) => lines.map((l) => plain(l.runs));

/** @param {import("./card.js").Card} c @param {string} id */
const part = (c, id) => texts(c.parts.find((p) => p.id === id)?.lines ?? []);

test("a card reads as one person speaking, what keeps them safe first", () => {
  const c = card(
    guide,
    sam({
      stop: { picks: ["say", "tap"], how: "Then ask me one yes-or-no question." },
      "off-limits": { picks: ["getting-up", "phones"] },
      health: { how: "No nuts, no latex" },
      "go-quiet": { picks: ["wait", "ask"] },
      massage: { want: "dont", how: "Ticklish" },
      warm: { give: "cant" },
      first: { picks: ["held", "water"], how: "From behind, ten minutes, no patting." },
      drink: { want: "must", picks: ["water", "warm"], when: ["now"] },
      quiet: { want: "nice" },
      cool: { want: "either", picks: ["fan"] },
      kisses: { want: "unsure" },
      snack: { picks: ["meal"] },
      comfort: { how: "The bear" },
      "check-in": { slots: [{ slot: "tomorrow", by: "message", at: "9 in the evening", who: "me", else: "ring me" }] },
      home: { picks: ["alone", "message"] },
    }),
    { today },
  );
  assert.deepEqual([c.title, c.name, c.date], ["Afterwards, this helps me", "Sam", "1 December 2026"]);
  assert.deepEqual(texts(c.safety), [
    "If I say stop or tap twice, everything stops. Then ask me one yes-or-no question.",
    "If I go quiet, wait nearby and ask one yes-or-no question.",
    "Please, never: getting up without a word and phones.",
    "Please don’t massage me. Ticklish.",
    "Not from me: warmth.",
    "Good to know: No nuts, no latex.",
  ]);
  assert.deepEqual(part(c, "first"), [
    "First, hold me and bring me something to drink. From behind, ten minutes, no patting.",
    "I need something to drink: water or a warm drink.",
    "I would like quiet for a while.",
    "Something to eat: a meal.",
    "A soft toy, a pillow or a pet: The bear.",
    "Fine either way: cooler air (a fan).",
    "Not sure yet: kisses.",
  ]);
  assert.deepEqual(part(c, "night"), ["Getting home: I go by myself and I message when I am in."]);
  assert.deepEqual(part(c, "next"), [
    "Tomorrow: a message at 9 in the evening. I start. If there is no answer: ring me.",
  ]);
});

test("please-don't keeps its meaning where the question is a no or a rule itself", () => {
  const c = card(
    guide,
    sam({
      "ask-touch": { want: "dont" },
      phones: { want: "dont" },
      quiet: { want: "dont" },
      cry: { want: "dont" },
      light: { want: "dont" },
      "alone-first": { want: "dont" },
    }),
    { today },
  );
  assert.deepEqual(texts(c.safety), [
    "Please leave the light as it is.",
    "Please, no long silence.",
    "Please don’t leave me alone at first.",
    "You need not ask before each touch. I will say so if one is wrong.",
    "I need to keep my phone at hand.",
    "If I cry, please don’t leave me to it. Take my mind off it.",
  ]);
});

test("somebody alone is spoken of as one person", () => {
  const c = card(
    guide,
    sam({
      "hold-me": { want: "must", how: "The long cushion" },
      massage: { want: "dont" },
      reassure: { want: "nice" },
      stop: { picks: ["say"] },
      wash: { give: "happy" },
      "both-low": { how: "Radio on" },
      "off-limits": { picks: ["phones"] },
      first: { picks: ["water", "quiet"] },
    }),
    { solo: true, today },
  );
  assert.deepEqual(texts(c.safety), ["I keep away: phones.", "Not for me: a massage."]);
  assert.deepEqual(part(c, "first"), [
    "First: something to drink and quiet.",
    "I need something to hold or lean on. The long cushion.",
    "I would like a kind note to myself.",
  ]);
  assert.deepEqual(part(c, "low"), ["If nobody is free: Radio on."]);
});

test("the card for when it went badly has its own lines and everything that keeps safe", () => {
  const person = sam({
    changed: { how: "No touch until I ask" },
    drink: { want: "must" },
    ladder: { picks: ["food", "friend"] },
    stop: { picks: ["say"] },
    massage: { want: "dont" },
  });
  const c = card(guide, person, { version: "badly", today });
  assert.equal(c.title, "If it went badly or we stopped early");
  assert.deepEqual(texts(c.safety), texts(card(guide, person, { today }).safety));
  assert.deepEqual(
    c.parts.map((p) => [p.id, texts(p.lines)]),
    [
      ["badly", ["Then: No touch until I ask."]],
      ["low", ["If I feel low: something to eat, then I ring a friend."]],
    ],
  );
});

for (const [name, bank] of [
  ["small form", form],
  ["guide", guide],
]) {
  test(`${name}: every answer is on the card, what is refused or safe first, and sentences are whole`, () => {
    const next = random(21);
    for (let i = 0; i < 300; i++) {
      const sheet = { ...randomSheet(next, 1, bank), solo: next() < 0.3 };
      const [person] = sheet.people;
      const c = card(bank, person, { solo: sheet.solo, custom: sheet.custom, today });
      const ids = (/** @type {import("./card.js").Line[]} */ lines) =>
        new Set(lines.flatMap((l) => l.questions ?? [l.question]));
      const [safe, all] = [ids(c.safety), ids([...c.safety, ...c.parts.flatMap((p) => p.lines)])];
      for (const [id, a] of person.answers) {
        const q = /** @type {import("./form.js").Question} */ (
          bank.byId.get(id) ?? sheet.custom.filter((x) => x.id === id).map(customQuestion)[0]
        );
        if (
          !applies(q, sheet.solo, person.answers) ||
          (sheet.solo && a.give && !a.want && !a.picks && !a.how && !a.when)
        )
          continue;
        assert.ok(all.has(id), `${id} ${JSON.stringify(a)} is missing`);
        if (a.want === "dont" || q.safety || (a.give === "cant" && !sheet.solo))
          assert.ok(safe.has(id), `${id} is not first`);
      }
      for (const l of [...c.safety, ...c.parts.flatMap((p) => p.lines)]) {
        assert.ok(!/\{\w+\}|undefined/.test(plain(l.runs.filter((r) => !r.own))), plain(l.runs));
        assert.match(plain(l.runs), /[.!?…][”’)]*$/);
      }
    }
  });
}

test("what stays private is listed whole, and nothing of it is in what is shared", () => {
  const person = sam({
    health: { how: "Inhaler" },
    drink: { want: "must", private: true },
    contacts: { contacts: [{ who: "Jo", how: "in my phone" }] },
    first: { picks: ["held"] },
  });
  assert.deepEqual(
    privateLines(guide, person).map((l) => [l.question, plain(l.runs)]),
    [
      ["health", "Good to know: Inhaler."],
      ["drink", "I need something to drink."],
      ["contacts", "Could help: Jo (in my phone)."],
    ],
  );
  const [open] = shared(guide, { solo: false, people: [person], custom: [] }).people;
  assert.deepEqual([privateLines(guide, open), safety(guide, open)], [[], []]);
});

test("every line of every starting point is a sentence with the answer that it gives", () => {
  assert.deepEqual(
    guide.starts.map((s) => s.title),
    ["Quiet and alone", "Held and talky", "Far apart", "First time together", "I led"],
  );
  for (const { answers } of guide.starts) {
    const lines = startLines(guide, answers);
    assert.equal(lines.length, answers.split("\n").length);
    for (const l of lines) assert.match(plain(l.runs), /[.!?…][”’)]*$/);
  }
  assert.deepEqual(startLines(guide, guide.starts[0].answers)[1], {
    question: "alone-first",
    runs: [{ text: "I need " }, { text: "time alone first", strong: true }, { text: "." }],
    answer: { want: "must", when: ["now"] },
  });
});

test("the text of a card has safety first, and every line", () => {
  const next = random(22);
  for (let i = 0; i < 200; i++) {
    const c = card(guide, randomSheet(next, 1, guide).people[0], { today });
    const text = textOfCard(c, "A plan.");
    let at = 0;
    for (const l of [...c.safety, ...c.parts.flatMap((p) => p.lines)]) {
      const found = text.indexOf("- " + plain(l.runs), at);
      assert.ok(found >= at, plain(l.runs));
      at = found;
    }
    assert.ok(text.endsWith("A plan.\n"));
  }
});
