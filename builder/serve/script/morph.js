// Updates an open page by touching only what the writer has changed. It compares
// three states: the page as it was sent, as it is sent now, and as it is in the
// browser, where scripts have added to it and the reader has typed, opened and
// scrolled. What is equal in the first two is left alone in the third.

import { match, moved } from "./match.js";

/**
 * The result of an update.
 * @typedef {object} Outcome
 * @property {Element[]} changed elements whose own text, attributes or children have changed, in page order
 * @property {string} missed why a part is not up to date, or ""
 */

/** @param {string} html */
export const parse = (html) => new DOMParser().parseFromString(html, "text/html");

/** A page in the browser together with the page as it was sent. */
export class Twin {
  /** @param {Document} page before any script has changed it */
  constructor(page) {
    this.page = page;
    this.sent = parse("<!doctype html>" + page.documentElement.outerHTML);
    /** The node in the browser for each node that was sent. @type {WeakMap<Node, Node>} */
    this.live = new WeakMap();
    this.link(this.sent.documentElement, page.documentElement);
    /** @type {Outcome} */
    this.outcome = { changed: [], missed: "" };
  }

  /**
   * Records the nodes of a tree in live, as far as both trees have the same shape.
   * @param {Node} sent
   * @param {Node} live
   */
  link(sent, live) {
    this.live.set(sent, live);
    if (sent.nodeName === "NOSCRIPT" || sent.childNodes.length !== live.childNodes.length) return;
    sent.childNodes.forEach((child, i) => {
      if (child.nodeName === live.childNodes[i].nodeName) this.link(child, live.childNodes[i]);
    });
  }

  /**
   * Why the page has to be reloaded to show a new state, or "": scripts that have
   * run and a policy can't be revoked.
   * @param {Document} next
   */
  obstacle(next) {
    for (const [what, list] of /** @type {[string, (d: Document) => string][]} */ ([
      ["script", programs],
      ["policy", policies],
    ])) {
      if (list(this.sent) !== list(next)) return `a ${what} has changed`;
    }
    return "";
  }

  /**
   * Loads the new style sheets of the next state in advance, so that it is never
   * shown without them.
   * @param {Document} next
   */
  async prepare(next) {
    const known = new Set([...this.sent.querySelectorAll(styles)].map((e) => e.outerHTML));
    /** @type {Promise<unknown>[]} */
    const loads = [];
    /** @type {Node | undefined} */
    let last;
    for (const link of next.querySelectorAll(styles)) {
      const same = known.has(link.outerHTML);
      const there = same ? [...this.sent.querySelectorAll(styles)].find((e) => e.isEqualNode(link)) : undefined;
      const live = same ? there && this.live.get(there) : this.add(link, last, loads);
      last = live ?? last;
    }
    await Promise.race([Promise.all(loads), new Promise((done) => setTimeout(done, PATIENCE))]);
  }

  /**
   * @param {Element} link
   * @param {Node | undefined} last the style sheet before it
   * @param {Promise<unknown>[]} loads
   */
  add(link, last, loads) {
    const added = /** @type {HTMLLinkElement} */ (this.page.importNode(link, true));
    added.media = "not all";
    loads.push(
      new Promise((done) => ["load", "error"].forEach((kind) => added.addEventListener(kind, done, { once: true }))),
    );
    const first = this.page.querySelector(styles);
    if (isElement(last)) last.after(added);
    else if (first) first.before(added);
    else this.page.head.append(added);
    this.live.set(link, added);
    return added;
  }

  /**
   * Shows the next state.
   * @param {Document} next
   * @returns {Outcome}
   */
  follow(next) {
    this.outcome = { changed: [], missed: "" };
    const restore = saveFocus(this.page);
    this.node(this.sent.documentElement, next.documentElement);
    this.sent = next;
    restore();
    return this.outcome;
  }

  /**
   * Updates the live node of was to is.
   * @param {Node} was
   * @param {Node} is
   */
  node(was, is) {
    const live = this.live.get(was);
    if (was.nodeName === "NOSCRIPT") return live && this.live.set(is, live); // not shown
    if (same(was, is)) {
      /** @type {ChildNode} */ (is).replaceWith(was); // keeps the recorded live nodes
      return;
    }
    if (live) this.live.set(is, live);
    if (isElement(was) && isElement(is)) this.element(was, is, live);
    else this.text(was, is, live);
  }

  /**
   * @param {Element} was
   * @param {Element} is
   * @param {Node | undefined} live
   */
  element(was, is, live) {
    if (!isElement(live)) return this.miss(is);
    this.attributes(was, is, live);
    if (was.localName === "template") this.template(was, is, live);
    else this.children(was, is, live);
  }

  /**
   * Attributes that the writer has not changed keep what a script or the reader
   * set, such as open or a class. What is typed into a field is not an attribute.
   * @param {Element} was
   * @param {Element} is
   * @param {Element} live
   */
  attributes(was, is, live) {
    for (const name of new Set([...was.getAttributeNames(), ...is.getAttributeNames()])) {
      const [old, value] = [was.getAttribute(name), is.getAttribute(name)];
      if (value === old) continue;
      if (name === "class") classes(live, old, value);
      else if (value === null) live.removeAttribute(name);
      else live.setAttribute(name, value);
      this.note(live);
    }
  }

  /**
   * Scripts copy the content of a template, and the copies can't be found.
   * @param {Element} was
   * @param {Element} is
   * @param {Element} live
   */
  template(was, is, live) {
    if (was.innerHTML === is.innerHTML) return;
    const [theirs, ours] = /** @type {HTMLTemplateElement[]} */ ([is, live]);
    ours.content.replaceChildren(this.page.importNode(theirs.content, true));
    this.outcome.missed ||= "a template that a script has used has changed";
  }

  /**
   * @param {Node} was
   * @param {Node} is
   * @param {Node | undefined} live
   */
  text(was, is, live) {
    if (!live?.isConnected) return this.miss(is);
    live.nodeValue = is.nodeValue;
    if (live.parentElement?.matches("script:not([type='application/ld+json'])"))
      this.outcome.missed ||= "what a script has read has changed";
    if (is.nodeValue?.trim() || was.nodeValue?.trim()) this.note(live.parentElement);
  }

  /**
   * @param {Element} was
   * @param {Element} is
   * @param {Element} live
   */
  children(was, is, live) {
    const [were, are] = [[...was.childNodes], [...is.childNodes]];
    const from = pair(were, are);
    const stays = new Set(from);
    were.forEach((node, i) => stays.has(i) || this.remove(node, live));
    const moves = moved(from);
    // Nodes that scripts have added stay where they are between these.
    const placed = new Set(from.map((i, j) => (i < 0 || moves[j] ? undefined : this.live.get(were[i]))));
    /** @type {ChildNode | null} */
    let last = null;
    are.forEach((node, j) => {
      const there = from[j] < 0 ? this.insert(node, live, last) : this.live.get(were[from[j]]);
      if (from[j] >= 0) {
        if (moves[j] && there) this.note(there);
        if (there?.parentNode === live && live.localName !== "head")
          put(live, /** @type {ChildNode} */ (there), last, placed);
        this.node(were[from[j]], node);
      }
      if (there?.parentNode !== live) return;
      placed.add(there);
      last = /** @type {ChildNode} */ (there);
    });
  }

  /**
   * @param {ChildNode} node
   * @param {Element} parent
   * @param {ChildNode | null} last
   * @returns {Node}
   */
  insert(node, parent, last) {
    const prepared = /** @type {HTMLLinkElement | undefined} */ (this.live.get(node));
    if (prepared) {
      prepared.media = /** @type {HTMLLinkElement} */ (node).media; // "" is for all
      return prepared;
    }
    const added = this.page.importNode(node, true);
    this.link(node, added);
    parent.insertBefore(added, last ? last.nextSibling : parent.firstChild);
    if (isElement(node)) this.within(parent);
    if (isElement(node) || node.textContent?.trim()) this.note(added);
    return added;
  }

  /**
   * @param {ChildNode} node
   * @param {Element} parent
   */
  remove(node, parent) {
    /** @type {ChildNode | undefined} */ (this.live.get(node))?.remove();
    if (isElement(node)) this.within(parent);
    if (isElement(node) || node.textContent?.trim()) this.note(parent);
  }

  /**
   * Notes that an element inside a running custom element was added or removed:
   * its script does not know of the change.
   * @param {Element} parent
   */
  within(parent) {
    const known = this.page.defaultView?.customElements;
    for (let e = /** @type {Element | null} */ (parent); e; e = e.parentElement) {
      if (known?.get(e.localName)) this.outcome.missed ||= `${e.localName} was made of other parts`;
    }
  }

  /**
   * Notes that a changed node has no live one: a script has replaced it.
   * @param {Node} node
   */
  miss(node) {
    if (isElement(node) || node.nodeValue?.trim())
      this.outcome.missed ||= "a script has made something else of what has changed";
  }

  /** @param {Node | null} node */
  note(node) {
    const element = isElement(node) ? node : node?.parentElement;
    if (element) this.outcome.changed.push(element);
  }
}

/**
 * Nodes may come from another window, where Element is another class.
 * @param {Node | null | undefined} node
 * @returns {node is Element}
 */
const isElement = (node) => node?.nodeType === 1;

/**
 * isEqualNode does not compare the content of templates; this does.
 * @param {Node} a
 * @param {Node} b
 */
const same = (a, b) =>
  a.isEqualNode(b) &&
  !(
    isElement(a) &&
    (a.localName === "template" || a.querySelector("template")) &&
    a.outerHTML !== /** @type {Element} */ (b).outerHTML
  );

/** How long to wait for style sheets, in milliseconds. */
const PATIENCE = 2000;

const styles = "link[rel~=stylesheet]:not([href^='/_aftercare/'])";

/**
 * The scripts of a page.
 * @param {Document} page
 */
function programs(page) {
  const own = "script:not([src^='/_aftercare/'], [type='application/ld+json'], [type='application/json'])";
  return [...page.querySelectorAll(own)].map((s) => s.outerHTML).join("\n");
}

/** @param {Document} page */
const policies = (page) => [...page.querySelectorAll("meta[http-equiv]")].map((m) => m.outerHTML).join("\n");

/**
 * Pairs children like match, but skips the equal ones at both ends first.
 * @param {Node[]} were
 * @param {Node[]} are
 */
function pair(were, are) {
  let [start, end] = [0, 0];
  const most = Math.min(were.length, are.length);
  while (start < most && same(were[start], are[start])) start++;
  while (end < most - start && same(were[were.length - 1 - end], are[are.length - 1 - end])) end++;
  const inner = match(were.slice(start, were.length - end).map(sign), are.slice(start, are.length - end).map(sign));
  return are.map((_, j) => {
    if (j < start) return j;
    if (j >= are.length - end) return j - are.length + were.length;
    return inner[j - start] < 0 ? -1 : inner[j - start] + start;
  });
}

/**
 * @param {Node} node
 * @returns {import("./match.js").Sign}
 */
function sign(node) {
  const text = node.textContent ?? "";
  if (!isElement(node)) return { whole: node.nodeName + text, kind: node.nodeName, text };
  const kind = node.matches(styles) ? "LINK " + node.getAttribute("href") : node.nodeName;
  return { whole: node.outerHTML, kind, id: node.id, text };
}

/**
 * Moves a node after last, unless only nodes added by scripts are between them.
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
 * Applies the writer's changes of a class attribute and keeps classes that scripts added.
 * @param {Element} live
 * @param {string | null} was
 * @param {string | null} is
 */
function classes(live, was, is) {
  const split = (/** @type {string | null} */ s) => (s ?? "").split(/\s+/).filter(Boolean);
  live.classList.remove(...split(was).filter((c) => !split(is).includes(c)));
  live.classList.add(...split(is));
}

/**
 * Remembers what moving elements and renaming fields may lose: the focus, the
 * text selection, and the checked radio buttons.
 * @param {Document} page
 * @returns {() => void} restores it
 */
function saveFocus(page) {
  const focus = /** @type {HTMLElement | null} */ (page.activeElement);
  const field = focus?.matches("input, textarea") ? /** @type {HTMLInputElement} */ (focus) : null;
  const [start, end] = [field?.selectionStart, field?.selectionEnd];
  const chosen = /** @type {NodeListOf<HTMLInputElement>} */ (page.querySelectorAll("input[type=radio]:checked"));
  return () => {
    for (const radio of chosen) radio.checked = true;
    if (!focus?.isConnected || focus === page.activeElement) return;
    focus.focus({ preventScroll: true });
    if (field && typeof start === "number") field.setSelectionRange(start, end ?? start);
  };
}
