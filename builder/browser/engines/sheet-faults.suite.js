/** What was wrong once, in each engine. */
import assert from "node:assert/strict";
import { audit, PRINTS } from "./suite.js";
import { ALEX, CATCH, SAM, Sheet } from "./sheet.js";

audit("the sheet: every radio button can be emptied again, by tap and by key", async (page) => {
  const sheet = await Sheet.open(page);
  await page.click(".whose summary");
  await page.click("[name=everything] + *, label:has(> [name=everything])");
  await page.click("label:has(> [name=layout][value=all])");
  // Questions are made ready one after the other.
  await page.wait(() => document.querySelectorAll(".q:not([hidden]) [type=radio]").length > 100);
  const stuck = await page.evaluate(async () => {
    const groups = new Map(
      [...document.querySelectorAll(".q [type=radio]")]
        .filter((i) => !i.closest("[hidden]") && !i.closest(".give"))
        .map((i) => [i.name, i]),
    );
    const stuck = [];
    for (const [name, i] of groups) {
      i.click();
      if (!i.checked) stuck.push(name + " does not tick");
      i.click();
      if (i.checked) stuck.push(name);
    }
    return [groups.size, ...stuck];
  });
  assert.ok(stuck.shift() > 10);
  assert.deepEqual(stuck, []);
  assert.deepEqual(await sheet.answers(), {});
  await page.wait(() => {
    const radio = [...document.querySelectorAll(".q:not([hidden]) .want [type=radio]")].find((i) =>
      i.checkVisibility(),
    );
    radio?.scrollIntoView({ block: "center" });
    radio?.focus();
    return radio === document.activeElement;
  });
  await page.keys("Space");
  await page.wait(() => document.querySelectorAll(".q [type=radio]:checked").length === 1);
  await page.keys("Space");
  await page.wait(() => document.querySelectorAll(".q [type=radio]:checked").length === 0);
  assert.deepEqual(await sheet.answers(), {});
});

audit("the sheet: what stays private is listed at the moment of sharing, each with a way in", async (page) => {
  const sheet = await Sheet.open(page);
  await sheet.six({ ...SAM, words: [["thanks"]] });
  await sheet.view("send");
  await page.says(".view.send .held", /inhaler/);
  assert.doesNotMatch(await page.evaluate(() => document.querySelector("#sheet-text").value), /inhaler/);
  await page.click(".view.send .held-row label");
  assert.match(await page.evaluate(() => document.querySelector("#sheet-text").value), /inhaler/);
  const link = await sheet.link();
  const other = await Sheet.open(page);
  await other.paste(link);
  await other.beside();
  await page.says(".cards", /inhaler/);
});

audit("the sheet: names are told apart, and whoever is taken away is the one that was named", async (page) => {
  const sheet = await Sheet.open(page);
  await page.click(".whose summary");
  await page.click("[data-do=add-person]");
  await page.says("[data-do=remove-person]", /Person 2/);
  await page.type(".whose .name", "Kim");
  await page.click(".persons button:first-child");
  await page.type(".whose .name", "Kim");
  assert.deepEqual(
    await page.evaluate(() => [...document.querySelectorAll(".persons button")].map((b) => b.textContent)),
    ["Kim (1)", "Kim (2)"],
  );
  await page.type(".whose .name", "m".repeat(60));
  await page.resize({ width: 320, height: 700 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await page.click(".persons button:nth-child(2)");
  await page.click("[data-do=remove-person]");
  assert.equal(
    await page.evaluate(() =>
      document
        .querySelector("sheet-planner")
        .store.state.mine.people.map((p) => p.name[0])
        .join(),
    ),
    "m",
  );
  assert.ok(sheet);
});

audit("the sheet: an address that holds no sheet is taken out, and said", async (page) => {
  for (const hash of ["#s1", "#s1%2EAAAA", "#s1.", "#s1p.x", "#s1." + "A".repeat(40_000), "#nothing-here"]) {
    await page.goto("/sheet/" + hash, CATCH);
    await page.wait(() => document.querySelector("sheet-planner.on"));
    const looked = await page.evaluate(() => document.querySelector(".preview .choices button")?.click() ?? true);
    await page.wait(() => !document.querySelector(".sheet-error").hidden || !document.querySelector(".unlock").hidden);
    assert.equal(new URL(await page.url()).hash, "", hash.slice(0, 20));
    assert.ok(looked ?? true);
  }
  for (const place of ["#page:main", "#q-first"]) {
    await page.goto("/sheet/" + place, CATCH);
    await page.wait(() => document.querySelector("sheet-planner.on"));
    assert.ok(await page.evaluate(() => document.querySelector(".sheet-error").hidden), place);
  }
});

audit("the sheet: a long link or a million letters in the paste box hold nothing up", async (page) => {
  const sheet = await Sheet.open(page);
  for (const size of [10_000, 1_000_000]) {
    await sheet.view("compare");
    await page.seen(".paste");
    // As pasting does: what a field takes at most holds for it, not for a script.
    await page.evaluate((n) => {
      const field = document.querySelector(".paste");
      field.focus();
      field.select();
      document.execCommand("insertText", false, "https://x.example/#s1." + "A".repeat(n));
    }, size);
    await page.click("[data-do=paste]");
    await page.wait(() => !document.querySelector(".sheet-error").hidden);
    const tall = await page.evaluate(() => document.querySelector(".paste").getBoundingClientRect().height);
    assert.ok(tall < 300, `the box is ${tall} px high`);
    await sheet.view("card");
  }
});

audit("the sheet: Shift with a click selects, with a wheel it scrolls, and neither leaves", async (page) => {
  const sheet = await Sheet.open(page);
  await sheet.answer("stop", ["word"]);
  await page.evaluate(() => {
    for (let i = 0; i < 8; i++) {
      document.dispatchEvent(new KeyboardEvent("keydown", { key: "Shift", bubbles: true }));
      document.body.dispatchEvent(
        i < 4
          ? new PointerEvent("pointerdown", { bubbles: true, shiftKey: true })
          : new WheelEvent("wheel", { bubbles: true, shiftKey: true }),
      );
      document.dispatchEvent(new KeyboardEvent("keyup", { key: "Shift", bubbles: true }));
    }
  });
  assert.equal(Object.keys(await sheet.answers()).length, 1);
});

audit("the sheet: a copy of its own says who to call, and the way out covers nothing", async (page) => {
  const sheet = await Sheet.open(page, "/sheet/planner.html");
  const covered = await page.evaluate(() => {
    const leave = document.querySelector(".leave a").getBoundingClientRect();
    const h1 = document.querySelector("h1").getBoundingClientRect();
    return leave.bottom > h1.top && leave.left < h1.right && leave.top < h1.bottom;
  });
  assert.ok(!covered, "the heading is covered");
  await page.says("main", /116 123/);
  await sheet.six(SAM);
  await page.wait(() => document.querySelector(".view.card .line"));
});

audit("the sheet: messages stand beside what they speak of, are heard, and go", async (page) => {
  const sheet = await Sheet.open(page);
  await sheet.six(SAM);
  // What stands below does not move when it comes, and the next tap hits it.
  const tops = () =>
    page.evaluate(() =>
      [...document.querySelectorAll(".sheet-views button")].map((b) => b.getBoundingClientRect().top + scrollY).join(),
    );
  const before = await tops();
  await page.click("[data-do=copy-card]");
  await page.wait(() => document.querySelector(".said"));
  assert.equal(await tops(), before);
  const [distance, heard] = await page.evaluate(() => [
    Math.abs(
      document.querySelector(".said").getBoundingClientRect().top -
        document.querySelector("[data-do=copy-card]").getBoundingClientRect().bottom,
    ),
    document.querySelector(".sheet-live").textContent,
  ]);
  assert.ok(distance < 150, `${distance} px away`);
  assert.equal(heard, "Copied.");
  await page.click("[data-do=badly]");
  await page.wait(() => !document.querySelector(".said"));
});

audit(
  "the sheet: steps are announced, hints belong to their fields, and whose answers these are is in sight",
  async (page) => {
    const sheet = await Sheet.open(page);
    await sheet.name("Sam");
    for (let i = 0; i < 6; i++) {
      await page.says(".where", new RegExp(`${i + 1} of 6`));
      if (i) assert.equal(await page.evaluate(() => document.activeElement.matches(".q")), true);
      const whose = await page.evaluate(() => {
        const box = document.querySelector(".whose-name").getBoundingClientRect();
        return box.top >= 0 && box.bottom <= innerHeight && document.querySelector(".whose-name").textContent;
      });
      assert.match(String(whose), /Sam/);
      await sheet.next();
    }
    await page.click(".whose summary");
    await page.click("label:has(> [name=layout][value=all])");
    await page.click("label:has(> [name=everything])");
    await page.wait(() =>
      [...document.querySelectorAll(".q:not([hidden])")].every((e) => e.querySelector(".keep-private")),
    );
    const loose = await page.evaluate(() =>
      [...document.querySelectorAll(".q:not([hidden]) .exactly")]
        .filter((f) => {
          const ids = (f.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
          return (
            ids.some((id) => !document.getElementById(id)) ||
            (!ids.length && f.closest(".q").querySelector("legend + p"))
          );
        })
        .map((f) => f.closest(".q").id),
    );
    assert.deepEqual(loose, []);
    for (const field of ["spellcheck", "writingsuggestions"])
      assert.equal(await page.evaluate((f) => document.querySelector(".sheet-page").getAttribute(f), field), "false");
    assert.equal(await page.evaluate(() => document.querySelector(".q .exactly").spellcheck), false);
  },
);

audit("the sheet: nothing is there after reload, Back and leaving", async (page, engine) => {
  for (const way of ["reload", "back", "leave"]) {
    const sheet = await Sheet.open(page);
    await sheet.six(SAM);
    page.asked.length = 0;
    // A page that comes back from memory is on until it has been loaded anew.
    await page.evaluate(() => (window.before = true));
    if (way === "reload") await page.reload();
    if (way === "back") {
      await page.visit(page.server.origin + "/about/");
      await page.back();
    }
    // WebKit's driver answers by itself.
    if (engine !== "WebKit") assert.deepEqual(page.asked, way === "leave" ? [] : ["beforeunload"], way);
    if (way === "leave") {
      await page.evaluate(() => (document.dispatchEvent(new Event("quick-leave")), true));
      assert.deepEqual(await sheet.answers(), {});
      continue;
    }
    await page.wait(() => !window.before && document.querySelector("sheet-planner.on"));
    assert.deepEqual(await sheet.answers(), {}, way);
    const left = await page.evaluate(
      () =>
        [...document.querySelectorAll("input, textarea")]
          .filter((f) => f.checked || (f.type === "textarea" && f.value))
          .filter((f) => !f.closest(".planner-top")).length,
    );
    assert.equal(left, 0, way);
    assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 0], way);
  }
});

audit("the sheet: a draft is kept where it was asked for, and continued", async (page) => {
  const sheet = await Sheet.open(page);
  await page.click(".whose summary");
  await page.click("label:has(> [name=keep][value=tab])");
  await page.click(".whose summary");
  await sheet.answer("stop", ["word"], "Tuesday");
  await page.wait(() => sessionStorage.length > 0 && sessionStorage.getItem(sessionStorage.key(0)).includes("Tuesday"));
  await page.reload();
  await page.wait(() => document.querySelector(".offer"));
  await page.choose("Continue with it", ".offer");
  assert.equal((await sheet.answers()).stop.how, "Tuesday");
});

audit(
  "the sheet: a card and a comparison on paper keep what is about safety",
  async (page) => {
    const sheet = await Sheet.open(page);
    await sheet.name("Sam");
    await sheet.six(SAM);
    for (const format of ["A4", "Letter"]) {
      await page.click(".view.card [data-do=print-card]");
      const { text, pages } = await sheet.printed(format);
      for (const want of ["Sam", "Tuesday", "Not my neck", "From behind, ten minutes.", "This is a plan", "116 123"])
        assert.ok(text.includes(want), `${format} lacks ${want}: ${text}`);
      assert.equal(pages, 1, format);
      assert.ok(!text.includes("Leave") && !text.includes("inhaler"), text);
      const small = await page.evaluate(
        () =>
          [...document.querySelectorAll(".print-area *")]
            .map((e) => parseFloat(getComputedStyle(e).fontSize))
            .filter((s) => s && s < 11).length,
      );
      assert.equal(small, 0);
    }
    const link = await sheet.link();
    const alex = await Sheet.open(page);
    await alex.name("Alex");
    await alex.six(ALEX);
    await alex.paste(link);
    await alex.beside();
    await page.wait(() => document.querySelector(".out .care-safety"));
    await page.click(".view.compare .compared [data-do=print-card]");
    const { text } = await alex.printed("A4");
    for (const want of ["Sam", "Alex", "Tuesday", "Not my neck", "okes", "until everyone has said so"])
      assert.ok(text.includes(want), `the comparison lacks ${want}: ${text}`);
  },
  PRINTS,
);

audit("the sheet: the card is a picture of its own", async (page) => {
  const sheet = await Sheet.open(page);
  await sheet.name("Sam");
  await sheet.six(SAM);
  await page.click("[data-do=save-picture]");
  await page.wait(() => window.saved.length > 0);
  const [type, size, dark] = await page.evaluate(async () => {
    const blob = window.saved.at(-1);
    const bitmap = await createImageBitmap(blob);
    const canvas = Object.assign(document.createElement("canvas"), { width: bitmap.width, height: bitmap.height });
    const c = canvas.getContext("2d");
    c.drawImage(bitmap, 0, 0);
    const { data } = c.getImageData(0, 0, bitmap.width, bitmap.height);
    let dark = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i] + data[i + 1] + data[i + 2] < 300) dark++;
    return [blob.type, [bitmap.width, bitmap.height], dark];
  });
  assert.equal(type, "image/png");
  assert.equal(size[0], 1080);
  assert.ok(size[1] > 900 && dark > 5000, `${size} with ${dark} dark pixels`);
});

audit("the sheet: going through it again, two taps a line, marks what has changed", async (page) => {
  const sheet = await Sheet.open(page);
  await sheet.six(SAM);
  await sheet.view("send");
  await page.click("label:has(> .with-private)");
  await page.click("[data-do=file]");
  const text = await sheet.saved();
  await Sheet.open(page);
  await page.evaluate((t) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([t], "sheet.json"));
    const input = document.querySelector(".bring [type=file]");
    input.files = transfer.files;
    input.dispatchEvent(new Event("change"));
  }, text);
  await page.wait(() => !document.querySelector(".preview").hidden);
  await sheet.mine();
  await page.click(".after-use [data-view=review]");
  const rows = await page.evaluate(() => document.querySelectorAll(".review-row").length);
  assert.ok(rows >= 5);
  await page.click(".review-row [data-id]");
  assert.equal(
    await page.evaluate(() => document.querySelector(".review-row [data-id]").getAttribute("aria-pressed")),
    "true",
  );
  await page.evaluate(() =>
    document
      .querySelector('.review-row [data-id="first"]')
      .parentElement.querySelector("button:not([data-id])")
      .click(),
  );
  await page.type("#q-first .exactly", "Five minutes.");
  await page.choose("Back to the list");
  await page.says(".review-lines", /changed/);
  await page.click("[data-do=save-whole]");
  await page.says(".said", /Saved as sheet.json/);
  for (const kept of [/Five minutes/, /inhaler/]) assert.match(await sheet.saved(), kept);
  await page.evaluate(() => (window.saved.length = 0));
});

audit("the sheet: nothing is asked for once it is there", async (page) => {
  const sheet = await Sheet.open(page);
  page.server.paths.length = 0;
  await sheet.six(SAM);
  await sheet.link();
  await page.click("[data-do=qr]");
  await sheet.view("compare");
  assert.deepEqual(page.server.paths, []);
});

/** Answers that meet and pull apart, for six. @type {[string, Record<string, any>][]} */
const SIX = [
  [
    "Sam",
    {
      stop: { picks: ["word"], how: "The word is Tuesday." },
      "off-limits": { picks: ["phones"], how: "Not my neck." },
      first: { picks: ["held"], how: "From behind, ten minutes." },
      "check-in": { slots: [{ slot: "tonight", by: "message", at: "9pm", who: "me" }] },
    },
  ],
  [
    "Alex",
    {
      stop: { picks: ["hand"] },
      "off-limits": { picks: ["jokes"], how: "No tickling, ever." },
      first: { picks: ["alone"] },
      "hold-me": { want: "nice", give: "happy" },
      "alone-first": { want: "must" },
      "check-in": { slots: [{ slot: "tonight", by: "message", at: "22:00", who: "me" }] },
    },
  ],
  [
    "Bo",
    {
      stop: { picks: ["word"], how: "Red." },
      first: { picks: ["held"] },
      "hold-me": { want: "must", give: "sometimes" },
    },
  ],
  [
    "Cem",
    {
      stop: { picks: ["hand"], how: "Two taps." },
      "off-limits": { picks: ["phones"] },
      "hold-me": { want: "dont", give: "cant" },
    },
  ],
  ["Dara", { stop: { picks: ["word"], how: "Lighthouse." }, "hold-me": { want: "nice", give: "happy" } }],
  [
    "Fi",
    {
      stop: { picks: ["hand"] },
      "off-limits": { picks: ["jokes", "phones"], how: "Nobody films." },
      "alone-first": { want: "must" },
      "hold-me": { want: "unsure", give: "ask" },
    },
  ],
];

/** A comparison of six. @param {any} page */
async function six(page) {
  const sheet = await Sheet.open(page);
  await page.evaluate((all) => {
    document.querySelector("sheet-planner").store.change((s) => {
      s.mine.people = all.map(([name, answers]) => ({
        name,
        answers: new Map(Object.entries(answers)),
        extra: new Map(),
      }));
    });
  }, SIX);
  await sheet.view("compare");
  await page.wait(() => document.querySelector(".out .talk"));
  return sheet;
}

audit(
  "the sheet: a comparison of six is one page",
  async (page) => {
    const sheet = await six(page);
    for (const format of ["A4", "Letter"]) {
      await page.click(".view.compare .compared [data-do=print-card]");
      const { text, pages } = await sheet.printed(format);
      assert.equal(pages, 1, format);
      for (const want of [
        "Tuesday",
        "neck",
        "tickling",
        "films",
        "Lighthouse",
        "Red.",
        "taps",
        "hold me",
        "from me",
        "988",
      ])
        assert.ok(text.includes(want), `${format} lacks ${want}: ${text}`);
      await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    }
  },
  PRINTS,
);

audit("the sheet: no number and no long word of a card or a comparison is clipped", async (page) => {
  await six(page);
  await page.evaluate(() => {
    const { store } = document.querySelector("sheet-planner");
    store.change((s) => s.mine.people.forEach((p) => (p.answers.get("stop").how = "W".repeat(90))));
  });
  await page.resize({ width: 320, height: 640 });
  const clipped = () =>
    page.evaluate(() => {
      const found = [];
      const texts = document.createTreeWalker(document.querySelector(".view:not([hidden])"), NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const e = texts.currentNode.parentElement;
        if (!texts.currentNode.data.trim() || !e.checkVisibility() || e.closest(".visually-hidden")) continue;
        const range = document.createRange();
        range.selectNodeContents(texts.currentNode);
        for (const r of range.getClientRects()) {
          if (r.left < 0 || r.right > innerWidth)
            found.push("beside the screen: " + texts.currentNode.data.slice(0, 30));
          for (let box = e; box; box = box.parentElement) {
            const { overflowX, contentVisibility } = getComputedStyle(box);
            const b = box.getBoundingClientRect();
            if (
              (overflowX !== "visible" || contentVisibility === "auto") &&
              (r.left < b.left - 1 || r.right > b.right + 1)
            )
              found.push(`cut by ${box.className}: ${texts.currentNode.data.slice(0, 30)}`);
          }
        }
      }
      return [...new Set(found)];
    });
  assert.ok(await page.evaluate(() => document.querySelectorAll(".out .number").length > 1));
  assert.deepEqual(await clipped(), []);
  await page.click(".sheet-views [data-view=card]");
  assert.deepEqual(await clipped(), []);
});

audit("the sheet: what skips leads to a place on the page", async (page) => {
  await Sheet.open(page);
  const skips = await page.evaluate(() =>
    [...document.querySelectorAll(".skip[href], .skip a")].map((a) => [
      a.getAttribute("href"),
      !!document.getElementById(a.hash.slice(1))?.checkVisibility(),
    ]),
  );
  assert.ok(skips.length > 0);
  for (const [href, there] of skips) assert.ok(href.startsWith("#") && there, href);
});

audit("the sheet: an address that a messenger encoded leads on to the sheet", async (page) => {
  const sam = await Sheet.open(page);
  await sam.six(SAM);
  const link = await sam.link();
  for (const way of [
    (/** @type {string} */ l) => l.replace("#", "%23"),
    (/** @type {string} */ l) => l.replace("#", "%2523"),
    (/** @type {string} */ l) => l.replace("#", "?fbclid=IwAR0%23"),
  ]) {
    await page.goto(way(link.slice(link.indexOf("/sheet/"))), CATCH);
    await page.wait(() => document.querySelector("sheet-planner.on") && !document.querySelector(".preview").hidden);
    await page.choose("Read it", ".preview");
    await page.wait(() => document.querySelector(".view.compare .cards .line"));
    assert.doesNotMatch(await page.url(), /s1/);
  }
  page.remarks = page.remarks.filter((said) => !said.includes("404"));
});

audit("the sheet: nothing to send, nothing to compare, and it says so", async (page) => {
  const sheet = await Sheet.open(page);
  await sheet.view("card");
  await page.says(".view.card", /Nothing is on it yet/);
  await sheet.view("send");
  await page.says(".view.send", /nothing to send yet/);
  assert.ok(await page.evaluate(() => !document.querySelector("[data-do=link]").checkVisibility()));
  await sheet.view("compare");
  await page.says(".view.compare", /open somebody else’s/);
});

audit("the sheet: names keep their own direction", async (page) => {
  const sheet = await Sheet.open(page);
  await sheet.name("سام (1)");
  await sheet.six(SAM);
  const turned = await page.evaluate(() =>
    [...document.querySelectorAll("sheet-planner :is(.whose-name, .care-who) bdi")].map(
      (b) => getComputedStyle(b).direction,
    ),
  );
  assert.ok(turned.length > 1);
  assert.deepEqual(new Set(turned), new Set(["rtl"]));
});
