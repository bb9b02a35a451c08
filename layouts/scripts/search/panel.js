// The search panel: an input, the results, and a status line. It is loaded when a reader opens it.
// What is typed is not put into the address, the history or any storage.
import { Engine } from "./engine.js";
import { element, mostShown, Results, to } from "./results.js";

/**
 * @typedef {import("./engine.js").Found} Found
 * @typedef {import("./engine.js").Load} Load
 * @typedef {(again: boolean) => Load} From where files come from; again, past what the browser keeps
 */

/** Milliseconds without a key press before the result is announced. */
const speakPause = 700;

/**
 * Makes the input a search.
 * @param {HTMLElement} around the element that holds the link and the panel
 * @param {HTMLInputElement} input
 * @param {string} root the way to the root of the site
 * @param {Promise<Response>} [table] the file of pages, already asked for
 * @param {From} from
 * @param {import("./results.js").Address} address
 */
export async function start(
  around,
  input,
  root,
  table = undefined,
  from = (again) => fetching(root, again, table),
  address = (url, id) => root + url + (id ? "#" + id : ""),
) {
  const engine = open(from(false));
  const panel = new Panel(around, input, from, engine, await engine.table(), address);
  panel.fill(address);
  panel.listen();
  await panel.look();
}

class Panel {
  /**
   * @param {HTMLElement} around
   * @param {HTMLInputElement} input
   * @param {From} from
   * @param {Engine} engine
   * @param {import("./decode.js").Table} table
   * @param {import("./results.js").Address} address
   */
  constructor(around, input, from, engine, { words, pages }, address) {
    this.link = /** @type {HTMLAnchorElement} */ (around.querySelector("a"));
    this.input = input;
    this.box = /** @type {HTMLElement} */ (input.parentElement);
    this.from = from;
    this.engine = engine;
    this.words = words;
    this.results = new Results(pages, address, (page) => this.engine.quotes(page));
    this.said = element("p");
    this.place = element("div");
    this.turn = 0;
    this.speaking = 0;
  }

  /**
   * Fills the panel.
   * @param {import("./results.js").Address} address
   */
  fill(address) {
    const { words } = this;
    const foot = element("p", to(this.link.href, words.all, new Map()));
    foot.className = "search-all";
    this.box.setAttribute("role", "search");
    this.said.setAttribute("role", "status");
    this.said.className = "search-said";
    this.place.className = "search-results";
    if (words.urgentURL) {
      const help = element("p", to(address(words.urgentURL), words.urgent, new Map()));
      help.className = "search-urgent";
      this.box.append(help);
    }
    this.box.append(this.said, this.place, foot);
    this.link.setAttribute("aria-expanded", "true");
  }

  listen() {
    this.link.addEventListener("click", (event) => {
      if (event.defaultPrevented) this.show(Boolean(this.box.hidden));
    });
    this.input.addEventListener("input", () => this.look());
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("click", (event) => {
      const a = /** @type {Element} */ (event.target).closest("a");
      if (a && !event.ctrlKey && !event.metaKey && !event.shiftKey) this.show(false);
    });
    addEventListener("pagehide", () => this.show(false));
    document.addEventListener("quick-leave", () => this.show(false));
  }

  async look() {
    const mine = ++this.turn;
    this.results.stop();
    clearTimeout(this.speaking);
    const text = this.input.value;
    /** @type {Found | undefined} */
    let found;
    let report = "";
    if (text.trim()) {
      try {
        found = await this.engine.search(text).catch(() => {
          // The site may have been published again since the table was loaded.
          this.engine = open(this.from(true));
          return this.engine.search(text);
        });
        report = this.tell(found);
      } catch {
        report = this.words.failed;
      }
    }
    if (mine !== this.turn) return;
    this.place.replaceChildren(...(found ? this.shown(found, text) : []));
    if (!text) this.said.textContent = "";
    this.speaking = setTimeout(() => (this.said.textContent = report), speakPause);
  }

  /**
   * @param {Found} found
   * @param {string} text
   */
  shown(found, text) {
    return found.hits.length ? this.results.list(found) : this.results.near(text, this.words.nearest);
  }

  /** @param {Found} found */
  tell({ hits, guesses }) {
    const guess = guesses.map(([typed, taken]) => fill(this.words.guess, { typed, taken }));
    return [
      ...guess,
      hits.length
        ? fill(this.words.found, { n: String(Math.min(hits.length, mostShown)), all: String(hits.length) })
        : this.words.none,
    ].join(" ");
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1, Enter: event.target === this.input ? 1 : 0 }[event.key];
    if (event.key === "Escape") {
      this.show(false);
      this.link.focus();
    } else if (step) {
      const stops = [this.input, ...links(this.place), ...links(this.box, "p > a")];
      const next = stops[stops.indexOf(/** @type {any} */ (event.target)) + step];
      if (next) {
        event.preventDefault();
        next.focus();
      }
    }
  }

  /** @param {boolean} shown */
  show(shown) {
    this.box.hidden = !shown;
    this.link.setAttribute("aria-expanded", String(shown));
    if (shown) return this.input.focus();
    // Whoever comes back to the page must not see what was typed.
    this.input.value = "";
    return this.look();
  }
}

/**
 * @param {HTMLElement} inside
 * @param {string} which
 * @returns {NodeListOf<HTMLElement>}
 */
const links = (inside, which = "a") => inside.querySelectorAll(which);

/** @param {Load} load */
const open = (load) => new Engine(load, `word-index/${document.documentElement.lang}/`);

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
