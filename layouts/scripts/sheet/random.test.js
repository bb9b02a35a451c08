/** Random sheets and texts for the tests, the same on every run. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { GIVES, MEANS, TIMES, WHOSE, isText, readForm, wantsOf } from "./form.js";
import { cleanLine, cleanText } from "./clean.js";
import { customQuestion, isEmpty, newPerson } from "./model.js";

const data = new URL("../../../builder/sheet/testdata/", import.meta.url);

/** @param {string} name */
export const testdata = (name) => JSON.parse(readFileSync(new URL(name, data), "utf8"));

/** The sentences that all questions share, as scripts import them. */
const says = Object.fromEntries(
  readFileSync(new URL("../../words/en.sheet.yaml", import.meta.url), "utf8")
    .split("\n")
    .flatMap((line) => {
      const match = /^sheet\.says\.([\w-]+): (?:"(.*)"|(.*))$/.exec(line);
      return match ? [[match[1], match[2] ?? match[3]]] : [];
    }),
);

/** The form that the golden files belong to. */
export const form = readForm({ ...testdata("form.json"), says });

/** The form of the guide, as its page has it. */
export function guideForm() {
  const folder = mkdtempSync(tmpdir() + "/guide-");
  try {
    const file = folder + "/form.json";
    execFileSync("go", ["test", "./builder/sheet", "-run", "^TestWriteGuide$", "-guide", file], {
      cwd: new URL("../../..", import.meta.url),
    });
    return readForm({ ...JSON.parse(readFileSync(file, "utf8")), says });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Numbers from 0 to 1, mulberry32. @param {number} seed */
export function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const PIECES = [
  "tea",
  " ",
  "\n",
  "é",
  "می‌خواهم",
  "👩‍👩‍👧",
  "ß",
  "<b>",
  "&",
  "🏴󠁧󠁢󠁷󠁬󠁳󠁿",
  "123",
  ".",
  "_",
  "日本",
  "!",
  "#s1.",
  "Z̧",
];

/** @param {() => number} next @param {number} max */
export function randomText(next, max) {
  let text = "";
  for (let n = Math.floor(next() ** 2 * max); n > 0; n--) text += PIECES[Math.floor(next() * PIECES.length)];
  return text;
}

/**
 * A sheet as it is after cleaning, so that it has to survive any round trip.
 * @param {() => number} next
 * @param {number} people
 * @param {import("./form.js").Form} [of]
 */
export function randomSheet(next, people, of = form) {
  const one = (/** @type {string[]} */ list) => list[Math.floor(next() * list.length)];
  const some = (/** @type {string[]} */ list) => list.filter(() => next() < 0.4);
  const full = next();
  const numbers = Array.from({ length: 60 }, (_, i) => i + 1).filter(() => next() < full / 20);
  const custom = numbers.map((n) => ({ id: "own-" + n, label: cleanLine("item " + n + randomText(next, 5), 120) }));
  const answer = (/** @type {import("./form.js").Question} */ q) => {
    /** @type {import("./model.js").Answer} */
    const a = {};
    const ids = (q.options ?? []).map((o) => o.id);
    if (q.type === "rate") {
      if (next() < 0.8) a.want = one(wantsOf(q));
      if (next() < 0.5) a.give = one(GIVES);
      const when = q.when && next() < 0.5 ? some(TIMES) : [];
      if (when.length) a.when = when;
    }
    if (q.type === "slots") {
      const slots = some(ids).map((slot) => ({
        slot,
        by: one(MEANS),
        who: one(WHOSE),
        ...(next() < 0.5 && { at: "21:00" }),
        ...(next() < 0.5 && { else: cleanLine("x" + randomText(next, 10), 200) }),
      }));
      if (slots.length) a.slots = slots;
      return a;
    }
    if (q.type === "contacts") {
      a.contacts = [{ who: "Jo", how: cleanLine(randomText(next, 10), 200) }];
      return { ...a, private: false };
    }
    let picks = ids.length ? some(ids) : [];
    if (q.type === "rank" && next() < 0.5) picks.reverse();
    if (q.type === "choice") picks = picks.slice(0, 1);
    if (picks.length) a.picks = picks;
    const how = isText(q) || next() < 0.4 ? cleanText(randomText(next, 60)) : "";
    if (how) a.how = how;
    if (q.private) a.private = false;
    return a;
  };
  const list = Array.from({ length: people }, () => {
    const person = newPerson(cleanLine(randomText(next, 8), 60));
    for (const q of [...of.all, ...custom.map(customQuestion)]) {
      const a = next() < full ? answer(q) : {};
      if (!isEmpty(a)) person.answers.set(q.id, a);
    }
    return person;
  });
  return { solo: next() < 0.2, people: list, custom };
}
