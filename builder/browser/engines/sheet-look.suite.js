/** Every state of the sheet: whether it fits, and what axe-core finds. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { audit } from "./suite.js";
import { ALEX, SAM, Sheet } from "./sheet.js";
import { PHONE } from "./engines.js";

const read = (path) => readFile(join(import.meta.dirname, "..", path), "utf8");
const AXE = await read("node_modules/axe-core/axe.min.js");
const PROBE = await read("testdata/probe.js");

/** Puts scripts of the tests into the page. @param {any} page @param {string} script */
const arm = (page, script) => page.evaluate(new Function(script));

/** What is not laid out yet has no place, or the one that it had at another size. @param {any} page */
const layOut = (page) =>
  page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { content-visibility: visible !important }");
    document.adoptedStyleSheets = [sheet];
  });

/** Goes through all states. @param {any} page @param {(state: string) => Promise<void>} look */
async function walk(page, look) {
  const sheet = await Sheet.open(page);
  await look("first question");
  await page.click(".whose summary");
  await look("settings");
  await page.click("[data-do=add-person]");
  await look("two people");
  await page.click("[data-do=remove-person]");
  await page.click(".whose summary");
  await page.click(".starts button");
  await look("starting point");
  await page.choose("Begin without");
  await sheet.answer("stop", ["word"], "The word is Tuesday. " + "Then sit where I can see you. ".repeat(6));
  await look("answered");
  for (let i = 1; i < 6; i++) {
    await sheet.next();
    await sheet.answer(Object.keys(SAM)[i], ...Object.values(SAM)[i]);
    await look(`question ${i + 1}`);
  }
  await sheet.next();
  await look("card");
  await page.click("[data-do=show-card]");
  await look("card, large");
  await page.click("[data-do=hide-card]");
  await page.click("[data-do=badly]");
  await look("card, badly");
  await page.click(".view.card [data-view=give]");
  await look("give");
  await sheet.view("card");
  await page.click(".view.card .plain[data-view=review]");
  await look("review");
  const link = await sheet.link("acorn bridge cello dune");
  await page.click("[data-do=qr]");
  await look("send");
  await sheet.paste(link.slice(0, -3));
  await look("error");
  await sheet.paste(link);
  await page.wait(() => !document.querySelector(".unlock").hidden);
  await look("unlock");
  const other = await Sheet.open(page);
  await other.name("Alexandra-Konstantina of the long name and more");
  await other.six(ALEX);
  const theirs = await other.link();
  const last = await Sheet.open(page);
  await last.paste(theirs);
  await look("preview");
  await last.beside();
  await look("reading");
  await page.choose("Fill in mine");
  await last.six(SAM);
  await page.wait(() => document.querySelector(".out .care-safety"));
  await look("comparison");
  await page.click(".whose summary");
  await page.click("label:has(> [name=layout][value=all])");
  await page.click("label:has(> [name=everything])");
  await page.click(".whose summary");
  await look("everything on one page");
}

const SIZES = {
  "320 px": { width: 320, height: 640 },
  "200 %": { width: 640, height: 400 },
  "400 %": { width: 320, height: 256 },
};

audit("the sheet: every state fits at 320 px, 200 % and 400 %, and nothing lies on anything", async (page) => {
  const found = [];
  await walk(page, async (state) => {
    await arm(page, PROBE);
    await layOut(page);
    for (const [size, box] of Object.entries(SIZES)) {
      await page.resize(box);
      await page.evaluate(() => document.querySelectorAll("sheet-planner .more").forEach((d) => (d.open = true)));
      const here = await page.evaluate(() => [
        ...(probe.sideways() > 0 ? [`scrolls ${probe.sideways()} px sideways`] : []),
        ...probe.cut().filter((c) => !c.includes(".grown") && !c.includes("care-card")),
        ...probe.small(24).filter((c) => !c.includes("<input") || !c.includes("label.pill")),
      ]);
      found.push(...here.map((f) => `${state}, ${size}: ${f}`));
      // What is on screen at the top is not under the way out.
      const covered = await page.evaluate(() => {
        document.querySelector(".planner-top").scrollIntoView({ block: "start" });
        const leave = document.querySelector(".leave a").getBoundingClientRect();
        return [...document.querySelectorAll("sheet-planner :is(h2, legend, summary, .where, button)")]
          .filter((e) => e.checkVisibility() && !e.closest("dialog"))
          .map((e) => [e, e.getBoundingClientRect()])
          .filter(
            ([, r]) =>
              r.height &&
              r.right > leave.left + 2 &&
              r.left < leave.right &&
              r.top < leave.bottom - 2 &&
              r.bottom > leave.top + 2,
          )
          .map(([e]) => {
            const range = document.createRange();
            range.selectNodeContents(e);
            return [...range.getClientRects()].some(
              (r) => r.right > leave.left + 2 && r.top < leave.bottom - 2 && r.bottom > leave.top + 2,
            )
              ? e.textContent.trim().slice(0, 30)
              : "";
          })
          .filter(Boolean);
      });
      found.push(...covered.map((f) => `${state}, ${size}: under the way out: ${f}`));
    }
    await page.resize(PHONE);
  });
  assert.deepEqual(found, []);
});

audit(
  "the sheet: axe-core finds nothing in any state",
  async (page) => {
    const found = [];
    await walk(page, async (state) => {
      if (!(await page.evaluate(() => typeof globalThis.axe === "object"))) await arm(page, AXE);
      await layOut(page);
      await page.evaluate(() => document.querySelectorAll("sheet-planner .more").forEach((d) => (d.open = true)));
      const faults = await page.evaluate(async () => {
        scrollTo(0, 0);
        const { violations } = await axe.run("main", {
          runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
          rules: { "color-contrast-enhanced": { enabled: true } },
          resultTypes: ["violations"],
        });
        return violations.flatMap((v) =>
          v.nodes.slice(0, 3).map(
            (n) =>
              `${v.id}: ${n.target} ${n.any
                .map((a) => a.message)
                .join("; ")
                .slice(0, 160)}`,
          ),
        );
      });
      found.push(...faults.map((f) => `${state}: ${f}`));
    });
    assert.deepEqual(found, []);
  },
  ["Chromium", "Firefox"],
);
