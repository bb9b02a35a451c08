/**
 * Reads the form from the page's own fields, so that the page is its only
 * source: data- attributes hold what a reader need not see.
 *
 * @typedef {import("./form.js").Question} Question
 */
import { readForm } from "./form.js";
import { says } from "./words.js";

/** @param {Element} e @param {string} selector */
const text = (e, selector) => e.querySelector(selector)?.textContent?.trim() ?? "";

/** What lines say, by the word that each begins with. @param {string} [text] */
const named = (text = "") =>
  Object.fromEntries(Array.from(text.matchAll(/(\S+) (.*)/g), ([, name, rest]) => [name, rest]));

/**
 * Can pause after each section: a phone takes a while to read them all.
 *
 * @param {HTMLElement} root
 * @returns {Generator<undefined, import("./form.js").Form>}
 */
export function* formOf(root) {
  const { id = "", rev, lang = "", prompts } = root.dataset;
  let last = 0;
  const sections = [];
  for (const s of root.querySelectorAll("section[id^=s-]")) {
    sections.push({
      id: s.id.slice(2),
      title: text(s, "h2"),
      questions: [...s.querySelectorAll(".q")].map((e) => {
        const q = question(/** @type {HTMLElement} */ (e), last + 1);
        last = q.n;
        return q;
      }),
    });
    yield;
  }
  return readForm({ id, rev: Number(rev), lang, prompts: named(prompts), says, sections });
}

/** @param {HTMLElement} e @param {number} next its number, unless it has another @returns {Question} */
function question(e, next) {
  const { n = next, type = typeOf(e), mode = "everything", is = "", card, clash, mutual, theme, says } = e.dataset;
  const { alone } = /** @type {HTMLElement} */ (e.querySelector("legend")).dataset;
  const flags = Object.fromEntries(
    is
      .split(" ")
      .filter(Boolean)
      .map((flag) => [flag, true]),
  );
  return {
    id: e.id.slice(2),
    n: Number(n),
    type,
    label: text(e, "legend"),
    mode,
    ...flags,
    alone,
    card,
    mutual,
    theme,
    options: optionsOf(e),
    if: e.dataset.if?.split(" and ").map(condition),
    clash: clash?.trim().split(" "),
    says: named(says),
  };
}

/**
 * The fields of each type, the first that fits; a type without fields of its own says so.
 * @type {[string, string][]}
 */
const FIELDS = [
  [".want", "rate"],
  [".slot", "slots"],
  [".contact", "contacts"],
  [".rank", "rank"],
  [".picks [type=radio]", "choice"],
  [".picks", "multi"],
  ["textarea[rows='1']", "text"],
  ["textarea", "long"],
];

/** @param {HTMLElement} e */
const typeOf = (e) => FIELDS.find(([fields]) => e.querySelector(fields))?.[1] ?? "";

/** @param {HTMLElement} e */
function optionsOf(e) {
  const slots = [...e.querySelectorAll(".slot")].map((s) => ({
    at: /** @type {HTMLElement} */ (s),
    label: text(s, "legend"),
  }));
  const picks = [...e.querySelectorAll(".picks input")].map((i) => ({
    at: /** @type {HTMLInputElement} */ (i),
    label: i.parentElement?.textContent?.trim() ?? "",
  }));
  return [...slots, ...picks].map(({ at, label }, i) => ({
    id: at.dataset.id ?? /** @type {HTMLInputElement} */ (at).value,
    label,
    n: Number(at.dataset.n ?? i),
    ...(at.closest("[data-alone='']") && { together: true }),
  }));
}

/** @param {string} text */
function condition(text) {
  const [id, sign, value] = text.split(" ");
  return { id, value, ...(sign === "!=" && { not: true }) };
}
