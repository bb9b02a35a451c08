// Makes elements, and the boxes that the preview lays over a page.

/**
 * Makes an element. Functions are listeners, as "onclick"; undefined,
 * null and false ones are left out.
 * @param {string} tag
 * @param {Record<string, any>} [properties]
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElement}
 */
export function el(tag, properties = {}, ...children) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") e.addEventListener(name.slice(2), value);
    else e.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child) e.append(child);
  return e;
}

const sheet = new CSSStyleSheet();
/** Resolves when the boxes have their looks. */
export const dressed = fetch(new URL("box.css", import.meta.url))
  .then((answer) => answer.text())
  .then((css) => sheet.replace(css));

/**
 * A box that the styles and scripts of the page do not reach: behind the body,
 * with a tree of its own.
 */
export class Box {
  /**
   * @param {string} name of its element
   * @param {string} label for those who hear the page
   * @param {string} [role]
   */
  constructor(name, label, role = "region") {
    this.host = el(name, { role, "aria-label": label });
    this.root = this.host.attachShadow({ mode: "open" });
    this.root.adoptedStyleSheets = [sheet];
  }

  /**
   * Shows these nodes and nothing else; none take the box away.
   * @param {...Node} nodes
   */
  show(...nodes) {
    this.root.replaceChildren(...nodes);
    if (!nodes.length) this.host.remove();
    else if (!this.host.isConnected)
      dressed.then(() => this.root.childNodes.length && document.documentElement.append(this.host));
  }
}
