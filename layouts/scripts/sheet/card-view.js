/**
 * Renders a card as nodes, for screen and paper.
 *
 * @typedef {import("./card.js").Card} Card
 * @typedef {import("./card.js").Line} Line
 */
import { t } from "./context.js";
import { el, own } from "./dom.js";
import { groups } from "./groups.js";

/** @param {import("./say.js").Run[]} runs */
export const runsOf = (runs) => runs.map((run) => (run.strong ? el("strong", {}, own(run.text)) : own(run.text)));

/** @param {Line} line @param {string} [mark] what is said of one that has changed */
export const lineOf = (line, mark) =>
  el("p.line", {}, ...runsOf(line.runs), mark && " ", mark && el("span.changed-mark", {}, mark));

/** Every line of a card. @param {Card} card */
export const allLines = ({ safety, parts }) => [...safety, ...parts.flatMap((p) => p.lines)];

/**
 * Calls make with the lines of each question.
 * @param {Line[]} lines
 * @param {(id: string, lines: Line[]) => Node} make
 */
export const byQuestion = (lines, make) => groups(lines, (l) => l.question).map((same) => make(same[0].question, same));

/** The foot of a card or a comparison. */
export const foot = () =>
  el("p.care-foot", {}, t("plan"), " ", document.querySelector(".foot-help")?.textContent?.trim().replace(/\s+/g, " "));

/**
 * @param {Card} card
 * @param {string} [level]
 * @param {(line: Line) => Node} [make] a line as a part of the page
 */
export function cardOf(card, level = "h3", make = (l) => lineOf(l)) {
  const lines = (/** @type {Line[]} */ list) => list.map((l) => make(l));
  const inner = "h" + (Number(level[1]) + 1);
  return el(
    "article.care-card",
    {},
    el(level, {}, card.title),
    el("p.care-who", {}, card.name && own(card.name), card.name && " · ", card.date),
    card.safety.length > 0 && el("div.care-safety", {}, ...lines(card.safety)),
    ...card.parts.map((p) => el("section", {}, el(inner, {}, p.title), ...lines(p.lines))),
    !card.safety.length && !card.parts.length && el("p", {}, t("nothing")),
    foot(),
  );
}
