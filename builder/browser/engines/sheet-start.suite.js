/** Whatever of the planner breaks, what a reader without scripts has is there, and the page says so. */
import assert from "node:assert/strict";
import { audit } from "./suite.js";

const plain = () =>
  document.querySelector("#q-stop textarea")?.checkVisibility({ visibilityProperty: true }) &&
  document.querySelector("#q-health textarea")?.checkVisibility({ visibilityProperty: true });

/** A script that has a method fail where the planner calls it. @param {string} part */
const broken = (part) => `{
  const path = ${JSON.stringify(part)}.split("."), name = path.pop(), on = path.reduce((o, k) => o[k], window), real = on[name];
  on[name] = function (...all) {
    if (this.localName !== "head" && new Error().stack.includes("begin.classic")) throw new Error("made to fail");
    return real.apply(this, all);
  };
}`;

/** What failed as it was made to is no fault of the page. @param {any} page */
const expected = async (page) => {
  await page.evaluate(() => (window.seen = window.seen.filter((said) => !said.includes("made to fail"))));
  page.remarks = page.remarks.filter((said) => !said.includes("made to fail"));
};

for (const part of [
  "customElements.define",
  "Element.prototype.after",
  "Element.prototype.append",
  "Element.prototype.before",
  "Element.prototype.setAttribute",
  "JSON.parse",
]) {
  audit("the sheet stays a form when this fails: " + part, async (page) => {
    await page.goto("/sheet/", broken(part));
    await page.wait(() => window.seen.length > 0);
    await page.wait(plain);
    await page.type("#q-stop .exactly", "Tea");
    assert.equal(await page.evaluate(() => document.querySelector("#q-stop .exactly").value), "Tea");
    await page.says(".sheet-failed", /could not start/);
    await expected(page);
  });
}

audit("the sheet stays a form when its script never comes", async (page) => {
  await page.goto("/sheet/", "customElements.define = () => {};");
  await page.wait(plain);
  await page.wait(() => document.querySelector(".sheet-failed").checkVisibility({ visibilityProperty: true }));
});

audit("the sheet that breaks after it began to listen still forgets its draft on the way out", async (page) => {
  await page.goto("/sheet/", broken("DOMTokenList.prototype.toggle"));
  await page.wait(plain);
  await page.says(".sheet-failed", /could not start/);
  await page.type("#q-stop .exactly", "Tea");
  await page.evaluate(() => {
    sessionStorage.setItem("planner-draft", "{}");
    document.dispatchEvent(new Event("quick-leave"));
  });
  assert.deepEqual(
    await page.evaluate(() => [
      document.querySelector("#q-stop .exactly").value,
      sessionStorage.getItem("planner-draft"),
    ]),
    ["", null],
  );
  await expected(page);
});
