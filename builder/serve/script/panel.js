// The box over a page that lists what is wrong with the guide.

import { Box, el } from "./dom.js";

/** @typedef {import("./server.js").Diagnostic} Diagnostic */

/** How many diagnostics of each list are shown: nobody reads more at once. */
const MOST = 20;

/** In smaller windows the panel starts folded. */
const ROOM = "(min-width: 40rem) and (min-height: 25rem)";

export class Panel {
  constructor() {
    this.box = new Box("aftercare-panel", "Mistakes in the guide");
    this.shown = "";
    this.all = false;
    /** @type {import("./server.js").Diagnosis} */
    this.found = { all: "", onPage: "", here: [], elsewhere: [] };
  }

  /**
   * Shows mistakes, those of this page first. Without any, the panel is removed.
   * Once folded, it stays so until the mistakes change. Advice is only counted in
   * the bar, until toggle shows it here.
   * @param {import("./server.js").Diagnosis} found
   */
  show(found) {
    this.found = found;
    const wanted = (/** @type {Diagnostic} */ d) => this.all || d.severity !== "advice";
    const [ours, others] = [found.here.filter(wanted), found.elsewhere.filter(wanted)];
    const text = JSON.stringify([found.all, ours, others]);
    if (text === this.shown) return;
    this.shown = text;
    if (!ours.length && !others.length) return this.box.show();
    const fold = el("details", { open: matchMedia(ROOM).matches, class: "panel" }, el("summary", {}, found.all));
    for (const [where, list] of /** @type {[string, Diagnostic[]][]} */ ([
      ["On this page", ours],
      ["Elsewhere", others],
    ])) {
      if (list.length) fold.append(el("h2", {}, where), ...list.slice(0, MOST).map(entry));
      if (list.length > MOST) fold.append(el("p", {}, "and more: aftercare check lists them all"));
    }
    if (ours.length + others.length < found.here.length + found.elsewhere.length)
      fold.append(el("p", {}, "The button below shows advice, too."));
    this.box.show(fold);
  }

  /** Shows advice too, or mistakes alone again. */
  toggle() {
    this.all = !this.all;
    this.show(this.found);
  }
}

/** @param {Diagnostic} d */
function entry(d) {
  return el(
    "div",
    { class: d.severity },
    place(d.position, d.editor),
    el("p", {}, d.message + " ", el("small", {}, `[${d.code}]`)),
    d.frame && el("pre", {}, d.frame),
    ...(d.notes ?? []).map((n) => el("p", {}, place(n.position, n.editor), ` ${n.message}`)),
    d.hint && el("p", {}, `Hint: ${d.hint}`),
  );
}

/**
 * A place in a source: a link that opens the editor, if one is known.
 * @param {import("./server.js").Position} at
 * @param {string} [editor]
 */
function place({ file, line, column }, editor) {
  const text = [file, line, column].filter(Boolean).join(":");
  return editor ? el("a", { href: editor }, text) : el("code", {}, text);
}
