/**
 * Options in an order of one's own: with script, buttons instead of numbers.
 * The focus stays on what was moved.
 */
import { button, el } from "./dom.js";

/** @type {WeakMap<Element, {order: string[], draw: (focus?: string) => void}>} */
const ranks = new WeakMap();

/** @param {Element} e the question */
export const orderOf = (e) => [...(ranks.get(e)?.order ?? [])];

/** @param {Element} e @param {string[]} order */
export function setOrder(e, order) {
  const rank = ranks.get(e);
  if (!rank || rank.order.join() === order.join()) return;
  rank.order = [...order];
  rank.draw();
}

/**
 * @param {import("./form.js").Question} q
 * @param {Element} e the question
 * @param {(key: string, values?: Record<string, any>) => string} t
 * @param {(text: string) => void} changed
 */
export function makeRank(q, e, t, changed) {
  const fieldset = /** @type {HTMLElement} */ (e.querySelector(".rank"));
  const list = el("ol.ranked", { "aria-label": t("order") });
  const rest = el("div.unranked");
  const label = (/** @type {string} */ id) => q.options?.find((o) => o.id === id)?.label ?? "";
  const rank = {
    order: /** @type {string[]} */ ([]),
    draw(/** @type {string} */ focus = "") {
      list.replaceChildren(...rank.order.map((id, n) => el("li", {}, el("span", {}, label(id)), ...["up", "down", "out"].map((step) =>
        button(t(step), () => move(id, step), {
          class: step, "data-key": id + step, "aria-label": `${t(step)}: ${label(id)}`,
          disabled: (step === "up" && n === 0) || (step === "down" && n === rank.order.length - 1),
        })))));
      rest.replaceChildren(...(q.options ?? []).filter((o) => !rank.order.includes(o.id)).map((o) =>
        button(o.label, () => move(o.id, "in"), { class: "pill", "data-key": o.id + "in", "data-alone": o.together && "" })));
      list.hidden = rank.order.length === 0;
      const target = fieldset.querySelector(`[data-key="${focus}"]:not(:disabled)`) ?? (focus && fieldset.querySelector(`[data-key^="${focus.replace(/(up|down|in|out)$/, "")}"]:not(:disabled)`));
      if (target) /** @type {HTMLElement} */ (target).focus();
    },
  };
  const move = (/** @type {string} */ id, /** @type {string} */ step) => {
    const at = rank.order.indexOf(id);
    if (at >= 0) rank.order.splice(at, 1);
    if (step === "in") rank.order.push(id);
    else if (step !== "out") rank.order.splice(at + (step === "up" ? -1 : 1), 0, id);
    rank.draw(id + (step === "in" ? "up" : step === "out" ? "in" : step));
    const n = rank.order.indexOf(id) + 1;
    changed(n ? t("moved", { item: label(id), n, of: rank.order.length }) : t("removed"));
  };
  for (const l of fieldset.querySelectorAll("label")) l.hidden = true;
  const legend = fieldset.querySelector("legend");
  if (legend) legend.textContent = t("order");
  fieldset.append(list, rest);
  ranks.set(e, rank);
  rank.draw();
}
