// The results of a search as elements.
import { nearest } from "./nearest.js";
import { marked, quote } from "./quote.js";

/**
 * @typedef {import("./engine.js").Found} Found
 * @typedef {import("./decode.js").Page} Page
 * @typedef {import("./rank.js").Hit} Hit
 * @typedef {import("./quote.js").Marks} Marks
 * @typedef {import("./quote.js").Section} Section
 * @typedef {(url: string, id?: string) => string} Address where a page or a section of it is
 */

/** How many pages are shown, and how many sections of each. */
export const mostShown = 10;
const shownSections = 2;

/** Milliseconds without a key before lines are loaded to quote. */
const quotePause = 150;

export class Results {
  /**
   * @param {Page[]} pages
   * @param {Address} address
   * @param {(page: Page) => Promise<Section[]>} load the text of a page
   */
  constructor(pages, address, load) {
    this.pages = pages;
    this.address = address;
    this.load = load;
    /** @type {Map<Page, Section[]>} */
    this.texts = new Map();
    this.quoting = 0;
  }

  /** Cancels lines that have not been loaded yet. */
  stop() {
    clearTimeout(this.quoting);
  }

  /** @param {Found} found */
  list({ hits, marks, lines }) {
    const items = hits.slice(0, mostShown).map((hit) => ({ hit, item: this.item(hit.page, marks) }));
    const first = items.slice(0, lines);
    const missing = first.filter(({ hit, item }) => !this.fillIn(item, hit, marks));
    this.quoting = setTimeout(() => {
      for (const { hit, item } of missing) {
        this.load(hit.page).then(
          (text) => {
            this.texts.set(hit.page, text);
            this.fillIn(item, hit, marks);
          },
          () => {}, // a result without a quotation
        );
      }
    }, quotePause);
    return [
      element("ol", ...first.map(({ item }) => item)),
      element("ul", ...items.slice(lines).map(({ item }) => item)),
    ].filter((e) => e.firstChild);
  }

  /**
   * Questions to offer where nothing was found.
   * @param {string} text what was typed
   * @param {string} lead what is said before them
   */
  near(text, lead) {
    return [element("p", lead), element("ul", ...nearest(this.pages, text).map((page) => this.item(page, new Map())))];
  }

  /**
   * @param {Page} page
   * @param {Marks} marks
   */
  item({ url, title }, marks) {
    const section = this.pages.find((p) => p.url === url.replace(/[^/]*\/?$/, ""));
    return element("li", to(this.address(url), title, marks), " ", element("small", section?.url ? section.title : ""));
  }

  /**
   * Adds lines from the page to its result, if its text could be loaded.
   * @param {HTMLElement} item
   * @param {Hit} hit
   * @param {Marks} marks
   */
  fillIn(item, { page, own, sections }, marks) {
    const text = this.texts.get(page);
    if (!text) return false;
    /** @param {string[]} pieces */
    const line = (pieces) => (pieces.length ? [element("p", ...highlight(quote(pieces, marks), marks))] : []);
    if (own && text[0]) item.append(...line(text[0].pieces));
    const inside = sections.flatMap((i) => text[i] ?? []).slice(0, shownSections);
    const places = inside.map((s) =>
      element("li", to(this.address(page.url, s.id), s.heading, marks), ...line(s.pieces)),
    );
    if (places.length) item.append(element("ul", ...places));
    return true;
  }
}

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} name
 * @param {...(Node | string)} children
 */
export function element(name, ...children) {
  const e = document.createElement(name);
  e.append(...children);
  return e;
}

/**
 * @param {string} href
 * @param {string} text
 * @param {Marks} marks
 */
export function to(href, text, marks) {
  const a = element("a", ...highlight(text, marks));
  a.href = href;
  return a;
}

/**
 * @param {string} text
 * @param {Marks} marks
 */
const highlight = (text, marks) => marked(text, marks).map((part, i) => (i % 2 ? element("mark", part) : part));
