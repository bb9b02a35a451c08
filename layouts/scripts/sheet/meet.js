/**
 * Compares the answers to one rated question.
 *
 * @typedef {import("./circle.js").Circle} Circle
 * @typedef {import("./circle.js").Found} Found
 * @typedef {import("./form.js").Question} Question
 * @typedef {import("./model.js").Answer} Answer
 */
import { found, overlap } from "./circle.js";

/**
 * For things that one person gets alone: their wish against what each other person can give.
 * @param {Circle} c
 * @param {Question} q
 * @returns {Found[]}
 */
export function shared(c, q) {
  const low = gap(c, q);
  return [
    ...low,
    ...c.all.flatMap((a) =>
      wish(
        c,
        q,
        a,
        low.some((g) => g.a.includes(a)),
      ),
    ),
  ];
}

/**
 * @param {Circle} c
 * @param {Question} q
 * @param {number} a
 * @param {boolean} low their need is in a gap already
 * @returns {Found[]}
 */
function wish(c, q, a, low) {
  const by = (/** @type {string[]} */ ...gives) =>
    c.others(a).filter((b) => gives.includes(c.answer(b, q)?.give ?? ""));
  const one = (/** @type {Found["at"]} */ at, /** @type {string} */ kind, /** @type {number[]} */ b) => [
    found(at, kind, q, [a], b),
  ];
  const [glad, later, silent, none] = [by("happy"), by("sometimes", "ask"), by(""), by("cant")];
  const want = c.answer(a, q)?.want;
  const must = want === "must";
  if (want === "unsure") return one("unsaid", "unsure", []);
  if (glad.length && want !== "dont") return want ? one("fits", "fits", glad) : one("unsaid", "offer", glad);
  if (!must && want !== "nice") return [];
  if (later.length) return must ? one("talk", "talk", later) : one("fits", "maybe", later);
  if (silent.length) return one("unsaid", "unsaid", silent);
  return must && !low ? one("talk", "plan-b", none) : [];
}

/**
 * At least two want it at one time, and nobody can give it.
 * @param {Circle} c
 * @param {Question} q
 * @returns {Found[]}
 */
function gap(c, q) {
  if (!c.all.every((i) => c.answer(i, q)?.give === "cant")) return [];
  const wanting = c.all.filter((i) => ["must", "nice"].includes(c.answer(i, q)?.want ?? ""));
  const at = wanting.filter((i) => wanting.some((j) => i !== j && overlap(c.answer(i, q), c.answer(j, q))));
  return at.length > 1 ? [found("talk", "both-low", q, at)] : [];
}

/** @type {Record<string, string>} */
const STANCES = {
  dont: "no",
  must: "need",
  nice: "like",
  either: "fine",
  unsure: "unsure",
  happy: "fine",
  sometimes: "maybe",
  ask: "maybe",
};

/** What somebody says to a thing that concerns everyone, from both parts of their answer. @param {Answer} [a] */
const stance = ({ want, give } = {}) => (give === "cant" ? "no" : (STANCES[want ?? give ?? ""] ?? "silent"));

/**
 * For things that involve or surround everyone: each has to say yes. Nobody is pressed for what takes a glad
 * yes.
 *
 * @param {Circle} c @param {Question} q @returns {Found[]}
 */
export function together(c, q) {
  const by = (/** @type {string[]} */ ...stances) => c.all.filter((i) => stances.includes(stance(c.answer(i, q))));
  const [need, no, silent] = [by("need"), by("no"), by("silent")];
  const givers = by("fine").filter((i) => !c.answer(i, q)?.want);
  const open = by("unsure").map((a) => found("unsaid", "unsure", q, [a]));
  if (q.mutual !== "glad" && givers.length) open.push(...silent.map((a) => found("unsaid", "offer", q, [a], givers)));
  if (q.mutual === "clash" && no.length) {
    const against = no.filter((b) => need.some((a) => overlap(c.answer(a, q), c.answer(b, q))));
    if (against.length)
      return [
        ...open,
        found(
          "talk",
          "opposite",
          q,
          need.filter((a) => against.some((b) => overlap(c.answer(a, q), c.answer(b, q)))),
          against,
        ),
      ];
    if (!need.length) return open;
  }
  return [
    ...open,
    ...willing(c, q, {
      need,
      like: by("need", "like"),
      yes: by("need", "like", "fine"),
      maybe: by("maybe"),
      unsure: by("unsure"),
      silent,
      no,
    }),
  ];
}

/**
 * @param {Circle} c
 * @param {Question} q
 * @param {Record<"need" | "like" | "yes" | "maybe" | "unsure" | "silent" | "no", number[]>} who
 * @returns {Found[]}
 */
function willing(c, q, { need, like, yes, maybe, unsure, silent, no }) {
  const one = (
    /** @type {Found["at"]} */ at,
    /** @type {string} */ kind,
    /** @type {number[]} */ a,
    /** @type {number[]} */ b = [],
  ) => [found(at, kind, q, a, b)];
  if (!like.length) return [];
  if (yes.length > 1) {
    const apart = yes.some((a) => yes.some((b) => !overlap(c.answer(a, q), c.answer(b, q))));
    return apart ? one("talk", "times", yes) : one("fits", "both", yes);
  }
  const later = need.length ? [...unsure, ...maybe].sort() : maybe;
  if (later.length)
    return q.mutual === "glad"
      ? []
      : need.length
        ? one("talk", "talk", like, later)
        : one("fits", "maybe", like, later);
  if (need.length && unsure.length) return [];
  if (silent.length) return one("unsaid", "unsaid", like, silent);
  return need.length && no.length && q.mutual === "yes" ? one("talk", "plan-b", like, no) : [];
}
