// The search panel: an input, what was found, and what is said about it. It is loaded when a reader
// opens it. Words go nowhere: not into the address, the history or any storage.
import { Engine } from "./engine.js";
import { marked, quote } from "./quote.js";
import { best } from "./rank.js";

/**
 * @typedef {import("./engine.js").Found} Found
 * @typedef {import("./engine.js").Load} Load
 * @typedef {import("./decode.js").Page} Page
 * @typedef {import("./rank.js").Hit} Hit
 * @typedef {import("./quote.js").Marks} Marks
 * @typedef {import("./quote.js").Section} Section
 */

/** How many pages are shown, and how many sections of each. */
const mostShown = 10;
const shownSections = 2;

/** Milliseconds without a key before lines are loaded to quote, and before anything is said. */
const quotePause = 150;
const speakPause = 700;

/**
 * Makes the input a search.
 * @param {HTMLElement} around the element that holds the link and the panel
 * @param {HTMLInputElement} input
 * @param {string} root the way to the root of the site
 * @param {Promise<Response>} [table] the file of pages, already asked for
 * @param {(again: boolean) => Load} from where files come from; again, past what the browser keeps
 * @param {(url: string, id?: string) => string} address where a page or a section of it is
 */
export async function start(
  around,
  input,
  root,
  table = undefined,
  from = (again) => fetching(root, again, table),
  address = (url, id) => root + url + (id ? "#" + id : ""),
) {
  const link = /** @type {HTMLAnchorElement} */ (around.querySelector("a"));
  const panel = /** @type {HTMLElement} */ (input.parentElement);
  const index = `word-index/${document.documentElement.lang}/`;
  let engine = new Engine(from(false), index);
  const { words, pages } = await engine.table();
  const said = element("p");
  const results = element("div");
  /** @type {Map<Page, Section[]>} */
  const texts = new Map();
  let turn = 0;
  let quoting = 0;
  let speaking = 0;

  async function look() {
    const mine = ++turn;
    clearTimeout(quoting);
    clearTimeout(speaking);
    const text = input.value;
    /** @type {Found | undefined} */
    let found;
    let report = "";
    if (text.trim()) {
      try {
        found = await engine.search(text).catch(() => {
          // The site may have been published anew since the table was loaded.
          engine = new Engine(from(true), index);
          return engine.search(text);
        });
        report = tell(found);
      } catch {
        report = words.failed;
      }
    }
    if (mine !== turn) return;
    results.replaceChildren(...(found ? list(found) : []));
    if (!text) said.textContent = "";
    speaking = setTimeout(() => (said.textContent = report), speakPause);
  }

  /** @param {Found} found */
  function tell({ hits, guesses }) {
    const guess = guesses.map(([typed, taken]) => fill(words.guess, { typed, taken }));
    return [...guess, hits.length ? fill(words.found, { n: String(Math.min(hits.length, mostShown)) }) : words.none].join(" ");
  }

  /** @param {Found} found */
  function list({ hits, marks }) {
    const items = hits.slice(0, mostShown).map((hit) => ({
      hit,
      item: element("li", to(address(hit.page.url), hit.page.title, marks), " ", where(hit.page)),
    }));
    const first = items.slice(0, best(hits).length);
    const missing = first.filter(({ hit, item }) => !fillIn(item, hit, marks));
    quoting = setTimeout(() => {
      for (const { hit, item } of missing) {
        engine.quotes(hit.page).then(
          (text) => {
            texts.set(hit.page, text);
            fillIn(item, hit, marks);
          },
          () => {}, // a result without a quotation
        );
      }
    }, quotePause);
    return [element("ol", ...first.map(({ item }) => item)), element("ul", ...items.slice(first.length).map(({ item }) => item))].filter((e) => e.firstChild);
  }

  /**
   * The section that a page is in.
   * @param {Page} page
   */
  function where({ url }) {
    const section = pages.find((p) => p.url === url.replace(/[^/]*\/?$/, ""));
    return element("small", section?.url ? section.title : "");
  }

  /**
   * Adds lines from the page to its result, if its text is there.
   * @param {HTMLElement} item
   * @param {Hit} hit
   * @param {Marks} marks
   */
  function fillIn(item, { page, own, sections }, marks) {
    const text = texts.get(page);
    if (!text) return false;
    /** @param {string[]} pieces */
    const line = (pieces) => (pieces.length ? [element("p", ...highlight(quote(pieces, marks), marks))] : []);
    if (own && text[0]) item.append(...line(text[0].pieces));
    const inside = sections.flatMap((i) => text[i] ?? []).slice(0, shownSections);
    const places = inside.map((s) => element("li", to(address(page.url, s.id), s.heading, marks), ...line(s.pieces)));
    if (places.length) item.append(element("ul", ...places));
    return true;
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1, Enter: event.target === input ? 1 : 0 }[event.key];
    if (event.key === "Escape") {
      show(false);
      link.focus();
    } else if (step) {
      const stops = [input, ...panel.querySelectorAll("a")];
      const next = stops[stops.indexOf(/** @type {any} */ (event.target)) + step];
      if (next) {
        event.preventDefault();
        next.focus();
      }
    }
  }

  /** @param {boolean} shown */
  function show(shown) {
    panel.hidden = !shown;
    link.setAttribute("aria-expanded", String(shown));
    if (shown) return input.focus();
    // Who comes back to the page must not find what was typed.
    input.value = "";
    return look();
  }

  const all = element("a", words.all);
  all.href = link.href;
  const last = element("p", all);
  panel.setAttribute("role", "search");
  said.setAttribute("role", "status");
  said.className = "search-said";
  results.className = "search-results";
  last.className = "search-all";
  panel.append(said, results, last);
  link.setAttribute("aria-expanded", "true");
  link.addEventListener("click", (event) => {
    if (event.defaultPrevented) show(Boolean(panel.hidden));
  });
  input.addEventListener("input", look);
  panel.addEventListener("keydown", key);
  panel.addEventListener("click", (event) => {
    const a = /** @type {Element} */ (event.target).closest("a");
    if (a && !event.ctrlKey && !event.metaKey && !event.shiftKey) show(false);
  });
  addEventListener("pagehide", () => show(false));
  document.addEventListener("quick-leave", () => show(false));
  await look();
}

/**
 * @param {string} text
 * @param {Record<string, string>} values
 */
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/**
 * @param {string} root
 * @param {boolean} again
 * @param {Promise<Response>} [table]
 * @returns {Load}
 */
const fetching = (root, again, table) => async (file, stamp) => {
  const early = !again && file.endsWith("/pages.txt") && table;
  const response = await (early || fetch(root + file + (stamp ? "?" + stamp : ""), again ? { cache: "reload" } : {}));
  if (!response.ok) throw new Error(file);
  return response.text();
};

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} name
 * @param {...(Node | string)} children
 */
function element(name, ...children) {
  const e = document.createElement(name);
  e.append(...children);
  return e;
}

/**
 * @param {string} href
 * @param {string} text
 * @param {Marks} marks
 */
function to(href, text, marks) {
  const a = element("a", ...highlight(text, marks));
  a.href = href;
  return a;
}

/**
 * @param {string} text
 * @param {Marks} marks
 */
const highlight = (text, marks) => marked(text, marks).map((part, i) => (i % 2 ? element("mark", part) : part));
