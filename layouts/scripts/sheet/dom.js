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

/**
 * Hands a file to the browser to save.
 *
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
export function save(name, type, text) {
  const href = URL.createObjectURL(new Blob([text], { type }));
  const a = el("a", { href, download: name, hidden: true });
  document.body.append(a);
  a.click();
  a.remove();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

/**
 * Groups of answers as a list, with a button for each row if change is given.
 *
 * @param {import("./text.js").Group[]} groups
 * @param {(id: string, label: string) => Node | undefined} [change]
 * @param {string} [level]
 */
export function groupsOf(groups, change, level = "h3") {
  return groups.map((g) =>
    el(`section.group.group-${g.key}`, {}, el(level, {}, g.title), el("dl", {}, ...g.rows.map((r) =>
      el("div", {}, el("dt", {}, own(r.label)), el("dd", {}, own(r.text), " ", change?.(r.id, r.label)))))),
  );
}
