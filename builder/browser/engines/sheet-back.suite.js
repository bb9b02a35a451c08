/** That nothing is lost, or let out, by going back, leaving and taking back. */
import assert from "node:assert/strict";
import { audit } from "./suite.js";
import { ALEX, SAM, Sheet } from "./sheet.js";

/** What a browser would ask before the page goes, as it asks the page. */
const wouldAsk = () => {
  const event = document.createEvent("BeforeUnloadEvent");
  event.initEvent("beforeunload", false, true);
  dispatchEvent(event);
  return event.defaultPrevented || event.returnValue !== "";
};

audit("the sheet: it asks before answers are lost that are nowhere else", async (page) => {
  const sheet = await Sheet.open(page);
  assert.equal(await page.evaluate(wouldAsk), false, "nothing is filled in");
  await sheet.six(SAM);
  assert.equal(await page.evaluate(wouldAsk), true, "answers");
  await sheet.view("send");
  await page.click("[data-do=file]");
  assert.equal(await page.evaluate(wouldAsk), true, "a file without what is private");
  await page.click("label:has(> .with-private)");
  await page.click("[data-do=file]");
  assert.equal(await page.evaluate(wouldAsk), false, "a file has them");
  await sheet.view("write");
  await sheet.answer("stop", ["hand"]);
  assert.equal(await page.evaluate(wouldAsk), true, "one has changed since");
  await page.click(".whose summary");
  await page.click("label:has(> [name=keep][value=tab])");
  assert.equal(await page.evaluate(wouldAsk), false, "a draft has them");
  await page.click("label:has(> [name=keep][value=''])");
  assert.equal(await page.evaluate(wouldAsk), true, "the draft is gone");
  await page.evaluate(() => (document.dispatchEvent(new Event("quick-leave")), true));
  assert.equal(await page.evaluate(wouldAsk), false, "the way out");
});

audit(
  "the sheet: whoever stays when asked has lost nothing",
  async (page) => {
    const sheet = await Sheet.open(page);
    await sheet.six(SAM);
    const before = await sheet.answers();
    page.stays = true;
    await page.evaluate(() => void setTimeout(() => location.assign("/about/")));
    for (const end = Date.now() + 60_000; !page.asked.length && Date.now() < end;)
      await new Promise((done) => setTimeout(done, 30));
    page.stays = false;
    assert.deepEqual(page.asked, ["beforeunload"]);
    assert.deepEqual(await sheet.answers(), before);
  },
  ["Chromium", "Firefox"],
); // WebKit's driver answers by itself

audit("the sheet: Back closes the large card, and the way out leaves no place of it", async (page) => {
  const open = () => page.wait(() => document.querySelector(".held-dialog").open);
  const closed = () => page.wait(() => !document.querySelector(".held-dialog").open);
  await page.goto("/about/");
  await page.visit(page.server.origin + "/sheet/");
  await page.wait(() => document.querySelector("sheet-planner.on"));
  const sheet = new Sheet(page);
  await sheet.six(SAM);
  for (const close of [
    () => page.evaluate(() => history.back()),
    () => page.click("[data-do=hide-card]"),
    () => page.keys("Escape"),
  ]) {
    await page.click("[data-do=show-card]");
    await open();
    await close();
    await closed();
    assert.ok(Object.keys(await sheet.answers()).length > 4);
  }
  await page.click("[data-do=show-card]");
  await open();
  await page.evaluate(
    () => (
      document.querySelector("quick-leave a").setAttribute("href", "/empty"),
      document.querySelector("quick-leave a").click()
    ),
  );
  await page.wait(() => location.pathname === "/empty");
  await page.back();
  await page.wait(() => location.pathname === "/about/");
});

audit("the sheet: a line of the card leads to its question, and back to the card", async (page) => {
  const sheet = await Sheet.open(page);
  await sheet.six(SAM);
  await page.choose("Words that help: “thank you”.", ".shown");
  assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll(".q:not([hidden])")].map((q) => q.id)), [
    "q-words",
  ]);
  await sheet.answer("words", ["safe"]);
  await page.click("[data-do=next]");
  await page.says(".view.card .shown", /you are safe/);
  // What a question no longer asks for is still on the card, as a refusal, and can be taken back.
  await page.evaluate(() =>
    document
      .querySelector("sheet-planner")
      .store.change((s) => s.mine.people[0].answers.set("hold-me", { give: "cant" })),
  );
  await page.evaluate(() =>
    [...document.querySelectorAll(".shown .line")].find((l) => l.textContent.startsWith("Not from me")).click(),
  );
  assert.ok(await page.evaluate(() => document.querySelector("#q-hold-me .give").checkVisibility()));
});

audit("the sheet: undo goes back to where the change was made", async (page) => {
  const sheet = await Sheet.open(page);
  await sheet.answer("stop", ["word"]);
  await sheet.next();
  await sheet.answer("off-limits", ["phones"]);
  await sheet.view("card");
  await page.click("[data-do=undo]");
  assert.ok(await page.evaluate(() => document.querySelector("#q-off-limits").checkVisibility()));
  await page.click("[data-do=undo]");
  assert.ok(await page.evaluate(() => document.querySelector("#q-stop").checkVisibility()));
  assert.deepEqual(await sheet.answers(), {});
});

audit("the sheet: a private answer that is let in is that person's, and that sheet's, alone", async (page) => {
  const sheet = await Sheet.open(page);
  await sheet.six(SAM);
  await sheet.view("send");
  await page.click(".view.send .held-row label");
  const link = await sheet.link();
  await page.click(".whose summary");
  await page.click("[data-do=add-person]");
  await page.click(".persons button:first-child");
  await page.click("[data-do=remove-person]");
  await page.evaluate(() =>
    document
      .querySelector("sheet-planner")
      .store.change((s) => s.mine.people[0].answers.set("health", { how: "Salt." })),
  );
  await sheet.view("send");
  await page.wait(() => document.querySelector(".view.send .held-row"));
  assert.equal(await page.evaluate(() => document.querySelector(".view.send .held-row input").checked), false);
  assert.doesNotMatch(await page.evaluate(() => document.querySelector("#sheet-text").value), /Salt/);
  // What was let out is private no longer, and whoever opens it reads so.
  await sheet.paste(link);
  await page.says(".preview .counts", /Usually private, and open in this one: Medicines/);
  // The same for one's own link that opens as if it were somebody else's.
  await Sheet.open(page, "/sheet/" + link.slice(link.indexOf("#")));
  await page.choose("Read it", ".preview");
  await page.choose("It is my own: go on with it");
  await page.says(".said", /Usually private, and open in this one: Medicines/);
});

audit("the sheet: the settings close with a word, and the focus stays near", async (page) => {
  await Sheet.open(page);
  await page.click(".whose summary");
  await page.choose("Done", ".whose");
  assert.ok(
    await page.evaluate(
      () => !document.querySelector(".whose").open && document.activeElement.matches(".whose summary"),
    ),
  );
});

audit("the sheet: each part is on screen by itself", async (page) => {
  const sheet = await Sheet.open(page);
  const shown = () =>
    page.evaluate(() =>
      [...document.querySelectorAll(".view")]
        .filter((v) => v.checkVisibility())
        .map((v) => v.classList[1])
        .join(),
    );
  await sheet.six(SAM);
  for (const view of ["compare", "card", "send"]) {
    await sheet.view(view);
    assert.equal(await shown(), view);
  }
  await sheet.view("card");
  await page.click(".view.card .plain[data-view=review]");
  assert.equal(await shown(), "review");
  await sheet.view("write");
  assert.equal(await shown(), "");
});

audit(
  "the sheet: whoever comes next on the same phone begins with the questions, and then all compare",
  async (page) => {
    const sheet = await Sheet.open(page);
    await sheet.name("Sam");
    await sheet.six(SAM);
    await page.click(".whose summary");
    await page.click("[data-do=add-person]");
    await page.type(".whose .name", "Alex");
    await page.says("[data-do=remove-person]", /Alex/);
    await page.choose("Done", ".whose");
    assert.ok(await page.evaluate(() => document.querySelector("#q-stop").checkVisibility()));
    await sheet.six(ALEX);
    await page.wait(() => document.querySelector(".out .care-safety"));
    assert.equal(await page.text(".compare-names"), "Alex and Sam");
  },
);

audit("the sheet: the card for when it went badly leads to its questions", async (page) => {
  const sheet = await Sheet.open(page);
  await sheet.six(SAM);
  await page.click("[data-do=badly]");
  await page.choose("If it went badly or we stopped early", ".themes");
  for (let seen = [], i = 0; ; i++) {
    const id = await page.evaluate(() => document.querySelector(".q:not([hidden])").id);
    seen.push(id);
    if (id === "q-changed") break;
    assert.ok(i < 12, seen.join());
    await sheet.next();
  }
  await sheet.answer("changed", [], "Nobody asks me anything.");
  await sheet.view("card");
  await page.says(".shown", /Nobody asks me anything/);
});

audit("the sheet: a field that is full says so, whatever is pasted", async (page) => {
  const sheet = await Sheet.open(page);
  await page.click(".whose summary");
  await page.click("label:has(> [name=layout][value=all])");
  const paste = async (selector, size) => {
    await page.seen(selector);
    await page.evaluate(
      (s, n) => {
        const field = document.querySelector(s);
        field.focus();
        field.select();
        document.execCommand("insertText", false, "m".repeat(n));
      },
      selector,
      size,
    );
    return page.evaluate(() => document.querySelector(".said")?.textContent ?? "");
  };
  for (const field of ["#q-stop .exactly", "#q-check-in .by + .at input", ".whose .name", ".own .add input"]) {
    if (field.includes("check-in")) await page.click("#q-check-in .by label");
    const most = await page.evaluate((s) => document.querySelector(s).maxLength, field);
    assert.ok(most > 0, field);
    assert.equal(await paste(field, most - 1), "", field);
    assert.match(await paste(field, most + 100), /full/, field);
  }
  assert.equal((await sheet.answers()).stop.how.length, 600);
});

audit("the sheet: the card so far leaves a phone's screen to the question", async (page) => {
  const sheet = await Sheet.open(page);
  await sheet.answer("stop", ["word"], "Tuesday, and then sit where I can see you. ".repeat(4));
  await sheet.next();
  await sheet.answer(
    "off-limits",
    ["phones"],
    "Neck and stomach. If you have to get up, tell me where you go. ".repeat(4),
  );
  for (const size of [
    { width: 390, height: 844 },
    { width: 375, height: 667 },
  ]) {
    await page.resize(size);
    const share = await page.evaluate(
      () => document.querySelector(".so-far").getBoundingClientRect().height / innerHeight,
    );
    assert.ok(share < 0.28, `${share} of ${size.height} px`);
    await page.says(".grown", /Please, never/);
  }
});

audit("the sheet: each theme leads to something to answer, one's own words too", async (page) => {
  const sheet = await Sheet.open(page);
  await sheet.six(SAM);
  const themes = await page.evaluate(() => [...document.querySelectorAll(".themes button")].map((b) => b.textContent));
  assert.ok(themes.length > 10);
  for (const theme of themes) {
    await page.choose(theme, ".themes");
    assert.ok(
      await page.evaluate(() =>
        [...document.querySelectorAll(".sheet :is(input, textarea)")].some((f) => f.checkVisibility()),
      ),
      theme,
    );
    await sheet.view("card");
  }
  await page.choose("In your own words", ".themes");
  await page.type(".own .add input", "A foot bath");
  await page.click("[data-do=add-own]");
  await page.click("#q-own-1 .want label");
  await page.choose("See my card");
  await page.evaluate(() =>
    [...document.querySelectorAll(".shown .line")].find((l) => l.textContent.includes("A foot bath")).click(),
  );
  assert.deepEqual(
    await page.evaluate(() =>
      [...document.querySelectorAll(".sheet .q")].filter((q) => q.checkVisibility()).map((q) => q.id),
    ),
    ["q-own-1"],
  );
});
