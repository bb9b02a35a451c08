// The bar at the foot of a page in the preview: its source, reading figures and
// problems, and links to the page with another width or emulated media.

import { Box, el } from "./dom.js";
import { lineOf } from "./place.js";
import { plain } from "./server.js";

/** @typedef {import("./server.js").PageInfo} PageInfo */
/** @typedef {import("./server.js").Diagnosis} Diagnosis */

/**
 * How a page is shown: its width, the emulated media, and whether scripts run.
 * @typedef {{width?: string, as?: string, scripts?: string}} View
 */

/** Widths in CSS pixels; without one, that of the window. */
export const widths = /** @type {Record<string, number>} */ ({ phone: 390, tablet: 820, desk: 1280 });

const looks = ["light", "dark", "print"];

/** Elements that a click finds the source line of. */
const blocks = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, td, th, figcaption, summary, pre";

/** The key in this tab's storage that keeps the bar folded. */
const FOLDED = "aftercare-bar-folded";

export class Bar {
  /**
   * @param {{problems: () => void, view?: View}} options problems is called by the button that counts them
   */
  constructor({ problems, view = {} }) {
    this.box = new Box("aftercare-bar", "Preview of this page");
    this.problems = problems;
    this.view = view;
    this.path = location.pathname;
    this.line = 1;
    /** @type {PageInfo | null} */
    this.page = null;
    /** @type {Diagnosis} */
    this.found = { all: "", onPage: "", here: [], elsewhere: [], checking: true };
    this.folded = sessionStorage.getItem(FOLDED) === "yes";
  }

  /**
   * Shows another page, or newer information about the same one.
   * @param {string} path
   * @param {PageInfo | null} page
   */
  tell(path, page) {
    if (page?.file !== this.page?.file) this.line = 1;
    [this.path, this.page] = [plain(path), page];
    this.draw();
  }

  /** @param {Diagnosis} found */
  judge(found) {
    this.found = found;
    this.draw();
  }

  /**
   * Makes the link to the source lead to the line of the block that the writer
   * clicks. Alt and a click opens the editor there at once.
   * @param {Document} page
   */
  follow(page) {
    page.addEventListener(
      "click",
      (event) => {
        const block = /** @type {Element} */ (event.target).closest?.(blocks);
        if (!block || !this.page?.blocks) return;
        const same = [...page.querySelectorAll(blocks)].filter((b) => b.textContent === block.textContent);
        const line = lineOf(this.page.blocks, block.textContent ?? "", same.indexOf(block));
        if (!line) return;
        this.line = line;
        this.draw();
        if (event.altKey && this.page.editor) {
          event.preventDefault();
          location.href = this.editor(line);
        }
      },
      true,
    );
  }

  /** @param {number} line */
  editor(line) {
    return (this.page?.editor ?? "").replaceAll("%l", String(line)).replaceAll("%c", "1");
  }

  /**
   * The address of the page in another view.
   * @param {View} change what differs from the current view
   */
  address(change) {
    const view = Object.entries({ ...this.view, ...change }).filter(([, value]) => value);
    if (!view.length) return this.path;
    return "/_aftercare/look?" + new URLSearchParams([["path", this.path], ...view]);
  }

  fold() {
    this.folded = !this.folded;
    if (this.folded) sessionStorage.setItem(FOLDED, "yes");
    else sessionStorage.removeItem(FOLDED);
    this.draw();
    /** @type {HTMLElement | null} */ (this.box.root.querySelector(".fold"))?.focus();
  }

  draw() {
    const open = [...this.box.root.querySelectorAll("details[open]")].map((d) => d.className);
    const fold = el(
      "button",
      { type: "button", class: "fold", "aria-expanded": String(!this.folded), onclick: () => this.fold() },
      this.folded ? "Show the preview bar" : "Fold away",
    );
    // Problems come first, then what can be clicked: a narrow window cuts off the end.
    const [source, ...facts] = this.facts();
    const parts = this.folded ? [] : [this.trouble(), source, this.looks(), ...facts, this.about()];
    this.box.show(el("div", { class: this.folded ? "bar folded" : "bar" }, ...parts, fold));
    for (const name of open) this.box.root.querySelector(`details[class="${name}"]`)?.setAttribute("open", "");
  }

  /** The source and what is known about the page. */
  facts() {
    const page = this.page;
    if (!page || page.gone)
      return [el("span", { class: "source" }, page?.gone ? `${page.file} is not shown` : "No source file of its own")];
    const rounded = (page.grade ?? 0).toFixed(1);
    return [
      this.source(page),
      ...(page.marks ?? []).map((m) => el("strong", { class: "mark" }, m.date ? `${m.name}: ${m.date}` : m.name)),
      el("span", { class: "words" }, `${page.words} words`),
      page.grade
        ? el(
            "span",
            { class: page.grade > (page.limit ?? 99) ? "grade over" : "grade" },
            `grade ${rounded} of ${page.limit}`,
          )
        : null,
      page.longest &&
        more("longest", `longest sentence ${page.longest.words}`, this.place(page.longest.line, page.longest.text)),
      this.sources(page),
      this.linked(page),
    ];
  }

  /** @param {PageInfo} page */
  source(page) {
    const place = `${page.file}:${this.line}`;
    if (page.editor)
      return el(
        "a",
        {
          class: "source",
          href: this.editor(this.line),
          title: "Opens your editor. Click a block of the page to choose the line; Alt+click opens it at once.",
        },
        place,
      );
    return el(
      "code",
      { class: "source", title: "To make this a link, name your editor in content/site.yaml, such as editor: vscode" },
      place,
    );
  }

  /**
   * A line of the source and its text.
   * @param {number | undefined} line
   * @param {string} text
   */
  place(line, text) {
    if (!line || !this.page?.editor) return el("p", {}, line ? `line ${line}: ${text}` : text);
    return el("p", {}, el("a", { href: this.editor(line) }, `line ${line}`), `: ${text}`);
  }

  /** @param {PageInfo} page */
  sources({ cited, unused }) {
    const [used, idle] = [cited ?? [], unused ?? []];
    if (!used.length && !idle.length) return el("span", { class: "sources" }, "no sources");
    const list = (/** @type {import("./server.js").Source[]} */ some) =>
      some.map((s) => this.place(s.line, `${s.id}${s.label ? ", " + s.label : ""}`));
    return more(
      "sources",
      `${count(used.length, "source")}${idle.length ? `, ${idle.length} not cited` : ""}`,
      used.length > 0 && el("h2", {}, "Cited in the text"),
      ...list(used),
      idle.length > 0 && el("h2", {}, "Only named at the top of the page"),
      ...list(idle),
    );
  }

  /** @param {PageInfo} page */
  linked({ linked, counting }) {
    const list = linked ?? [];
    const title = `${count(list.length, "link")} here${counting ? " so far" : ""}`;
    if (!list.length) return el("span", { class: "linked" }, title);
    return more(
      "linked",
      title,
      ...list.map((l) => el("p", {}, el("a", { href: l.href }, l.title), ` ${l.file}:${l.line}`)),
    );
  }

  /** Problems on this page and in the guide. */
  trouble() {
    const { all, onPage, here, elsewhere, checking } = this.found;
    if (!here.length && !elsewhere.length) return el("span", { class: "trouble" }, checking ? "checking…" : all);
    const words =
      here.length && elsewhere.length ? `${all}; here: ${onPage}` : `${all}, ${here.length ? "all here" : "none here"}`;
    return el(
      "button",
      { type: "button", class: "trouble", title: "Shows advice, too", onclick: this.problems },
      words + (checking ? "…" : ""),
    );
  }

  looks() {
    const choice = (/** @type {string} */ text, /** @type {keyof View} */ key, /** @type {string} */ value) => {
      const current = this.view[key] === value;
      return el(
        "a",
        { href: this.address({ [key]: current ? "" : value }), "aria-current": current && "true", target: "_top" },
        text,
      );
    };
    const now = Object.values({ ...this.view, scripts: this.view.scripts && "no scripts" })
      .filter(Boolean)
      .join(", ");
    return more(
      "looks",
      now ? `look: ${now}` : "look",
      el("p", {}, ...Object.keys(widths).map((w) => choice(w, "width", w))),
      el("p", {}, ...looks.map((l) => choice(l, "as", l))),
      el("p", {}, choice("scripts off", "scripts", "off")),
    );
  }

  /** What the preview changes in a page. */
  about() {
    return more(
      "about",
      "?",
      el(
        "p",
        {},
        "Two things differ from the page as published: the script of this preview, and connect-src 'self' in the page’s policy, which lets the script ask for what you have saved.",
      ),
    );
  }
}

/**
 * A part of the bar that opens above it. Only one is open at a time.
 * @param {string} name
 * @param {string} title
 * @param {...(Node | string | null | undefined | false)} content
 */
function more(name, title, ...content) {
  return el(
    "details",
    { class: name, name: "bar" },
    el("summary", {}, title),
    el("div", { class: "more" }, ...content),
  );
}

/**
 * @param {number} n
 * @param {string} noun
 */
const count = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;
