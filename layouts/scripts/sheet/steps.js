/** The form in steps on a narrow screen, or on one page; every section can be skipped. */
import { button, el } from "./dom.js";

/** Questions on a step, unless one section alone has more. */
const STEP = 4;

export class Steps {
  /** @param {any} planner */
  constructor(planner) {
    this.planner = planner;
  }

  /** Sections with something to answer now. @returns {HTMLElement[]} */
  sections() {
    const { page, s } = this.planner;
    return [...page.querySelectorAll("section")].filter((e) => (e.id === "s-own" ? s.view === "write" : e.querySelector(".q:not([hidden])")));
  }

  /** Sections by step: short ones share one. */
  all() {
    /** @type {HTMLElement[][]} */
    const steps = [];
    let room = 0;
    for (const s of this.sections()) {
      const size = Math.max(1, s.querySelectorAll(".q:not([hidden])").length);
      if (size > room) {
        steps.push([]);
        room = STEP;
      }
      steps[steps.length - 1].push(s);
      room -= size;
    }
    return steps;
  }

  /** On or back by one, through the views that follow each other. @param {number} by */
  turn(by) {
    const { s, paged } = this.planner;
    const views = ["write", ...(s.mine.solo ? [] : ["give"]), "check"];
    s.step += by;
    if (s.view !== "write" || !paged || s.step < 0 || s.step >= this.all().length) {
      const view = views[Math.max(0, views.indexOf(s.view) + by)];
      s.step = view === "write" && by < 0 ? Infinity : 0;
      s.view = view;
    }
    this.planner.show(s.view);
  }

  draw() {
    const { planner } = this;
    const { s, t, $ } = planner;
    const steps = this.all();
    s.step = Math.max(0, Math.min(s.step, steps.length - 1));
    const writing = s.view === "write";
    const paged = writing && planner.paged;
    const shown = paged ? steps[s.step] : steps.flat();
    for (const e of planner.page.querySelectorAll("section")) e.hidden = !shown.includes(e);
    $(".sheet-start").hidden = !writing || (paged && s.step > 0);
    $(".sheet-steps").hidden = !writing;
    $("[data-do=back]").hidden = writing && (!paged || s.step === 0);
    $("[data-do=paged]").textContent = t(paged ? "one-page" : "by-step");
    $(".where").textContent = paged ? t("where", { n: s.step + 1, of: steps.length }) : "";
    $(".sheet-steps ol").replaceChildren(...steps.map((step, i) =>
      el("li", {}, ...step.map((e) => button(e.querySelector("h2")?.textContent ?? "", () => this.go(i, e), { "aria-current": paged && i === s.step && "step" })))));
    $(".sheet-plan").hidden = !writing;
  }

  /** To a section. @param {number} step @param {HTMLElement} section */
  go(step, section) {
    this.planner.s.step = step;
    this.planner.draw();
    section.querySelector("h2")?.focus();
    section.scrollIntoView({ block: "start" });
  }
}
