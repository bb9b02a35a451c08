import assert from "node:assert/strict";
import { test } from "node:test";
import { comparison } from "./comparison.js";
import { plain, textOfComparison } from "./text.js";
import { newPerson } from "./model.js";
import { form, guideForm, random, randomSheet } from "./random.test.js";

const t = (/** @type {string} */ key) => `<${key}>`;

test("lines stay lines in a text", () => {
  assert.equal(plain([{ text: "Say: " }, { text: "one\n\n two", own: true }]), "Say: one / two");
});

test("the text of a comparison has everyone's safety first, and everything that is on the page", () => {
  const guide = guideForm();
  const next = random(41);
  for (let i = 0; i < 60; i++) {
    const sheet = randomSheet(next, 2 + (i % 5), guide);
    sheet.people.forEach((p, n) => (p.name = "P" + n));
    const c = comparison(guide, sheet.people, { custom: sheet.custom });
    const text = textOfComparison(c, t, "1 December 2026");
    let at = 0;
    const inOrder = (/** @type {string} */ line) => {
      const found = text.indexOf(line, at);
      assert.ok(found >= 0, line);
      at = found;
    };
    for (const s of c.safety) [`\n${s.name}\n`, ...s.lines.map((l) => "- " + plain(l.runs))].forEach(inOrder);
    for (const talk of [...c.talks, ...c.more])
      [...talk.why, ...talk.plan].forEach((l) => inOrder("- " + plain(l.runs)));
    for (const l of [...c.fits, ...c.also, ...c.unsaid]) inOrder("- " + plain(l.runs));
    assert.ok(text.indexOf("<not-agreed>") < text.indexOf("<safety>"));
  }
});

test("who shared nothing is named, too", () => {
  const c = comparison(
    form,
    ["Ada", "Bo"].map((name) => newPerson(name)),
  );
  assert.match(
    textOfComparison(c, t, ""),
    /<safety>\n\nAda\n- <nothing-shared>\n\nBo\n- <nothing-shared>\n\nAda: _+\nBo: _+\n$/,
  );
});
