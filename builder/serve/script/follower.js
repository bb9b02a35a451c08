// Keeps an open page up to date with the server.

import { Twin, parse } from "./morph.js";

export class Follower {
  /**
   * @param {Window} window in which the page is; no script has touched it yet
   * @param {import("./server.js").Server} server
   */
  constructor(window, server) {
    this.window = window;
    this.server = server;
    this.twin = new Twin(window.document);
    /** When the reader last scrolled or typed. */
    this.busy = -BUSY;
    for (const type of ["wheel", "touchmove", "keydown", "pointerdown"]) {
      window.addEventListener(type, () => (this.busy = performance.now()), { capture: true, passive: true });
    }
  }

  /**
   * Fetches the page again and morphs the open one into it, or reloads it if
   * that is impossible.
   * @returns {Promise<string>} why a part is not up to date, or ""
   */
  async update() {
    const { location } = this.window;
    const answer = await fetch(location.pathname + location.search, { headers: { Accept: "text/html" } });
    const next = parse(await answer.text());
    const script = next.querySelector("script[data-token]");
    if (!script || answer.redirected || this.twin.obstacle(next)) {
      if (answer.redirected) location.replace(answer.url + location.hash);
      else location.reload();
      return new Promise(() => {}); // this script ends with its page
    }
    await this.twin.prepare(next);
    const { changed, missed } = this.twin.follow(next);
    this.server.adopt(script);
    mark(this.window, changed, performance.now() - this.busy > BUSY);
    return missed;
  }

  /**
   * Reloads copied files, such as pictures, that have changed at the same address.
   * @param {string[]} paths
   */
  refresh(paths) {
    const changed = new Set(paths);
    if (!changed.size) return;
    const { document, location } = this.window;
    for (const [selector, name] of [
      ["img, source, video, audio, track, embed", "src"],
      ["link[rel~=stylesheet], link[rel~=icon]", "href"],
      ["object", "data"],
      ["video", "poster"],
    ]) {
      for (const e of document.querySelectorAll(selector)) {
        const url = new URL(e.getAttribute(name) || "#", document.baseURI);
        if (url.origin !== location.origin || !changed.has(decodeURI(url.pathname))) continue;
        url.search = "v=" + this.server.version; // the browser caches pictures by address
        e.setAttribute(name, url.href);
      }
    }
    if ([...document.scripts].some((s) => s.src && changed.has(decodeURI(new URL(s.src).pathname)))) location.reload();
  }

  /** Whether the reader has filled in something that a reload would lose. */
  get filled() {
    const fields = /** @type {NodeListOf<HTMLInputElement>} */ (
      this.window.document.querySelectorAll("input, textarea")
    );
    return [...fields].some((f) =>
      /^(checkbox|radio)$/.test(f.type) ? f.checked !== f.defaultChecked : f.value !== f.defaultValue,
    );
  }
}

/** For how long the page does not scroll after the reader has scrolled or typed, in milliseconds. */
const BUSY = 4000;

/** How long the changed block stays marked, in milliseconds. */
const MARKED = 1500;

/** Elements that are marked as a whole. */
const blocks = "p, li, h1, h2, h3, h4, h5, h6, pre, table, blockquote, figure, dd, dt, summary, fieldset, img";

/**
 * Marks the first changed block of the text for a moment, and may scroll to it.
 * If it is inside closed details, their summary is marked.
 * @param {Window} window
 * @param {Element[]} changed
 * @param {boolean} scroll
 */
function mark(window, changed, scroll) {
  const main = window.document.querySelector("main") ?? window.document.body;
  const first = changed
    .map((e) => shown(e.closest(blocks) ?? e.querySelector(blocks) ?? e))
    .find((e) => e && main.contains(e) && e !== main);
  if (!first) return;
  const box = first.getBoundingClientRect();
  const typing = window.document.hasFocus() && window.document.activeElement?.matches("input, textarea, select");
  if (scroll && !typing && (box.bottom < 0 || box.top > window.innerHeight))
    first.scrollIntoView({ block: "center", behavior: "instant" });
  const outline = "3px solid #b07cc6";
  first.animate(
    [
      { outline, outlineOffset: "4px" },
      { outline, outlineOffset: "4px" },
    ],
    { duration: MARKED },
  );
}

/**
 * The nearest visible element: e, the summary of details around it, or a parent.
 * @param {Element | null} e
 */
function shown(e) {
  while (e && !e.checkVisibility()) {
    const closed = /** @type {HTMLElement | null} */ (e.closest("details:not([open])"));
    const summary = closed?.querySelector("summary");
    e = summary && summary !== e && !e.contains(summary) ? summary : e.parentElement;
  }
  return e;
}
