/** The sheet in three engines. */
import assert from "node:assert/strict";
import { audit, journey } from "./suite.js";

const PARTS = ["customElements.define", "Element.prototype.after", "Element.prototype.append", "JSON.parse"];

audit("the sheet stays a form when its script never comes", async (page) => {
  await page.goto("/sheet/", `customElements.define = () => {}`);
  await page.wait(() => document.querySelector(".sheet-failed").checkVisibility({ visibilityProperty: true }) && document.querySelector("#q-drink textarea").checkVisibility({ visibilityProperty: true }));
});

journey("the sheet starts", async (page) => {
  await page.goto("/sheet/");
  await page.wait(() => document.querySelector("sheet-planner.on"));
  await page.wait(() => document.querySelector(".q:not([hidden])").checkVisibility({ visibilityProperty: true }) && document.querySelector(".q:not([hidden])").getBoundingClientRect().height > 0);
  await page.click(".q:not([hidden]) .pill");
  assert.equal(await page.evaluate(() => document.querySelector("sheet-planner").s.mine.people[0].answers.size), 1);
});

// Whatever part of the planner breaks, what a reader without scripts has is there.
for (const part of PARTS) {
  const before = `{ const path = ${JSON.stringify(part)}.split("."), name = path.pop(), on = path.reduce((o, k) => o[k], window), real = on[name];
    on[name] = function (...all) { if (this.localName !== "head" && new Error().stack.includes("begin.classic")) throw new Error("made to fail"); return real.apply(this, all); } }`;
  audit("the sheet stays a form when this fails: " + part, async (page) => {
    await page.goto("/sheet/", before);
    await page.wait(() => window.seen.length > 0);
    await page.wait(() => document.querySelector("#q-drink textarea")?.checkVisibility({ visibilityProperty: true }));
    await page.type("#q-drink .exactly", "Tea");
    assert.equal(await page.evaluate(() => document.querySelector("#q-drink .exactly").value), "Tea");
    assert.match(await page.text(".sheet-failed"), /could not start/);
    await page.evaluate(() => (window.seen = []));
  });
}
