/**
 * Cards and comparisons as plain text.
 *
 * @typedef {import("./say.js").Run} Run
 * @typedef {(key: string) => string} Words
 */

/** Runs as plain text on one line. @param {Run[]} runs */
export const plain = (runs) =>
  runs
    .map((r) => r.text)
    .join("")
    .replace(/\s*\n+\s*/g, " / ");

/** @param {{runs: Run[]}[]} lines */
const bullets = (lines) => lines.map((l) => "- " + plain(l.runs));

/** @param {string[][]} blocks */
const paragraphs = (blocks) =>
  blocks
    .filter((b) => b.length)
    .map((b) => b.filter(Boolean).join("\n"))
    .join("\n\n") + "\n";

/** A card as text, which ends with a sentence. @param {import("./card.js").Card} card @param {string} end */
export const textOfCard = (card, end) =>
  paragraphs([
    [card.title, [card.name, card.date].filter(Boolean).join(", ")],
    bullets(card.safety),
    ...card.parts.map((p) => [p.title, ...bullets(p.lines)]),
    [end],
  ]);

/**
 * What follows the conversations, under its titles.
 *
 * @param {import("./comparison.js").Comparison} c
 * @param {Words} t
 */
export const rest = (c, t) =>
  /** @type {[string, import("./card.js").Line[]][]} */ ([
    [t("could-fit"), c.fits],
    [t("also-said"), c.also],
    [t("unsaid"), c.unsaid],
  ]).filter(([, lines]) => lines.length);

/**
 * A comparison as text: what keeps everyone safe first, and all of it.
 *
 * @param {import("./comparison.js").Comparison} c
 * @param {Words} t
 * @param {string} date
 */
export function textOfComparison(c, t, date) {
  const talk = (/** @type {import("./comparison.js").Talk} */ talk, /** @type {number} */ i) => [
    `${i + 1}. ${plain(talk.title)}`,
    ...bullets([...talk.why, ...talk.plan]),
    plain(talk.opener),
  ];
  const all = [...c.talks, ...c.more];
  return paragraphs([
    [c.names.join(", "), date, t("not-agreed")],
    [t("safety")],
    ...c.safety.map((s) => [s.name, ...(s.lines.length ? bullets(s.lines) : ["- " + t("nothing-shared")])]),
    all.length ? [t("talk")] : [],
    ...all.map(talk),
    ...rest(c, t).map(([title, lines]) => [title, ...bullets(lines)]),
    c.names.map((name) => `${name}: ____________________`),
  ]);
}
