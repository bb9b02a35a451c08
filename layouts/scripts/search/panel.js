// The search panel: an input, what was found, and what is said about it. It is loaded when a reader
// opens it. Words go nowhere: not into the address, the history or any storage.
import { Engine } from "./engine.js";
import { marked, quote } from "./quote.js";

/**
 * @typedef {import("./engine.js").Found} Found
 * @typedef {import("./quote.js").Marks} Marks
 */

/** How many pages are quoted, how many more are named, and how many sections of each are shown. */
const quoted = 3;
const named = 7;
const shownSections = 2;

/** Milliseconds without a key before anything is said. */
const pause = 700;

/**
 * @param {HTMLElement} panel
 * @param {string} root the way to the root of the site
 * @param {string} index the folder of the index, below the root
 * @param {(again: boolean) => import("./engine.js").Load} from where files come from; again, past what is kept
 */
export function start(panel, root, index, from = (again) => fetching(root, again)) {
  const input = /** @type {HTMLInputElement} */ (panel.querySelector("input"));
  const said = /** @type {HTMLElement} */ (panel.querySelector("[role=status]"));
  const results = /** @type {HTMLElement} */ (panel.querySelector(".search-results"));
  let engine = new Engine(from(false), index);
  let turn = 0;
  let timer = 0;

  async function look() {
    const mine = ++turn;
    clearTimeout(timer);
    const text = input.value;
    let words = "";
    /** @type {Node[]} */
    let list = [];
    if (text.trim()) {
      try {
        const found = await engine.search(text).catch(() => {
          // The site may have been published anew since the table was loaded.
          engine = new Engine(from(true), index);
          return engine.search(text);
        });
        list = await render(found);
        words = report(found);
      } catch {
        words = panel.dataset.failed ?? "";
      }
    }
    if (mine !== turn) return;
    results.replaceChildren(...list);
    if (!text) said.textContent = "";
    timer = setTimeout(() => (said.textContent = words), text ? pause : 0);
  }

  /** @param {Found} found */
  function report({ hits, guesses }) {
    const guess = guesses.map(([typed, taken]) => fill("guess", { typed, taken })).join(" ");
    return guess + " " + (hits.length ? fill("found", { n: String(hits.length) }) : panel.dataset.none);
  }

  /**
   * @param {string} word
   * @param {Record<string, string>} values
   */
  const fill = (word, values) => (panel.dataset[word] ?? "").replace(/\{(\w+)\}/g, (_, name) => values[name]);

  /** @param {Found} found */
  async function render({ hits, marks }) {
    const first = await Promise.all(hits.slice(0, quoted).map((hit) => answer(hit, marks)));
    const more = hits.slice(quoted, quoted + named).map(({ page }) => element("li", link(page.url, page.title, marks)));
    return [element("ol", ...first), ...(more.length ? [element("ul", ...more)] : [])];
  }

  /**
   * A page that was found, with lines from it.
   * @param {import("./rank.js").Hit} hit
   * @param {Marks} marks
   */
  async function answer({ page, own, sections }, marks) {
    const item = element("li", link(page.url, page.title, marks));
    const texts = await engine.quotes(page).catch(() => []);
    const line = (/** @type {string[]} */ pieces) => (pieces?.length ? [element("p", ...highlight(quote(pieces, marks), marks))] : []);
    if (own) item.append(...line(texts[0]?.pieces));
    const inside = sections.map((i) => texts[i]).filter(Boolean);
    if (inside.length) {
      const list = inside.slice(0, shownSections).map((s) => element("li", link(page.url + "#" + s.id, s.heading, marks), ...line(s.pieces)));
      item.append(element("ul", ...list));
    }
    return item;
  }

  /**
   * @param {string} url
   * @param {string} text
   * @param {Marks} marks
   */
  function link(url, text, marks) {
    const a = /** @type {HTMLAnchorElement} */ (element("a", ...highlight(text, marks)));
    a.href = root + url;
    return a;
  }

  /** @param {KeyboardEvent} event */
  function move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1, Enter: event.target === input ? 1 : 0 }[event.key];
    if (!step) return;
    const stops = [input, ...panel.querySelectorAll("a")];
    const next = stops[stops.indexOf(/** @type {any} */ (document.activeElement)) + step];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  }

  panel.addEventListener("keydown", move);
  input.addEventListener("input", look);
  look();
}

/**
 * @param {string} root
 * @param {boolean} again
 * @returns {import("./engine.js").Load}
 */
const fetching = (root, again) => async (file, stamp) => {
  const response = await fetch(root + file + (stamp ? "?" + stamp : ""), again ? { cache: "reload" } : {});
  if (!response.ok) throw new Error(file);
  return response.text();
};

/**
 * @param {string} name
 * @param {...(Node | string)} children
 */
function element(name, ...children) {
  const e = document.createElement(name);
  e.append(...children);
  return e;
}

/**
 * @param {string} text
 * @param {Marks} marks
 */
const highlight = (text, marks) => marked(text, marks).map((part, i) => (i % 2 ? element("mark", part) : part));
