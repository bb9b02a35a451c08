// Brings the page that is open to a newer state by touching only what the
// writer has changed. Three states are compared: the page as it was sent, as
// it is sent now, and as it is in the browser, where scripts have added to it
// and the reader has typed, opened and scrolled. What is equal in the first
// two is left alone whatever it has become in the third.

import { match, moved } from "./match.js";

/**
 * The page can't be brought up to date in place: it has to be loaded again.
 */
export class Reload extends Error {}

/**
 * Morphs the page.
 * @param {Document} live the page in the browser
 * @param {Document} base the page as it was sent
 * @param {Document} next the page as it is sent now
 * @returns {Element | null} the first block of text that changed
 * @throws {Reload}
 */
export function morph(live, base, next) {
  if (programs(base) !== programs(next)) throw new Reload("a script has changed");
  /** @type {Change} */
  const change = { first: null };
  element(live.documentElement, base.documentElement, next.documentElement, change);
  return change.first;
}

/** @typedef {{first: Element | null}} Change */

/**
 * What runs in a page, or what it runs on. A script can't be taken back.
 * @param {Document} page
 */
function programs(page) {
  const own = 'script:not([src^="/_aftercare/"], [type="application/ld+json"])';
  return [...page.querySelectorAll(own)].map((s) => s.outerHTML).join("\n");
}

/**
 * @param {Element} live
 * @param {Element} base
 * @param {Element} next
 * @param {Change} change
 */
function element(live, base, next, change) {
  if (live.localName === "noscript") return; // it is text here, and not shown
  attributes(live, base, next, change);
  if (live instanceof HTMLTemplateElement && next instanceof HTMLTemplateElement) {
    live.content.replaceChildren(live.ownerDocument.importNode(next.content, true));
  } else {
    children(live, base, next, change);
  }
}

/**
 * Attributes that the writer did not change keep what a script or the reader
 * made of them: an open details, a class. Those of a form's fields are only
 * its defaults; what was typed is no attribute.
 * @param {Element} live
 * @param {Element} base
 * @param {Element} next
 * @param {Change} change
 */
function attributes(live, base, next, change) {
  for (const name of new Set([...base.getAttributeNames(), ...next.getAttributeNames()])) {
    const value = next.getAttribute(name);
    if (value === base.getAttribute(name)) continue;
    if (value === null) live.removeAttribute(name);
    else live.setAttribute(name, value);
    note(live, change);
  }
}

/**
 * @param {Element} live
 * @param {Element} base
 * @param {Element} next
 * @param {Change} change
 */
function children(live, base, next, change) {
  const [were, are] = [[...base.childNodes], [...next.childNodes]];
  const here = [...live.childNodes].filter((n) => !leaving.has(n));
  const [signsWere, signsAre] = [were.map(sign), are.map(sign)];
  const before = match(signsWere, signsAre);
  /** @type {(ChildNode | undefined)[]} */
  const shown = [];
  match(signsWere, here.map(sign)).forEach((i, at) => {
    if (i >= 0) shown[i] = here[at];
  });

  const placed = new Set(before.map((i) => shown[i]));
  for (const n of shown) if (n && !placed.has(n)) take(n, live, change);
  // What has moved is in no place until it has been put there.
  moved(before).forEach((moves, j) => moves && placed.delete(shown[before[j]]));
  /** @type {ChildNode | null} */
  let last = null;
  are.forEach((node, j) => {
    const i = before[j];
    const there = i < 0 ? undefined : shown[i];
    if (there) {
      put(live, there, last, placed);
      placed.add(there);
      last = turn(there, were[i], node, change);
    } else if (i < 0) {
      last = add(live, node, last, placed, change);
    } else if (signsWere[i].whole !== signsAre[j].whole) {
      throw new Reload("a script has removed what has changed");
    }
  });
}

/**
 * @param {Node} node
 * @returns {import("./match.js").Sign}
 */
function sign(node) {
  if (!(node instanceof Element)) return { whole: node.nodeName + node.nodeValue, kind: node.nodeName };
  const id = node.getAttribute("id");
  return { whole: node.outerHTML, kind: id ? `${node.nodeName}#${id}` : node.nodeName };
}

/**
 * Puts a node behind last, where it is already unless it was moved. Nodes
 * that a script has added stay where they are.
 * @param {Element} parent
 * @param {ChildNode} node
 * @param {ChildNode | null} last
 * @param {Set<Node | undefined>} placed
 */
function put(parent, node, last, placed) {
  let at = last ? last.nextSibling : parent.firstChild;
  while (at && at !== node && !placed.has(at)) at = at.nextSibling;
  if (at === node) return;
  const place = last ? last.nextSibling : parent.firstChild;
  // moveBefore keeps focus and frames; not every browser has it.
  const move = /** @type {{moveBefore?: (node: Node, child: Node | null) => void}} */ (parent).moveBefore;
  if (move && node.isConnected) move.call(parent, node, place);
  else parent.insertBefore(node, place);
}

/**
 * Turns one node into another of its kind.
 * @param {ChildNode} live
 * @param {Node} base
 * @param {Node} next
 * @param {Change} change
 * @returns {ChildNode} the node that stands there now
 */
function turn(live, base, next, change) {
  if (base.isEqualNode(next)) return live;
  if (isStyle(live) && isStyle(next)) return restyle(live, next);
  if (live instanceof Element) {
    element(live, /** @type {Element} */ (base), /** @type {Element} */ (next), change);
  } else {
    live.nodeValue = next.nodeValue;
    note(live, change);
  }
  return live;
}

/**
 * @param {Node} node
 * @returns {node is HTMLLinkElement}
 */
const isStyle = (node) => node instanceof Element && node.localName === "link" && node.getAttribute("rel") === "stylesheet";

/** Style sheets that go as soon as their successors are loaded.
 * @type {WeakSet<Node>} */
const leaving = new WeakSet();

/**
 * Puts a style sheet in the place of another without a moment of neither.
 * @param {HTMLLinkElement} live
 * @param {Node} next
 */
function restyle(live, next) {
  const link = /** @type {HTMLLinkElement} */ (live.ownerDocument.importNode(next, true));
  leaving.add(live);
  for (const kind of ["load", "error"]) link.addEventListener(kind, () => live.remove(), { once: true });
  live.after(link);
  return link;
}

/**
 * @param {Element} parent
 * @param {Node} node
 * @param {ChildNode | null} last
 * @param {Set<Node | undefined>} placed
 * @param {Change} change
 * @returns {ChildNode}
 */
function add(parent, node, last, placed, change) {
  if (node instanceof Element) within(parent);
  const added = /** @type {ChildNode} */ (parent.ownerDocument.importNode(node, true));
  parent.insertBefore(added, last ? last.nextSibling : parent.firstChild);
  placed.add(added);
  note(added, change);
  return added;
}

/**
 * Takes a node away that is no longer sent.
 * @param {ChildNode} node
 * @param {Element} parent
 * @param {Change} change
 */
function take(node, parent, change) {
  if (node instanceof Element) within(parent);
  if (node.textContent?.trim()) note(parent, change);
  node.remove();
}

/**
 * A custom element that runs knows the elements it was made of, and would not
 * know of others.
 * @param {Element} parent
 */
function within(parent) {
  for (let e = /** @type {Element | null} */ (parent); e; e = e.parentElement) {
    if (customElements.get(e.localName)) throw new Reload(`the parts of ${e.localName} have changed`);
  }
}

/** Blocks that a reader would call "the part that changed". */
const blocks = "p, li, h1, h2, h3, h4, pre, table, blockquote, figure, dd, dt, summary, fieldset";

/**
 * @param {Node} node
 * @param {Change} change
 */
function note(node, change) {
  if (change.first || (node.nodeType === Node.TEXT_NODE && !node.nodeValue?.trim())) return;
  const element = node instanceof Element ? node : node.parentElement;
  if (!element || element.closest("head") || element.matches("html, body")) return;
  change.first = element.closest(blocks) ?? (node instanceof Element ? node.querySelector(blocks) : null);
}
