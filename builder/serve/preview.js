// The preview's part in the browser: listens for changes, brings the page up to
// date in place, and shows what is wrong. It is never published.
//
// It is the first script of a page, so that what it keeps as the page that was
// sent is not yet touched by another.

import { Reload, morph } from "./morph.js";
import { panel } from "./panel.js";

/** @param {string} html */
const parse = (html) => new DOMParser().parseFromString(html, "text/html");

let sent = parse("<!doctype html>" + document.documentElement.outerHTML);
const script = /** @type {HTMLScriptElement} */ (document.querySelector("script[data-token]"));
const token = script.dataset.token ?? "";
let version = Number(script.dataset.version);
const own = (/** @type {string} */ name) => `/_aftercare/${name}?token=${encodeURIComponent(token)}`;

/**
 * Fetches the page that is open again and morphs it into what it is now. A
 * page that is gone, or has come, is loaded instead.
 */
async function update() {
  const answer = await fetch(location.pathname + location.search, { headers: { Accept: "text/html" } });
  if (answer.redirected) return location.replace(answer.url + location.hash);
  const next = parse(await answer.text());
  const theirs = next.querySelector("script[data-token]");
  if (!theirs || theirs.getAttribute("data-file") !== script.dataset.file || theirs.getAttribute("data-token") !== token) return location.reload();
  version = Number(theirs.getAttribute("data-version"));
  try {
    const changed = morph(document, sent, next);
    sent = next;
    mark(changed);
  } catch (e) {
    if (!(e instanceof Reload)) console.warn("preview:", e);
    location.reload();
  }
}

/**
 * Shows for a moment which block has changed, and brings it into view.
 * @param {Element | null} changed
 */
function mark(changed) {
  if (!changed?.isConnected) return;
  const box = changed.getBoundingClientRect();
  if (box.bottom < 0 || box.top > innerHeight) changed.scrollIntoView({ block: "center" });
  changed.classList.add("aftercare-changed");
  setTimeout(() => changed.classList.remove("aftercare-changed"), 1500);
}

/** Asks what is wrong and shows it over the page, or takes the panel away. */
async function diagnose() {
  const answer = await fetch(own("diagnostics"));
  /** @type {import("./panel.js").Diagnostic[]} */
  const list = answer.ok ? await answer.json() : [];
  const bad = list.filter((d) => d.severity !== "advice");
  const [old, next] = [document.querySelector("aftercare-panel"), bad.length ? panel(bad) : null];
  if (next && old?.textContent === next.textContent) return; // it may be folded
  old?.remove();
  if (next) document.body.append(next);
}

let running = Promise.resolve();
/** Does one thing after the other. @param {() => Promise<unknown>} work */
const queue = (work) => (running = running.then(work).then(() => {}, (e) => console.warn("preview:", e)));

/** How long to wait before asking whether a server that has gone is back, in milliseconds. */
const PATIENCE = 500;

function listen() {
  const source = new EventSource(own("events"));
  source.addEventListener("message", (m) => {
    const e = JSON.parse(m.data);
    if (e.kind !== "diagnostics" && e.version !== version) queue(async () => e.version !== version && update());
    if (e.kind !== "beat") queue(diagnose);
  });
  // The browser connects again by itself, except to a server that refuses: one
  // that was started anew and has another token.
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), PATIENCE);
  });
  return source;
}

// A hidden tab holds no connection: browsers allow six to one host.
let source = listen();
document.addEventListener("visibilitychange", () => {
  source.close();
  if (!document.hidden) source = listen();
});
