/** Questions of the reader's own: rated ones, made from the first in the page. */
import { cleanLine } from "./clean.js";
import { el, own } from "./dom.js";
import { LIMITS } from "./model.js";

export class OwnItems {
  /** @type {Node | undefined} */
  pattern;

  /** @param {any} planner */
  constructor(planner) {
    this.planner = planner;
  }

  add() {
    const { planner } = this;
    const input = planner.$(".own .add input");
    const label = cleanLine(input.value, 120);
    const taken = planner.s.mine.custom.map((/** @type {{id: string}} */ c) => c.id);
    const id = Array.from({ length: LIMITS.custom }, (_, i) => "own-" + (i + 1)).find((x) => !taken.includes(x));
    if (!label || !id) return;
    planner.change(() => planner.s.mine.custom.push({ id, label }));
    input.value = "";
    planner.element(id).querySelector("input")?.focus();
    planner.say(planner.t("added"));
  }

  /** @param {string} id */
  remove(id) {
    const { planner } = this;
    planner.change(() => {
      planner.s.mine.custom = planner.s.mine.custom.filter((/** @type {{id: string}} */ c) => c.id !== id);
      for (const p of planner.s.mine.people) p.answers.delete(id);
    });
    planner.$(".own .add input").focus();
    planner.say(planner.t("removed"));
  }

  draw() {
    const { planner } = this;
    const { custom } = planner.s.mine;
    const items = planner.$(".own .items");
    // One that was undone and added anew has another label.
    for (const e of [...items.children]) if (!custom.some((/** @type {any} */ c) => "q-" + c.id === e.id && c.label === e.dataset.label)) e.remove();
    for (const c of custom) if (!planner.element(c.id)) items.append(this.make(c));
  }

  /** @param {import("./model.js").Custom} c */
  make(c) {
    const { planner } = this;
    const e = /** @type {HTMLElement} */ (this.blank().cloneNode(true));
    e.id = "q-" + c.id;
    e.dataset.label = c.label;
    const legend = /** @type {HTMLElement} */ (e.querySelector("legend"));
    legend.replaceChildren(own(c.label));
    delete legend.dataset.alone;
    /** @type {Node} */ (e.querySelector(".want [value=dont]")?.nextSibling).textContent = " " + planner.t("want.dont");
    e.querySelectorAll(".hint, .example, .picks").forEach((x) => x.remove());
    e.querySelectorAll("[name]").forEach((x) => x.setAttribute("name", (x.getAttribute("name") ?? "").replace(/^\d+/, c.id)));
    e.append(el("p", {}, el("button", { type: "button", "data-do": "remove-own" }, planner.t("out"))));
    return e;
  }

  /** The first rated question with times, before anything was added to it. @returns {Node} */
  blank() {
    this.pattern ??= this.planner.page.querySelector(".q:has(.when)").cloneNode(true);
    return /** @type {Node} */ (this.pattern);
  }
}
