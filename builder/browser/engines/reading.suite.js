/** Reading: the main ways through the guide, in three engines. */
import assert from "node:assert/strict";
import { PHONE } from "./engines.js";
import { journey } from "./suite.js";

journey("reading: the words of the glossary are seen as links", async (page) => {
  await page.goto("/basics/what-is-aftercare/");
  const lines = await page.evaluate(() => [...document.querySelectorAll(".term")].map((a) => getComputedStyle(a).textDecorationLine));
  assert.ok(lines.length > 0 && lines.every((line) => line === "underline"), lines.join());
});

journey("reading: the menu opens below the line above, and leads on", async (page) => {
  await page.goto("/types/words/");
  const links = () => [...document.querySelectorAll(".menu a")].filter((a) => a.checkVisibility()).length;
  assert.equal(await page.evaluate(links), 0);
  await page.click(".menu-short summary");
  await page.wait(() => document.querySelector(".menu").checkVisibility());
  assert.equal(await page.evaluate(() => document.querySelector(".menu [aria-current]").textContent), "Kinds of care");
  await page.click('.menu a[href$="situations/"]');
  await page.wait(() => location.pathname === "/situations/");
  await page.back();
  await page.wait(() => location.pathname === "/types/words/");
  await page.resize({ width: 1280, height: 844 });
  assert.equal(await page.evaluate(links), 6);
  await page.resize(PHONE);
});
