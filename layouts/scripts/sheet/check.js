/** The view to check one's answers, with a way to change each. */
import { button, el, groupsOf } from "./dom.js";
import { summary } from "./text.js";

export class Check {
  /** @param {import("./planner.js").Planner} planner @param {HTMLElement} root */
  constructor(planner, root) {
    this.planner = planner;
    this.out = /** @type {HTMLElement} */ (root.querySelector(".out"));
  }

  draw() {
    const { form, s, t } = this.planner;
    const sheet = this.planner.clean([s.mine.people[s.person]]);
    const rows = summary(form, sheet, 0, t);
    const change = (/** @type {string} */ id, /** @type {string} */ label) => button(t("change"), () => this.go(id), { "aria-label": `${t("change")}: ${label}` });
    this.out.replaceChildren(...(rows.length ? groupsOf(rows, change) : [el("p", {}, t("nothing"))]));
  }

  clear() {
    this.out.replaceChildren();
  }

  /** To the fields of a question. @param {string} id */
  go(id) {
    const { planner } = this;
    const { element, s, steps } = planner;
    s.view = "write";
    planner.draw();
    const section = element(id).closest("section");
    s.step = Math.max(0, steps.all().findIndex((step) => step.some((e) => e === section)));
    planner.draw();
    /** @type {HTMLElement | null} */ (element(id).querySelector("input:not([hidden]), textarea, button"))?.focus();
    element(id).scrollIntoView?.({ block: "center" });
  }
}
