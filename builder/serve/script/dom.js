// Makes elements, and the boxes that the preview lays over a page.

/**
 * Makes an element. A property is an attribute or, if its value is a function, a
 * listener, such as onclick. Undefined, null and false are left out.
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
/** Resolves when the style sheet of the boxes has been loaded. */
export const styled = fetch(new URL("box.css", import.meta.url))
  .then((answer) => answer.text())
  .then((css) => sheet.replace(css));

/**
 * A box that the page's styles and scripts do not reach: after the body, with a
 * shadow tree.
 */
export class Box {
  /**
   * @param {string} name of its element
   * @param {string} label for screen readers
   * @param {string} [role]
   */
  constructor(name, label, role = "region") {
    this.host = el(name, { role, "aria-label": label });
    this.root = this.host.attachShadow({ mode: "open" });
    this.root.adoptedStyleSheets = [sheet];
  }

  /**
   * Shows these nodes and nothing else. Without any, the box is removed.
   * @param {...Node} nodes
   */
  show(...nodes) {
    this.root.replaceChildren(...nodes);
    if (!nodes.length) this.host.remove();
    else if (!this.host.isConnected)
      styled.then(() => this.root.childNodes.length && document.documentElement.append(this.host));
  }
}
