/**
 * Puts on a question, when it is first shown, what only works with script:
 * most are never shown, and a phone would be busy with all of them for a while.
 */
import { makeRank } from "./rank.js";
import { saveNothing } from "./traces.js";

/**
 * @param {import("./planner.js").Context} context
 * @param {import("./form.js").Question} q
 * @param {HTMLElement} e
 * @param {(text: string) => void} changed
 */
export function equip({ t, piece }, q, e, changed) {
  const about = [...e.querySelectorAll(".hint, .example")].map((x, i) => (x.id = `${e.id}-${i}`));
  for (const field of e.querySelectorAll(".exactly")) if (about.length) field.setAttribute("aria-describedby", about.join(" "));
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
  saveNothing(e);
  if (q.type === "rank") makeRank(q, e, t, changed);
}
