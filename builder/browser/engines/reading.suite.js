/** Reading: every page, and the main ways through the guide, in three engines. */
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { PHONE } from "./engines.js";
import { audit, journey } from "./suite.js";

/** One page of each kind; the audit opens all of them. */
const KINDS = [
  "/",
  "/types/",
  "/basics/drop/",
  "/faq/",
  "/faq/condom/",
  "/glossary/",
  "/help/crisis-and-support/",
  "/sheet/",
  "/sheet/blank/",
  "/nobody/wrote/this/",
];

/** Every page of a built guide. @param {string} folder */
const everyPage = async (folder) =>
  (await readdir(folder, { recursive: true }))
    .filter((name) => name.endsWith(".html"))
    .map((name) => "/" + name.replace(/(^|\/)index\.html$/, "$1"))
    .sort();

/** Words of tables that do not stand on one line. */
const broken = () => {
  const found = [];
  for (const cell of document.querySelectorAll("main :is(th, td)")) {
    const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      for (const { index, 0: word } of node.data.matchAll(/[\p{L}\p{N}’']+/gu)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        if (new Set([...range.getClientRects()].filter((r) => r.width).map((r) => Math.round(r.top))).size > 1)
          found.push(word);
      }
    }
  }
  return found;
};

/** Numbers of sources that stand on another line than the word before them. */
const lonely = () => {
  const top = (range) => [...range.getClientRects()].filter((r) => r.width).at(-1);
  return [...document.querySelectorAll("main sup a[role=doc-noteref]")]
    .filter((a) => {
      const walk = document.createTreeWalker(
        a.closest("p, li, dd, td, summary, h2, h3") ?? a.parentElement.parentElement,
        NodeFilter.SHOW_TEXT,
      );
      walk.currentNode = a;
      const before = walk.previousNode();
      if (!before || !a.checkVisibility()) return false;
      const range = document.createRange();
      range.setStart(before, Math.max(0, before.data.trimEnd().length - 1));
      range.setEnd(before, before.data.trimEnd().length);
      const word = top(range);
      return word && Math.abs(word.bottom - a.getBoundingClientRect().bottom) > 20;
    })
    .map((a) => a.parentElement.previousSibling?.textContent.slice(-20) + a.textContent);
};

/** Signs that styles put in and that would be read out as part of a name: an arrow, a plus. */
const spoken = () => {
  const signs = (e) =>
    ["::before", "::after"]
      .map((which) => getComputedStyle(e, which).content)
      .filter((content) => /"[^"]*[^\s"\u2060][^"]*"/.test(content) && !content.endsWith('/ ""'));
  return [...document.querySelectorAll("body *")].flatMap((e) =>
    signs(e).map((content) => `${content} in ${e.textContent.trim().slice(0, 30)}`),
  );
};

/**
 * Opens pages one after another. Each is silent and as wide as the screen, and keeps the words of tables and the numbers
 * of sources in one piece.
 */
async function look(page, paths, widths) {
  const faults = [];
  for (const path of paths) {
    await page.goto(path);
    await page.wait(() => document.readyState === "complete");
    const missing = /nobody|404/.test(path);
    faults.push(
      ...(await page.said()).filter((said) => !missing || !said.includes("404")).map((said) => `${path}: ${said}`),
    );
    page.remarks.length = 0;
    faults.push(...(await page.evaluate(spoken)).slice(0, 3).map((sign) => `${path}: reads out ${sign}`));
    for (const width of widths) {
      await page.resize({ width, height: PHONE.height });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) faults.push(`${path} at ${width}: ${wide} wide`);
      faults.push(...(await page.evaluate(broken)).map((word) => `${path} at ${width}: a table breaks ${word}`));
      faults.push(...(await page.evaluate(lonely)).map((number) => `${path} at ${width}: alone on a line: ${number}`));
    }
  }
  assert.deepEqual(faults, []);
}

journey("reading: a page of each kind is silent, and words and numbers stay whole", (page) =>
  look(page, KINDS, [PHONE.width]),
);

audit("reading: every page is silent, and words and numbers stay whole", async (page) =>
  look(page, await everyPage(page.server.folder), [390, 360, 320]),
);

journey("reading: the words of the glossary are seen as links", async (page) => {
  await page.goto("/basics/what-is-aftercare/");
  const lines = await page.evaluate(() =>
    [...document.querySelectorAll(".term")].map((a) => getComputedStyle(a).textDecorationLine),
  );
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

journey("reading: the search finds, offers help, leads on, and forgets on the way back", async (page) => {
  await page.goto("/types/words/");
  await page.click(".find");
  await page.type(".search input", "weighted blanket");
  await page.wait(
    (first) => (document.querySelector(".search-results ol a")?.href ?? "").endsWith(first),
    "/types/senses/",
  );
  const top = await page.evaluate(() => document.querySelector(".search-results a").offsetTop);
  await page.wait(() => document.querySelector(".search-said").textContent);
  assert.equal(
    await page.evaluate(() => document.querySelector(".search-results a").offsetTop),
    top,
    "what is said moves a result from under the finger",
  );
  await page.wait(() => document.querySelector(".search-results p mark"));
  assert.ok(
    await page.evaluate(() => document.querySelector(".search-urgent a").checkVisibility()),
    "no way to help in the panel",
  );
  for (const typed of ["qqqqzzz", "毛毯"]) {
    await page.type(".search input", typed);
    await page.wait(() => document.querySelectorAll(".search-results > ul a[href*='/faq/']").length === 3);
  }
  await page.type(".search input", "weighted blanket");
  await page.wait(
    (first) => (document.querySelector(".search-results ol a")?.href ?? "").endsWith(first),
    "/types/senses/",
  );
  await page.click(".search-results ol a");
  await page.wait(() => location.pathname === "/types/senses/" && document.readyState === "complete");
  await page.back();
  await page.wait(() => location.pathname === "/types/words/" && document.readyState === "complete");
  assert.equal(await page.evaluate(() => document.querySelector(".search input")?.value ?? ""), "");
});

journey("reading: a fragment opens its question, and survives an old address", async (page) => {
  for (const from of ["/faq/#froze", "/faq/with-a-partner/#page:main"]) {
    await page.goto(from);
    await page.wait(
      (hash) => location.hash === hash && document.readyState === "complete",
      from.slice(from.indexOf("#")),
    );
  }
  assert.equal(await page.evaluate(() => location.pathname), "/faq/partner-new/");
  await page.goto("/faq/#froze");
  await page.wait(() => document.querySelector("#froze").open);
  const top = await page.wait(() => document.querySelector("#froze").getBoundingClientRect().top);
  assert.ok(top > 0 && top < PHONE.height, `the question is at ${top}`);
});

journey("reading: the filter shows the questions that are meant, and a way on where none is", async (page) => {
  await page.goto("/faq/");
  const shown = () => [...document.querySelectorAll(".answer")].filter((a) => a.checkVisibility()).length;
  const all = await page.evaluate(shown);
  await page.type(".filter input", "crying");
  await page.wait((all) => document.querySelectorAll(".answer:not([hidden])").length < all, all);
  assert.ok(await page.evaluate(() => document.querySelector("#cry").checkVisibility()));
  await page.type(".filter input", "zebra");
  await page.wait(() => document.querySelector(".filter-find").checkVisibility());
  assert.equal(await page.evaluate(shown), 0);
  await page.click(".filter-find");
  await page.wait(() => document.querySelector(".search input")?.value === "zebra");
});

/** Lets what is for paper hold on the screen. */
const onPaper = () => {
  const turn = (rules) => {
    for (const rule of rules) {
      if (rule.media?.mediaText === "print") rule.media.mediaText = "all";
      if (rule.styleSheet) turn(rule.styleSheet.cssRules);
      else if (rule.cssRules) turn(rule.cssRules);
    }
  };
  for (const sheet of document.styleSheets) turn(sheet.cssRules);
};

journey("reading: paper has black text on white, no menu, and addresses in full", async (page) => {
  for (const path of ["/basics/drop/", "/help/crisis-and-support/", "/faq/"]) {
    await page.goto(path);
    await page.evaluate(onPaper);
    const paper = await page.evaluate(() => ({
      ground: getComputedStyle(document.body).backgroundColor,
      text: [
        ...new Set([...document.querySelectorAll("main p, main li, main h1")].map((e) => getComputedStyle(e).color)),
      ].join(),
      left: [
        ...document.querySelectorAll(".top .menu, .top-help, .find, .leave, .skip, .turn, .filter, .answer-groups"),
      ]
        .filter((e) => e.checkVisibility())
        .map((e) => e.className),
      unwritten: [...document.querySelectorAll('main a[rel="external"]')].filter(
        (a) =>
          !getComputedStyle(a, "::after").content.includes("href") &&
          !getComputedStyle(a, "::after").content.includes(a.getAttribute("href")),
      ).length,
    }));
    assert.deepEqual(paper, { ground: "rgb(255, 255, 255)", text: "rgb(0, 0, 0)", left: [], unwritten: 0 }, path);
    assert.ok(
      await page.evaluate(() =>
        [...document.querySelectorAll("summary")].every(
          (s) => getComputedStyle(s, "::after").display === "none" || getComputedStyle(s, "::after").content === "none",
        ),
      ),
      "a sign to open an answer on paper",
    );
  }
});

journey("reading: the copy to keep is searched and read without a server", async (page) => {
  await page.goto("/guide.html");
  await page.click("site-search a");
  const before = page.server.paths.length;
  await page.type(".search input", "weighted blanket");
  await page.wait(() => document.querySelector(".search-results ol a")?.hash === "#types-senses");
  await page.click(".search-results ol a");
  await page.wait(
    () =>
      location.hash === "#types-senses" &&
      Math.abs(document.querySelector("#types-senses").getBoundingClientRect().top) < 200,
  );
  assert.deepEqual(page.server.paths.slice(before), [], "the copy asked for something");
});
