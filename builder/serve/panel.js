// The box over a page that says what is wrong with the guide.

/**
 * @typedef {{severity: string, code: string, position: {file: string, line?: number, column?: number},
 *   message: string, hint?: string, frame?: string, editor?: string}} Diagnostic
 */

/** More than this nobody reads at once. */
const MOST = 20;

/**
 * Makes the box. Its head folds it away; no script is needed for that.
 * @param {Diagnostic[]} list
 */
export function panel(list) {
  const box = document.createElement("aftercare-panel");
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", "Mistakes in the guide");
  const fold = document.createElement("details");
  fold.open = true;
  const head = document.createElement("summary");
  head.textContent = list.length === 1 ? "One mistake" : `${list.length} mistakes`;
  fold.append(head, ...list.slice(0, MOST).map(entry));
  if (list.length > MOST) fold.append(line("p", `and ${list.length - MOST} more: see the terminal`));
  box.append(fold);
  return box;
}

/** @param {Diagnostic} d */
function entry(d) {
  const item = document.createElement("div");
  item.className = `aftercare-${d.severity}`;
  const place = [d.position.file, d.position.line, d.position.column].filter(Boolean).join(":");
  const where = line(d.editor ? "a" : "code", place);
  if (d.editor) where.setAttribute("href", d.editor);
  item.append(where, line("p", `${d.message} [${d.code}]`));
  if (d.frame) item.append(line("pre", d.frame));
  if (d.hint) item.append(line("p", `Hint: ${d.hint}`));
  return item;
}

/**
 * @param {string} tag
 * @param {string} text
 */
function line(tag, text) {
  const e = document.createElement(tag);
  e.textContent = text;
  return e;
}
