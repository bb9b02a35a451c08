// Keeps one page that is open true to what the server shows.

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
    /** When the reader has last scrolled or typed. */
    this.busy = -BUSY;
    for (const type of ["wheel", "touchmove", "keydown", "pointerdown"]) {
      window.addEventListener(type, () => (this.busy = performance.now()), { capture: true, passive: true });
    }
  }

  /**
   * Fetches the page again and morphs it into what it is now. A page that can
   * only be loaded is loaded.
   * @returns {Promise<string>} why a part is not up to date, "" if all is
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
    this.server.meet(script);
    mark(this.window, changed, performance.now() - this.busy > BUSY);
    return missed;
  }

  /**
   * Shows copied files again that have changed under the same address.
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
        url.search = "v=" + this.server.version; // the browser keeps pictures by their address
        e.setAttribute(name, url.href);
      }
    }
    if ([...document.scripts].some((s) => s.src && changed.has(decodeURI(new URL(s.src).pathname)))) location.reload();
  }

  /** Whether the reader has filled in something that a load would lose. */
  get filled() {
    const fields = /** @type {NodeListOf<HTMLInputElement>} */ (
      this.window.document.querySelectorAll("input, textarea")
    );
    return [...fields].some((f) =>
      /^(checkbox|radio)$/.test(f.type) ? f.checked !== f.defaultChecked : f.value !== f.defaultValue,
    );
  }
}

/** For how long a reader who has scrolled or typed is left where they are, in milliseconds. */
const BUSY = 4000;

/** How long the mark on what has changed stays, in milliseconds. */
const MARKED = 1500;

/** Blocks that a reader would call "the part that changed". */
const blocks = "p, li, h1, h2, h3, h4, h5, h6, pre, table, blockquote, figure, dd, dt, summary, fieldset, img";

/**
 * Shows for a moment which block of the text has changed, and may bring it into
 * view. What is hidden in a closed answer stands for its question.
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
 * The nearest element that is on the page, as far as e itself is not.
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
