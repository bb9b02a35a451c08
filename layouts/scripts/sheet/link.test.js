/** Links as messengers, mail and its scanners leave them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { decode, encode } from "./codec.js";
import { candidates, holdsLink, isSheetAddress, leadOn } from "./link.js";
import { toFile } from "./model.js";
import { form, random, randomSheet } from "./random.test.js";

const next = random(31);
const sheets = Array.from({ length: 12 }, () => randomSheet(next, 1)).filter((s) => s.people[0].answers.size > 2);
const fragments = await Promise.all(sheets.map((s) => encode(form, s)));
// Data that ends in letters of the alphabet that programs take for punctuation, too.
const site = "https://example.org/sheet/";

/** @param {string} text @param {number} at @param {string} by */
const wrap = (text, at, by) => text.replace(new RegExp(`.{${at}}(?=.)`, "g"), "$&" + by);
const proofpoint = (/** @type {string} */ url) =>
  url
    .replace(/[-_%:#?=.&]/g, (c) => (c === "." ? "." : "-" + c.charCodeAt(0).toString(16).toUpperCase()))
    .replace(/\//g, "_");

/** @type {[string, (link: string) => string][]} */
const STATES = [
  ["as it was made", (l) => l],
  ["the part behind #", (l) => l.slice(l.indexOf("#"))],
  ["without #", (l) => l.slice(l.indexOf("#") + 1)],
  ["in a message", (l) => `Here it is: ${l} See you!`],
  ["in brackets, with a full stop", (l) => `(${l}).`],
  ["in angle brackets", (l) => `<${l}>`],
  ["in a Markdown link", (l) => `[my sheet](${l})`],
  ["with a label after a bar", (l) => `<${l}|my sheet>`],
  ["in a quoted attribute", (l) => `<a href="${l}">my sheet</a>`],
  ["in stars", (l) => `*${l}*`],
  ["in underscores", (l) => `_${l}_`],
  ["with # encoded", (l) => l.replace("#", "%23")],
  ["with # encoded twice", (l) => l.replace("#", "%2523")],
  ["with # and the full stop encoded", (l) => l.replace("#", "%23").replace(/(#|%23)(s1u?)\./, "$1$2%2E")],
  ["with # as an entity", (l) => l.replace("#", "&#35;")],
  ["with # as another entity", (l) => l.replace("#", "&num;")],
  ["with # as a hexadecimal entity", (l) => l.replace("#", "&#x23;")],
  ["in a redirect", (l) => `https://out.example/?url=${encodeURIComponent(l)}&data=05%7Cabc&reserved=0`],
  [
    "in a redirect of a redirect",
    (l) =>
      `https://a.example/?q=${encodeURIComponent(`https://b.example/l.php?u=${encodeURIComponent(l)}&h=AT0`)}&sa=D`,
  ],
  ["in a redirect, not encoded", (l) => `https://out.example/?url=${l}`],
  ["in a redirect with the target first", (l) => `https://out.example/${encodeURIComponent(l)}/abc`],
  [
    "behind a mail defence, second version",
    (l) => `https://urldefense.proofpoint.com/v2/url?u=${proofpoint(l)}&d=DwMFaQ&c=abc`,
  ],
  ["behind a mail defence, third version", (l) => `https://urldefense.com/v3/__${l.replace("#", "*")}__;Iw!!abc$`],
  ["wrapped at 72", (l) => wrap(l, 72, "\n")],
  ["wrapped at 72, with text after it", (l) => wrap(l, 72, "\n") + "\nKind regards\nSam"],
  ["wrapped at 72, with text before and after", (l) => "Hello\n\n" + wrap(l, 72, "\n") + "\n\nLove\nSam"],
  ["wrapped and quoted", (l) => "> " + wrap(l, 70, "\n> ") + "\n> Love, Sam"],
  ["wrapped and quoted twice", (l) => ">> " + wrap(l, 70, "\n>> ") + "\n> ok"],
  ["quoted with spaces", (l) => "  > " + wrap(l, 70, "\n  > ")],
  ["quoted with a bar", (l) => "| " + wrap(l, 70, "\n| ")],
  ["wrapped with carriage returns", (l) => wrap(l, 76, "\r\n") + "\r\nbye"],
  ["wrapped with a space before the break", (l) => wrap(l, 76, " \n")],
  ["wrapped with an indent", (l) => wrap(l, 60, "\n    ")],
  ["in quoted-printable", (l) => wrap(l.replace(/=/g, "=3D"), 75, "=\r\n")],
  ["with spaces in it", (l) => wrap(l, 40, " ")],
  ["with its marks escaped for Markdown", (l) => l.replace(/[_-]/g, "\\$&")],
  ["with soft hyphens", (l) => wrap(l, 20, "\u00ad")],
  ["with zero-width spaces", (l) => wrap(l, 20, "\u200b")],
  ["with marks of direction", (l) => `\u2068${l}\u2069`],
  ["with parameters added behind it", (l) => `${l}&utm_source=mail`],
  ["with a second # behind it", (l) => `${l}#:~:text=hello`],
  ["with a question mark behind it", (l) => `${l}?fbclid=IwAR0`],
  ["after another link", (l) => `https://example.org/#top and ${l}`],
  ["after a damaged one", (l) => `${l.slice(0, -9)} oh no, this one: ${l}`],
  ["after 200,000 characters", (l) => "blah ".repeat(40_000) + l],
];

for (const [name, state] of STATES) {
  test("read " + name, async () => {
    for (const [i, fragment] of fragments.entries()) {
      const text = state(`${site}#${fragment}`);
      assert.ok(holdsLink(text));
      const { sheet } = await decode(form, text);
      assert.deepEqual(sorted(toFile(form, sheet)), sorted(toFile(form, sheets[i])), text.slice(0, 200));
    }
  });
}

/** @param {any} file */
function sorted(file) {
  const copy = JSON.parse(JSON.stringify(file));
  for (const p of copy.people)
    p.answers = Object.fromEntries(Object.entries(p.answers).sort(([a], [b]) => (a < b ? -1 : 1)));
  return copy;
}

test("underscores at the end can be the link's or the message's", () => {
  assert.deepEqual(
    [...candidates("_#s1.abc__ is mine")].map((c) => c.data),
    ["abc__", "abc_", "abc", "abc__ismine", "abc__is"],
  );
});

test("an address that was cut says so, however little of it came", async () => {
  for (const hash of [
    "#s1",
    "#s1.",
    "#s1%2E",
    "#s1u",
    "#s1.ab",
    "#s1%2Eabc",
    "#s12",
    "%23s1.abc",
    "#s1." + "A".repeat(300_000),
  ]) {
    assert.ok(isSheetAddress(hash), hash.slice(0, 20));
    await assert.rejects(
      decode(form, hash),
      (/** @type {any} */ err) => ["damaged", "newer", "too-big"].includes(err.code),
      hash.slice(0, 20),
    );
  }
  for (const hash of ["", "#", "#s-touch", "#q-first", "#main", "#s", "#summary", "#s1-first"])
    assert.ok(!isSheetAddress(hash), hash);
});

test("what is no link says so", async () => {
  for (const text of ["", "hello", "https://example.org/", "s1", "<b>", "#s", "{}"]) {
    assert.ok(!holdsLink(text));
    await assert.rejects(decode(form, text), { code: text === "s1" ? "damaged" : "not-a-sheet" });
  }
});

test("a message is as long as it likes: a million characters are read or refused at once", async () => {
  const link = `${site}#${fragments[0]}`;
  const texts = [
    "x".repeat(1e6),
    "#s1." + "A".repeat(1e6),
    "#s1.a ".repeat(170_000),
    "s1.".repeat(340_000),
    "> a\n".repeat(250_000),
    "%23".repeat(333_333),
    "&#35;".repeat(200_000),
    "A\n".repeat(500_000),
    "#s1." + "ab\n> ".repeat(50_000),
    "#s1.a ".repeat(40_000),
    link + "\n" + "ab\n".repeat(80_000),
    " ".repeat(250_000) + link,
  ];
  for (const text of texts) {
    const start = performance.now();
    const got = await decode(form, text).catch((err) => err.code);
    assert.ok(performance.now() - start < 3000, `${text.slice(0, 20)}: ${performance.now() - start} ms`);
    if (text.includes(link)) assert.ok(got.sheet, text.slice(0, 20));
    else assert.match(got, /damaged|too-big|not-a-sheet/);
  }
});

test("an encoded address leads on to the sheet", () => {
  assert.equal(leadOn("/guide/sheet/%23s1.abc-_1"), "/guide/sheet/#s1.abc-_1");
  assert.equal(leadOn("/sheet/%2523s1.abc"), "/sheet/#s1.abc");
  assert.equal(leadOn("/sheet/?fbclid=x%23s1.abc"), "/sheet/#s1.abc");
  for (const path of ["/sheet/", "/other/page", "/s1.abc", "//evil.example/%23x", "/%23top"])
    assert.equal(leadOn(path), "", path);
  assert.equal(leadOn("//evil.example/%23s1.abc"), "/evil.example/#s1.abc");
});
