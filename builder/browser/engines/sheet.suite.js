/** The sheet, from the first question to a comparison, in three engines. */
import assert from "node:assert/strict";
import { writeFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { audit, journey, PRINTS } from "./suite.js";
import { ALEX, CATCH, SAM, Sheet } from "./sheet.js";

/** What a tired person needs to read a word and to tap, in seconds. */
const WORD = 60 / 150,
  TAP = 2;

journey("the sheet: from home to a card in fifteen taps and three minutes", async (page) => {
  await page.goto("/", CATCH);
  let taps = 0,
    words = 0;
  const tap = async (selector) => {
    taps++;
    await page.click(selector);
  };
  await tap('main a[href$="sheet/"]');
  await page.wait(() => document.querySelector("sheet-planner.on"));
  for (let i = 0; i < 6; i++) {
    const q = await page.evaluate(() => document.querySelector(".sheet .q:not([hidden])").id);
    words += (await page.text("#" + q)).split(/\s+/).length;
    if (await page.evaluate((id) => !!document.querySelector(`#${id} .pill`), q)) await tap(`#${q} .pill`);
    else {
      taps++; // into the field, to type
      await page.type(`#${q} .exactly`, "No nuts.");
    }
    await tap("[data-do=next]");
  }
  await page.wait(() => document.querySelector(".view.card:not([hidden]) .care-card .line"));
  const seconds = taps * TAP + words * WORD;
  assert.ok(taps <= 15 && seconds <= 180, `${taps} taps, ${words} words to read, ${seconds} s`);
  assert.equal(Object.keys(await new Sheet(page).answers()).length, 6);
});

journey("the sheet: the first question is in the first screen", async (page) => {
  await Sheet.open(page);
  const lowest = await page.evaluate(
    () => document.querySelector(".q:not([hidden]) .pill").getBoundingClientRect().bottom,
  );
  const panel = await page.evaluate(() => document.querySelector(".so-far").getBoundingClientRect().top);
  assert.ok(lowest < panel, `the first option ends at ${lowest}, below ${panel}`);
});

journey("the sheet: a link there and back, and a comparison", async (page) => {
  const sam = await Sheet.open(page);
  await sam.name("Sam");
  await sam.six(SAM);
  const link = await sam.link();
  await page.says(".keep-open", /keep this tab/);

  const alex = await Sheet.open(page, "/sheet/" + link.slice(link.indexOf("#")));
  await page.wait(() => location.hash === "");
  await page.choose("Read it", ".preview");
  await page.says(".sent", /Sam sent you this card/);
  const read = await page.text(".reading");
  assert.match(read, /Tuesday/);
  assert.doesNotMatch(read, /inhaler/);
  await page.choose("Fill in mine");
  await alex.name("Alex");
  await alex.six(ALEX);
  await page.wait(() => document.querySelector(".out .care-safety"));
  const out = await page.text(".out");
  for (const want of [/Sam and Alex|Alex and Sam/, /Tuesday/, /Not my neck/i, /[Jj]okes/, /until everyone has said so/])
    assert.match(out, want);
  assert.doesNotMatch(out, /inhaler|[Aa]greed for now/);
});

journey("the sheet: a file out and in, with what is private if it is asked for", async (page) => {
  const sheet = await Sheet.open(page);
  await sheet.six(SAM);
  await sheet.view("send");
  await page.click("[data-do=file]");
  assert.doesNotMatch(await sheet.saved(), /inhaler/);
  await page.says(".said", /without what is private \(1\)/);
  await page.click("label:has(> .with-private)");
  await page.click("[data-do=file]");
  await page.wait(() => window.saved.length > 1);
  const text = await sheet.saved();
  const before = await sheet.answers();

  const folder = await mkdtemp(join(tmpdir(), "sheet-"));
  try {
    const file = join(folder, "sheet.json");
    await writeFile(file, text);
    const again = await Sheet.open(page);
    await again.view("compare");
    await page.upload(".bring [type=file]", file);
    await again.mine();
    assert.deepEqual(await again.answers(), before);
    assert.ok(await page.evaluate(() => document.querySelector(".after-use").checkVisibility()));
  } finally {
    await rm(folder, { recursive: true });
  }
});

journey("the sheet: locked with a pass phrase", async (page) => {
  const phrase = "acorn bridge cello dune";
  const from = await Sheet.open(page);
  await from.six(SAM);
  const link = await from.link(phrase);
  assert.match(link, /#s1p\./);
  const to = await Sheet.open(page);
  await to.paste(link);
  await page.type(".unlock input", "acorn bridge cello dust");
  await page.keys("Enter");
  await page.wait(() => !document.querySelector(".sheet-error").hidden);
  assert.deepEqual(await to.answers(), {});
  await page.type(".unlock input", phrase);
  await page.click("[data-do=unlock]");
  await to.mine();
  assert.equal((await to.answers()).first.how, SAM.first[1]);
});
