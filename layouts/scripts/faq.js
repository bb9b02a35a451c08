// The page of all questions: a filter hides those that don't match what is typed, and the fragment
// of an address opens its question. Without script all questions are there, closed.
import { Engine } from "./search/engine.js";
import { hasAll } from "./search/filter.js";
import { words } from "./search/fold.js";
import { holding } from "./search/holding.js";

/** Milliseconds without a key press before the result is announced. */
const pause = 700;

const root = new URL("..", import.meta.url).href;

class FaqFilter extends HTMLElement {
  connectedCallback() {
    if (this.querySelector("input")) return;
    const { label = "", shown = "" } = this.dataset;
    const none = /** @type {HTMLElement} */ (this.querySelector(".filter-none"));
    const input = document.createElement("input");
    input.type = "search";
    input.autocomplete = "off";
    input.spellcheck = false;
    const named = document.createElement("label");
    named.append(label, input);
    const said = document.createElement("p");
    said.setAttribute("role", "status");
    this.prepend(named, said);
    const answers = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".answer"))];
    const groups = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("section.answers"))];
    const engine = new Engine(load, `word-index/${document.documentElement.lang}/`);
    let turn = 0;
    let timer = 0;

    async function filter() {
      const mine = ++turn;
      const typed = input.value;
      const left = typed.trim() ? await having(engine, answers, typed) : answers;
      if (mine !== turn) return;
      for (const answer of answers) answer.hidden = !left.includes(answer);
      for (const group of groups) group.hidden = !group.querySelector(".answer:not([hidden])");
      none.hidden = left.length > 0;
      clearTimeout(timer);
      const report = typed && shown.replace("{n}", String(left.length)).replace("{all}", String(answers.length));
      timer = setTimeout(() => (said.textContent = report), report ? pause : 0);
    }

    function reset() {
      input.value = "";
      return filter();
    }

    input.addEventListener("input", filter);
    input.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") reset();
    });
    this.querySelector(".filter-find")?.addEventListener("click", (event) => {
      if (search(input.value)) event.preventDefault();
    });
    // A link to a question must find it, and whoever comes back must not see what was typed.
    addEventListener("hashchange", () => reset().then(unfold));
    addEventListener("pagehide", reset);
    document.addEventListener("quick-leave", reset);
  }
}

/**
 * The answers that match everything typed: by the search index, or by plain text if it does not
 * load.
 * @param {Engine} engine
 * @param {HTMLElement[]} answers
 * @param {string} typed
 */
async function having(engine, answers, typed) {
  try {
    const held = await holding(engine, typed);
    return held ? answers.filter((answer) => held.has(address(answer))) : answers;
  } catch {
    return answers.filter((answer) => hasAll(words(answer.textContent ?? ""), typed));
  }
}

/**
 * The address of an answer's own page, relative to the root of the site.
 * @param {HTMLElement} answer
 */
const address = (answer) =>
  /** @type {HTMLAnchorElement | null} */ (answer.querySelector(".answer-links a"))?.href.slice(root.length) ?? "";

/** @type {import("./search/engine.js").Load} */
async function load(file, stamp) {
  const response = await fetch(root + file + (stamp ? "?" + stamp : ""));
  if (!response.ok) throw new Error(file);
  return response.text();
}

/**
 * Opens the search of the guide with what was typed, if the page has one.
 * @param {string} typed
 */
function search(typed) {
  const element = document.querySelector("site-search");
  const open = () =>
    /** @type {HTMLInputElement | null} */ (element?.querySelector(".search:not([hidden]) input") ?? null);
  if (!open()) element?.querySelector("a")?.click();
  const input = open();
  if (!input) return false;
  input.value = typed;
  input.dispatchEvent(new Event("input"));
  input.focus();
  return true;
}

/** Opens the question that the address names. */
function unfold() {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!(named instanceof HTMLDetailsElement)) return;
  named.open = true;
  named.scrollIntoView();
}

customElements.define("faq-filter", FaqFilter);
unfold();
