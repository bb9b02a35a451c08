// The preview's part in the browser: listens for changes, brings the page up to
// date in place, and shows what is wrong. It is never published.

import { morph } from "./morph.js";

const script = /** @type {HTMLScriptElement} */ (document.querySelector("script[data-token]"));
const token = script.dataset.token ?? "";
let version = Number(script.dataset.version);
const own = (/** @type {string} */ name) => `/_aftercare/${name}?token=${encodeURIComponent(token)}`;

/** Fetches the page that is open again and morphs it into what it is now. */
async function update() {
  const answer = await fetch(location.pathname + location.search, { headers: { Accept: "text/html" } });
  const text = await answer.text();
  const next = new DOMParser().parseFromString(text, "text/html");
  const theirs = next.querySelector("script[data-token]");
  if (!theirs) return location.reload();
  version = Number(theirs.getAttribute("data-version"));
  const changed = morph(document, next);
  mark(changed);
}

/**
 * Shows for a moment which block has changed, and brings it into view.
 * @param {Element | null} changed
 */
function mark(changed) {
  if (!changed || !changed.isConnected) return;
  const box = changed.getBoundingClientRect();
  if (box.bottom < 0 || box.top > innerHeight) changed.scrollIntoView({ block: "center" });
  changed.classList.add("aftercare-changed");
  setTimeout(() => changed.classList.remove("aftercare-changed"), 1500);
}

/** @typedef {{severity: string, code: string, position: {file: string, line?: number, column?: number}, message: string, hint?: string, frame?: string, editor?: string}} Diagnostic */

/** Asks what is wrong and shows it over the page, or takes the panel away. */
async function diagnose() {
  const answer = await fetch(own("diagnostics"));
  /** @type {Diagnostic[]} */
  const list = answer.ok ? await answer.json() : [];
  const bad = list.filter((d) => d.severity !== "advice");
  document.querySelector("aftercare-panel")?.remove();
  if (bad.length) document.body.append(panel(bad));
}

/**
 * @param {Diagnostic[]} list
 */
function panel(list) {
  const box = document.createElement("aftercare-panel");
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", "Mistakes in the guide");
  const title = document.createElement("strong");
  title.textContent = list.length === 1 ? "One mistake" : `${list.length} mistakes`;
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "Hide";
  close.addEventListener("click", () => box.remove());
  box.append(title, close);
  for (const d of list.slice(0, 20)) box.append(entry(d));
  return box;
}

/** @param {Diagnostic} d */
function entry(d) {
  const item = document.createElement("div");
  item.className = `aftercare-${d.severity}`;
  const place = [d.position.file, d.position.line, d.position.column].filter(Boolean).join(":");
  const where = document.createElement(d.editor ? "a" : "code");
  if (d.editor) where.setAttribute("href", d.editor);
  where.textContent = place;
  const what = document.createElement("p");
  what.textContent = `${d.message} [${d.code}]`;
  item.append(where, what);
  if (d.frame) {
    const frame = document.createElement("pre");
    frame.textContent = d.frame;
    item.append(frame);
  }
  if (d.hint) {
    const hint = document.createElement("p");
    hint.textContent = `Hint: ${d.hint}`;
    item.append(hint);
  }
  return item;
}

let running = Promise.resolve();
/** @param {() => Promise<unknown>} work */
const next = (work) => (running = running.then(work).then(() => {}, (e) => console.warn("preview:", e)));

function listen() {
  const source = new EventSource(own("events"));
  source.addEventListener("message", (m) => {
    const e = JSON.parse(m.data);
    if (e.kind !== "diagnostics" && e.version !== version) next(update);
    if (e.kind !== "beat") next(diagnose);
  });
  return source;
}

// A hidden tab holds no connection: browsers allow six to one host.
let source = listen();
document.addEventListener("visibilitychange", () => {
  source.close();
  if (!document.hidden) source = listen();
});
