/** The examples that the guide shows are what the sheet makes of them. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { card } from "./card.js";
import { comparison } from "./comparison.js";
import { fromValue } from "./model.js";
import { plain } from "./text.js";
import { guideForm, testdata } from "./random.test.js";

const guide = guideForm();
const page = readFileSync(new URL("../../../content/sheet/examples.md", import.meta.url), "utf8");
const sheets = new Map(testdata("examples.json").map((/** @type {any} */ e) => [e.id, fromValue(guide, e.sheet)]));

/** The lines of a list and the quotes below a heading. @param {string} id */
function listed(id) {
  const section =
    page.split(/^## /m).find((s) => s.startsWith(`${s.split("\n")[0]}\n`) && s.split("\n")[0].endsWith(`{#${id}}`)) ??
    "";
  return section
    .split("\n")
    .filter((l) => /^[->] /.test(l))
    .map((l) => l.slice(2));
}

/** @param {import("./card.js").Line[]} lines */
const texts = (lines) => lines.map((l) => plain(l.runs));

for (const id of ["robin", "tadeusz"]) {
  test(`the card of ${id}`, () => {
    const { sheet, report } = sheets.get(id);
    assert.equal(report.lost, 0);
    const c = card(guide, sheet.people[0], { solo: sheet.solo });
    assert.deepEqual(listed(id), [...texts(c.safety), ...c.parts.flatMap((p) => texts(p.lines))]);
  });
}

test("the comparison", () => {
  const c = comparison(guide, [sheets.get("robin").sheet.people[0], sheets.get("anton").sheet.people[0]]);
  const talks = [...c.talks, ...c.more].flatMap((t) => [...texts([...t.why, ...t.plan]), plain(t.opener)]);
  assert.deepEqual(listed("comparison"), [
    ...c.safety.flatMap((s) => texts(s.lines)),
    ...talks,
    ...texts(c.fits),
    ...texts(c.also),
    ...texts(c.unsaid),
  ]);
});
