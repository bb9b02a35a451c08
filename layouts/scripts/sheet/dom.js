/** Small pieces of page, made of nodes; text is only ever text. */

/**
 * @param {string} tag with classes: "p.length"
 * @param {Record<string, any>} props of the element
 * @param {...(Node | string | undefined | false)} children
 * @returns {HTMLElement}
 */
export function el(tag, props = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const e = Object.assign(document.createElement(name), props);
  e.classList.add(...classes);
  e.append(.../** @type {(Node | string)[]} */ (children.filter(Boolean)));
  return e;
}

/** Text that a person typed, isolated so that its direction does not affect the text around it. @param {string} text */
export const own = (text) => el("bdi", { dir: "auto" }, text);

/** @param {Node | string | (Node | string)[]} label @param {() => void} onclick @param {Record<string, any>} [props] */
export const button = (label, onclick, props) => el("button", { type: "button", onclick, ...props }, ...[label].flat());

/** Something to tick. @param {string | number} value @param {boolean} checked @param {Record<string, any>} [props] */
export const box = (value, checked, props) =>
  el("input", { type: "checkbox", value, checked, autocomplete: "off", ...props });

/** Offers a file for download. @param {string} name @param {Blob} blob */
export function saveBlob(name, blob) {
  const href = URL.createObjectURL(blob);
  el("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

/** @param {string} name @param {string} type @param {string} text */
export const saveText = (name, type, text) => saveBlob(name, new Blob([text], { type }));
