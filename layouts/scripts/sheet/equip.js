/**
 * Adds what only works with script to a question when it is first shown. Most never are, and to do all at once
 * would keep a phone busy.
 */
import { t } from "./context.js";
import { saveNothing } from "./traces.js";
import { piece } from "./view.js";

/**
 * @param {import("./form.js").Question} q
 * @param {HTMLElement} e
 */
export function equip(q, e) {
  const about = [...e.querySelectorAll(":scope > p")].map((x, i) => (x.id = `${e.id}-${i}`));
  for (const field of e.querySelectorAll(".exactly"))
    if (about.length) field.setAttribute("aria-describedby", about.join(" "));
  // Boxes are for a page without script, where a radio button could not be emptied again.
  for (const [i, group] of e.querySelectorAll(".want, .give, .by, .who").entries()) {
    for (const input of group.querySelectorAll("input")) Object.assign(input, { type: "radio", name: `${q.id} ${i}` });
  }
  const extra = piece(".more");
  const secret = piece(".keep-private");
  const when = e.querySelector(".when");
  if (when) extra.append(when);
  if (q.private) e.append(secret);
  else {
    extra.append(secret);
    if (!when) /** @type {HTMLElement} */ (extra.querySelector("summary")).textContent = t("private");
    e.append(extra);
  }
  for (const i of /** @type {NodeListOf<HTMLInputElement>} */ (e.querySelectorAll(".rank input"))) {
    // Numbers are for paper: here, what is tapped first comes first.
    Object.assign(i, { type: "checkbox", value: i.dataset.id });
    i.parentElement?.classList.add("pill");
  }
  const legend = e.querySelector(".rank legend");
  if (legend) legend.textContent = t("order");
  saveNothing(e);
}
