/** Small pieces of page, made of nodes; text is only ever text. */

/**
 * @param {string} tag with classes: "p.length"
 * @param {Record<string, any>} props attributes; a function is a listener
 * @param {...(Node | string | undefined | false)} children
 * @returns {any}
 */
export function el(tag, props = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const e = document.createElement(name);
  e.classList.add(...classes);
  for (const [key, value] of Object.entries(props)) {
    if (typeof value === "function") e.addEventListener(key, value);
    else if (value !== undefined && value !== false) e.setAttribute(key, value === true ? "" : value);
  }
  e.append(...children.filter((c) => c !== undefined && c !== false && c !== "").map((c) => /** @type {Node | string} */ (c)));
  return e;
}

/** What a person typed, kept from turning the text around it. @param {string} text */
export const own = (text) => el("bdi", { dir: "auto" }, text);

/** @param {string} label @param {() => void} click @param {Record<string, any>} [props] */
export const button = (label, click, props = {}) => el("button", { type: "button", click, ...props }, label);

/** Hands something to the browser to save. @param {string} name @param {Blob} blob */
export function saveBlob(name, blob) {
  const href = URL.createObjectURL(blob);
  const a = el("a", { href, download: name, hidden: true });
  document.body.append(a);
  a.click();
  a.remove();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

/** @param {string} name @param {string} type @param {string} text */
export const saveText = (name, type, text) => saveBlob(name, new Blob([text], { type }));
