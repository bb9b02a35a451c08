// Notices of the preview: that another page was saved, that this one is gone,
// that the server has stopped.

import { Box, el } from "./dom.js";

/** @typedef {import("./server.js").Change} Change */

/** How long the notice of other saved files stays, in milliseconds. */
const STAY = 15_000;

/** How many saved files are named. */
const MOST = 5;

export class Notices {
  constructor() {
    this.box = new Box("aftercare-notice", "Preview", "status");
    /** What is shown, by what it is about. @type {Map<string, HTMLElement>} */
    this.shown = new Map();
  }

  /**
   * Replaces the notice about a subject. Without words, it is removed.
   * @param {string} about
   * @param {...(Node | string)} words
   */
  say(about, ...words) {
    if (words.length) this.shown.set(about, el("p", {}, ...words));
    else if (!this.shown.delete(about)) return;
    this.box.show(...this.shown.values());
  }

  /**
   * Names the other sources that were saved.
   * @param {Change[]} changes
   */
  saved(changes) {
    if (!changes.length) return;
    const words = changes
      .slice(0, MOST)
      .map((c) => el("span", {}, name(c), ` was ${verbs[c.kind]} ${c.from ? `from ${short(c.from)} ` : ""}`));
    if (changes.length > MOST) words.push(el("span", {}, `and ${changes.length - MOST} more files were saved`));
    this.say("saved", ...words);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.say("saved"), STAY);
  }

  /**
   * Says that the page is gone, or removes that notice.
   * @param {import("./server.js").PageInfo | null} page
   */
  gone(page) {
    if (!page?.gone) return this.say("gone");
    const now = page.to && page.href ? [" Now it is ", el("a", { href: page.href }, label(page)), "."] : [];
    this.say(
      "gone",
      el("strong", {}, page.file),
      ` ${fates[page.gone] ?? "is not here"}.`,
      ...now,
      " ",
      el("a", { href: "/" }, "Go to the home page"),
    );
  }
}

/** @type {Record<Change["kind"], string>} */
const verbs = { saved: "saved", new: "added", deleted: "deleted", moved: "moved" };

/** @type {Record<string, string>} */
const fates = {
  deleted: "was deleted",
  moved: "has another address",
  draft: "is a draft and not shown; start the preview with -D to see drafts",
  future: "has a date in the future and is not shown; start the preview with -F to see such pages",
  expired: "has expired and is not shown; start the preview with -E to see such pages",
  unreadable: "has front matter that can’t be read, so it may be a draft; mend it, or start the preview with -D",
};

/** A source's path below content. @param {string} file */
const short = (file) => file.replace(/^content\//, "");

/** Where a page went: its new name, or its new address. @param {import("./server.js").PageInfo} page */
const label = (page) => (page.to === page.file ? page.href : short(page.to ?? "")) ?? "";

/** @param {Change} c */
const name = (c) =>
  c.href && c.kind !== "deleted"
    ? el("a", { href: c.href, title: c.title }, short(c.file))
    : el("strong", {}, short(c.file));
