/** Help first: whom to call stands before anything else, in three engines. */
import assert from "node:assert/strict";
import { journey } from "./suite.js";

const PAGES = ["/help/", "/help/crisis-and-support/", "/help/medical/", "/help/not-what-you-agreed/"];

/** A browser in another language, before the page asks for it. @param {string} language */
const speaking = (language) => `Object.defineProperty(navigator, "language", { get: () => ${JSON.stringify(language)} });`;

/** The addresses of the rows that are on screen. */
const rows = () => [...document.querySelectorAll(".call a")].filter((a) => a.checkVisibility()).map((a) => a.getAttribute("href"));

journey("the first number to tap is above 250 pixels, and the header is one line", async (page) => {
  for (const width of [390, 360]) {
    await page.resize({ width, height: 844 });
    for (const path of PAGES) {
      await page.goto(path, speaking("en-GB"));
      const at = await page.wait(() => {
        const first = document.querySelector('.call:not([hidden]) a[href^="tel:"]');
        const top = document.querySelector(".top");
        return first && { y: first.getBoundingClientRect().bottom, header: top.getBoundingClientRect().height, wide: document.documentElement.scrollWidth };
      });
      assert.ok(at.y <= 250, `${path} at ${width}: the first number ends at ${at.y}`);
      assert.ok(at.header <= 60, `${path} at ${width}: the header is ${at.header} high`);
      assert.ok(at.wide <= width, `${path} at ${width}: ${at.wide} wide`);
      assert.ok(await page.evaluate(() => document.querySelector(".top-help").checkVisibility()), "no help in the header");
      const mark = await page.evaluate(() => getComputedStyle(document.querySelector(".mark")).clipPath);
      assert.equal(mark, "none", "the mark is cut away");
    }
  }
});

journey("the reader's own country stands first, and its list before the others", async (page) => {
  for (const [language, first, country] of [["en-GB", "tel:999", "GB"], ["en-IE", "tel:112", "IE"], ["en-AU", "tel:000", "AU"], ["en", "tel:999", "GB"], ["de-DE", "tel:112", "int"]]) {
    await page.goto("/help/crisis-and-support/", speaking(language));
    await page.wait((c) => document.querySelector(".services [data-country]").dataset.country === c, country);
    assert.equal((await page.evaluate(rows))[0], first, language);
    assert.equal(await page.evaluate(() => document.querySelectorAll(".call-else a").length), 13, "another country is not one step away");
  }
});

journey("leaving takes the page out of the history, also where nothing asks for more", async (page) => {
  for (const [from, to] of [["/help/", "medical/"], ["/types/", "words/"]]) {
    await page.goto(from);
    await page.click(`main a[href$="${to}"]`);
    await page.wait((end) => location.pathname.endsWith(end) && document.readyState === "complete", to);
    await page.evaluate(() => (document.querySelector("quick-leave a").href = new URL("/all/", location.href).href));
    await page.click("quick-leave a");
    await page.wait(() => location.pathname === "/all/");
    await page.back();
    await page.wait((path) => location.pathname === path, from);
  }
});
