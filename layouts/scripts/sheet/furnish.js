/**
 * Puts the tools of the page's template in their places around the form, and
 * on a question, when it is first shown, what only works with script: most are
 * never shown, and a phone would be busy with all of them for a while.
 *
 * @typedef {import("./form.js").Question} Question
 * @typedef {import("./planner.js").Planner} Planner
 */
import { makeRank } from "./rank.js";
import { saveNothing } from "./traces.js";

/** @param {Planner} planner */
export function furnish(planner) {
  const { page } = planner;
  const tools = /** @type {DocumentFragment} */ (planner.$("#sheet-tools").content.cloneNode(true));
  saveNothing(tools);
  const take = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (tools.querySelector(selector));
  const [more, secret, clear] = [take(".more"), take(".keep-private"), take(".clear")];
  more.remove();
  secret.remove();
  clear.remove();
  page.before(take(".sheet-error"), take(".preview"), take(".sheet-start"), take(".sheet-steps"), take(".give-view"));
  page.append(take("#s-own"));
  const bar = take(".sheet-bar");
  // One after the other: WebKit drops what is left of a fragment that is inserted along with a node out of it.
  const turn = take(".sheet-turn");
  page.after(turn);
  turn.after(tools);
  planner.append(bar);
  planner.items.blank();
  planner.questions.equip = (q, e) => equip(planner, q, e, more, secret);
  for (const s of page.querySelectorAll("section")) {
    s.querySelector("h2")?.setAttribute("tabindex", "-1");
    s.append(clear.cloneNode(true));
  }
}

/** @param {Planner} planner @param {Question} q @param {HTMLElement} e @param {Node} more @param {Node} secret */
function equip(planner, q, e, more, secret) {
  saveNothing(e);
  const extra = /** @type {HTMLElement} */ (more.cloneNode(true));
  const when = e.querySelector(".when");
  if (when) extra.append(when);
  if (q.private) e.append(secret.cloneNode(true));
  else {
    extra.append(secret.cloneNode(true));
    if (!when) /** @type {HTMLElement} */ (extra.querySelector("summary")).textContent = planner.words.private;
    e.append(extra);
  }
  if (q.type === "rank") makeRank(q, e, planner.t, (text) => {
    planner.remember();
    planner.questions.take(q, e);
    planner.say(text);
  });
}
