// Brings one document to the state of another by touching only what differs,
// so that scroll position, focus, open details and typed text stay.

/**
 * Morphs a document into next.
 * @param {Document} current
 * @param {Document} next
 * @returns {Element | null} the first block of text that changed
 */
export function morph(current, next) {
  /** @type {{first: Element | null}} */
  const seen = { first: null };
  attributes(current.documentElement, next.documentElement);
  head(current.head, next.head);
  attributes(current.body, next.body);
  children(current.body, next.body, seen);
  return seen.first;
}

/** Attributes that hold what the reader did, not what the page says. */
const readers = new Set(["open", "value", "checked", "selected"]);

/**
 * @param {Element} a
 * @param {Element} b
 * @returns {boolean} whether anything differed
 */
function attributes(a, b) {
  let changed = false;
  for (const { name, value } of [...b.attributes]) {
    if (readers.has(name) && a.tagName !== "META" && a.tagName !== "OPTION") continue;
    if (a.getAttribute(name) !== value) {
      a.setAttribute(name, value);
      changed = true;
    }
  }
  for (const { name } of [...a.attributes]) {
    if (b.hasAttribute(name) || readers.has(name) || name.startsWith("data-kept")) continue;
    a.removeAttribute(name);
    changed = true;
  }
  return changed;
}

/**
 * Styles are swapped without a flash: the new one is loaded before the old one
 * goes. Scripts that run already are left alone.
 * @param {HTMLHeadElement} a
 * @param {HTMLHeadElement} b
 */
function head(a, b) {
  const key = (/** @type {Element} */ e) => e.outerHTML;
  const have = new Map([...a.children].map((e) => [key(e), e]));
  const want = new Set([...b.children].map(key));
  /** @type {Element[]} */
  const old = [];
  for (const [k, e] of have) if (!want.has(k) && e.tagName !== "SCRIPT") old.push(e);
  let waiting = 0;
  const done = () => {
    if (waiting === 0) old.forEach((e) => e.remove());
  };
  for (const e of [...b.children]) {
    if (have.has(key(e)) || e.tagName === "SCRIPT") continue;
    const added = a.ownerDocument.importNode(e, true);
    if (added instanceof HTMLLinkElement && added.rel === "stylesheet") {
      waiting++;
      const loaded = () => (waiting--, done());
      added.addEventListener("load", loaded);
      added.addEventListener("error", loaded);
    }
    a.append(added);
  }
  done();
}

/**
 * @param {Node} a
 * @param {Node} b
 * @returns {boolean}
 */
function same(a, b) {
  if (a.nodeType !== b.nodeType || a.nodeName !== b.nodeName) return false;
  if (!(a instanceof Element) || !(b instanceof Element)) return true;
  return (a.id || "") === (b.id || "");
}

/** Blocks that a reader would call "the part that changed". */
const blocks = "p, li, h1, h2, h3, h4, pre, table, blockquote, figure, dd, dt, summary, fieldset";

/**
 * Elements that the preview or a script has added belong to the page as it is.
 * @param {Node} n
 */
const foreign = (n) => n instanceof Element && (n.tagName === "AFTERCARE-PANEL" || n.tagName === "AFTERCARE-BAR" || n.hasAttribute("data-kept"));

/**
 * @param {Node} a
 * @param {Node} b
 * @param {{first: Element | null}} seen
 */
function children(a, b, seen) {
  const old = [...a.childNodes].filter((n) => !foreign(n));
  const keyed = new Map();
  for (const n of old) if (n instanceof Element && n.id) keyed.set(n.id, n);
  const rest = new Set(old);
  let at = /** @type {ChildNode | null} */ (firstOwn(a));
  for (const want of [...b.childNodes]) {
    const match = find(want, at, keyed, rest);
    if (!match) {
      const added = a.ownerDocument?.importNode(want, true) ?? want;
      a.insertBefore(added, at);
      note(added, seen);
      continue;
    }
    rest.delete(match);
    if (match === at) at = nextOwn(at);
    else a.insertBefore(match, at);
    node(match, want, seen);
  }
  for (const n of rest) {
    if (n.textContent?.trim()) note(a, seen);
    n.remove();
  }
}

/** @param {Node} parent */
function firstOwn(parent) {
  let n = parent.firstChild;
  while (n && foreign(n)) n = n.nextSibling;
  return n;
}

/** @param {ChildNode | null} n */
function nextOwn(n) {
  do n = n?.nextSibling ?? null;
  while (n && foreign(n));
  return n;
}

/**
 * Finds the node that wanted is a new state of: one with its id, else one like
 * it with the same text further on, else one like it right here.
 * @param {Node} want
 * @param {ChildNode | null} at
 * @param {Map<string, ChildNode>} keyed
 * @param {Set<ChildNode>} rest
 */
function find(want, at, keyed, rest) {
  if (want instanceof Element && want.id) {
    const k = keyed.get(want.id);
    return k && rest.has(k) && k.nodeName === want.nodeName ? k : null;
  }
  if (at && rest.has(at) && same(at, want) && at.textContent === want.textContent) return at;
  let steps = 0;
  for (let n = at; n && steps < 40; n = nextOwn(n), steps++) {
    if (rest.has(n) && n instanceof Element && same(n, want) && n.textContent === want.textContent) return n;
  }
  return at && rest.has(at) && same(at, want) ? at : null;
}

/**
 * @param {ChildNode} a
 * @param {Node} b
 * @param {{first: Element | null}} seen
 */
function node(a, b, seen) {
  if (!(a instanceof Element) || !(b instanceof Element)) {
    if (a.nodeValue !== b.nodeValue) {
      a.nodeValue = b.nodeValue;
      note(a, seen);
    }
    return;
  }
  if (a.tagName === "SCRIPT" || a.isEqualNode(b)) return;
  if (attributes(a, b)) note(a, seen);
  if (a instanceof HTMLTextAreaElement && a.value !== a.defaultValue) return;
  children(a, b, seen);
}

/**
 * @param {Node} n
 * @param {{first: Element | null}} seen
 */
function note(n, seen) {
  if (seen.first || (n.nodeType === 3 && !n.nodeValue?.trim())) return;
  const element = n instanceof Element ? n : n.parentElement;
  seen.first = element?.closest(blocks) ?? (n instanceof Element ? n.querySelector(blocks) : null);
}
