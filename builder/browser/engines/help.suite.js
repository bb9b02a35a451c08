/** Help first: whom to call stands before anything else, in three engines. */
import assert from "node:assert/strict";
import { audit, journey } from "./suite.js";

const PAGES = ["/help/", "/help/crisis-and-support/", "/help/medical/", "/help/not-what-you-agreed/"];

/** A browser in another language, before the page asks for it. @param {string} language */
const speaking = (language) =>
  `Object.defineProperty(navigator, "language", { get: () => ${JSON.stringify(language)} });`;

/** The addresses of the rows that are on screen. */
const rows = () =>
  [...document.querySelectorAll(".call a")].filter((a) => a.checkVisibility()).map((a) => a.getAttribute("href"));

journey("the first number to tap is above 250 pixels, and the header is one line", async (page) => {
  for (const width of [390, 360]) {
    await page.resize({ width, height: 844 });
    for (const path of PAGES) {
      await page.goto(path, speaking("en-GB"));
      const at = await page.wait(() => {
        const first = document.querySelector('.call:not([hidden]) a[href^="tel:"]');
        const top = document.querySelector(".top");
        return (
          first && {
            y: first.getBoundingClientRect().bottom,
            header: top.getBoundingClientRect().height,
            wide: document.documentElement.scrollWidth,
          }
        );
      });
      assert.ok(at.y <= 250, `${path} at ${width}: the first number ends at ${at.y}`);
      assert.ok(at.header <= 60, `${path} at ${width}: the header is ${at.header} high`);
      assert.ok(at.wide <= width, `${path} at ${width}: ${at.wide} wide`);
      assert.ok(
        await page.evaluate(() => document.querySelector(".top-help").checkVisibility()),
        "no help in the header",
      );
      const mark = await page.evaluate(() => getComputedStyle(document.querySelector(".mark")).clipPath);
      assert.equal(mark, "none", "the mark is cut away");
    }
  }
});

journey("the reader's own country stands first, and its list before the others", async (page) => {
  for (const [language, first, country] of [
    ["en-GB", "tel:999", "GB"],
    ["en-IE", "tel:112", "IE"],
    ["en-AU", "tel:000", "AU"],
    ["en", "tel:999", "GB"],
    ["de-DE", "tel:112", "int"],
  ]) {
    await page.goto("/help/crisis-and-support/", speaking(language));
    await page.wait((c) => document.querySelector(".services [data-country]").dataset.country === c, country);
    assert.equal((await page.evaluate(rows))[0], first, language);
    assert.equal(
      await page.evaluate(() => document.querySelectorAll(".call-else a").length),
      13,
      "another country is not one step away",
    );
  }
});

journey("leaving takes the page out of the history, also where nothing asks for more", async (page) => {
  for (const [from, to] of [
    ["/help/", "medical/"],
    ["/types/", "words/"],
  ]) {
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

/** What somebody types, the page that it leads to, and what has to be on the first screen there. */
const STORIES = [
  ["they left i feel sick", "/faq/they-left/", "Look after yourself first"],
  ["condom broke", "/health/if-protection-failed/", "within 72 hours"],
  ["he didnt stop", "/help/not-what-you-agreed/", "It was not your fault"],
  ["cant stop crying", "/faq/cry/", "Yes, many people do"],
  ["he choked me and my voice is hoarse", "/help/medical/", "Pressure on the neck always needs a check"],
  ["bruise on my neck", "/help/medical/", "Pressure on the neck always needs a check"],
  [
    "my first time as a trans man",
    "/situations/every-gender-and-orientation/",
    "Settle words, clothes, light and washing",
  ],
  ["he pushed me into it after i said no", "/help/not-what-you-agreed/", "It was not your fault"],
  ["my carer helps me after sex", "/situations/illness-disability-pain/", "Set up beforehand"],
  ["far apart, after a video call", "/communication/long-distance/", "Say how the call will end before it starts"],
  ["i want to die", "/help/crisis-and-support/", "Someone to talk to"],
];

/** Whether the words are on the first screen. @param {string} words */
const onScreen = (words) => {
  const said = [...document.querySelectorAll("main :is(p, li)")].filter(
    (e) => e.checkVisibility() && e.textContent.includes(words),
  );
  return scrollY === 0 && said.some((e) => e.getBoundingClientRect().bottom <= innerHeight);
};

audit("the answer is on the first screen: two taps from home, none from a search engine", async (page) => {
  for (const [typed, path, words] of STORIES) {
    await page.goto("/");
    await page.click(".find");
    await page.type(".search input", typed);
    await page.wait((end) => (document.querySelector(".search-results a")?.href ?? "").endsWith(end), path);
    await page.click(".search-results a");
    await page.wait((path) => location.pathname === path && document.readyState === "complete", path);
    assert.ok(await page.evaluate(onScreen, words), `${typed}: ${words} is not on the first screen of ${path}`);
    await page.goto(path);
    assert.ok(await page.evaluate(onScreen, words), `${words} is not on the first screen of ${path}`);
  }
});

/** Where a reader begins, what they tap, and the words that are then on the screen. */
const WAYS = [
  ["/", ["Something feels wrong", "What to do tonight"], "Look after yourself first"],
  ["/", ["Something feels wrong", "If protection failed"], "72 hours"],
  ["/", ["Something feels wrong", "If it was not what you agreed"], "It was not your fault"],
  ["/", ["Something feels wrong", "When to get medical help"], "Pressure on the neck always needs a check"],
  ["/", ["the questions people ask", "Is it normal to cry?"], "Yes, many people do"],
  ["/", ["Get help", "Crisis and support lines"], "The others are for any bad night"],
  ["/", ["I need words", "Questions to ask in the moment"], "Blanket or air?"],
  // From pages that a search engine may lead to.
  ["/basics/drop/", ["Get help", "What to do tonight"], "Look after yourself first"],
  ["/health/tests/", ["Get help", "If protection failed"], "72 hours"],
  ["/basics/consent-and-aftercare/", ["Get help", "If it was not what you agreed"], "It was not your fault"],
  ["/types/small-injuries/", ["Get help", "When to get medical help"], "Pressure on the neck always needs a check"],
  [
    "/basics/feeling-low-afterwards/",
    ["Get help", "Feelings afterwards", "Is it normal to cry?"],
    "Yes, many people do",
  ],
];

/** Whether the words are where they can be read without scrolling. @param {string} words */
const readable = (words) =>
  [...document.querySelectorAll("main :is(p, li, small, figcaption)")].some((e) => {
    const { top, bottom } = e.getBoundingClientRect();
    return e.checkVisibility() && e.textContent.includes(words) && top >= 0 && bottom <= innerHeight;
  });

audit("the answer is three taps away at most, by links alone", async (page) => {
  for (const [from, taps, words] of WAYS) {
    await page.goto(from);
    for (const tap of taps) {
      const last = await page.evaluate(() => performance.timeOrigin);
      await page.choose(tap, ".top, main");
      await page.wait(
        (last) =>
          document.querySelector("details[open] > [data-chosen]") ||
          (performance.timeOrigin !== last && document.readyState === "complete"),
        last,
      );
    }
    await page.wait(readable, words);
  }
});
