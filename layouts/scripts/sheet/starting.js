/**
 * Starting points: example answers that the writers wrote. Each line is kept or
 * left by whoever starts from them; nothing is taken over unseen.
 *
 * @typedef {import("./planner.js").Context} Context
 * @typedef {import("./store.js").State} State
 * @typedef {import("./form.js").Start} Start
 */
import { lineOf } from "./card-view.js";
import { startLines } from "./card.js";
import { button, el } from "./dom.js";
import { Part } from "./part.js";

export class Starting extends Part {
  /** @param {Context} context @param {HTMLElement} root @param {HTMLElement} view */
  constructor(context, root, view) {
    super(context, root);
    this.view = view;
    /** @type {Start | undefined} */
    this.chosen = undefined;
    root.querySelector(".starts")?.replaceChildren(...context.form.starts.map((s) => button(s.title, () => this.open(s), { class: "pill" })));
  }

  /** @type {Record<string, () => void>} */
  actions = {
    "take-start": () => this.take(),
  };

  /** @param {Start} start */
  open(start) {
    this.chosen = start;
    this.offer(start);
    this.context.show("start");
  }

  /** The lines of the chosen start, each with its answer. */
  lines = () => (this.chosen ? startLines(this.context.form, this.chosen, { solo: this.context.store.state.mine.solo }) : []);

  /** @param {State} state */
  draw(state) {
    this.root.hidden = state.view !== "write" || state.part !== "" || state.step > 0;
  }

  /** @param {Start} start */
  offer(start) {
    const $ = (/** @type {string} */ s) => /** @type {HTMLElement} */ (this.view.querySelector(s));
    $("h2").textContent = start.title;
    $(".start-note").textContent = start.note ?? "";
    $(".start-lines").replaceChildren(...this.lines().map((line) =>
      el("label.keep-line", {}, el("input", { type: "checkbox", value: line.question, checked: true, autocomplete: "off" }), lineOf(line))));
  }

  /** What was kept becomes one's own answer; what is answered already stays. */
  take() {
    const { show, store } = this.context;
    const kept = this.lines().filter((line) => this.view.querySelector(`[value="${line.question}"]:checked`));
    store.change(() => {
      const answers = store.answers();
      for (const { question, answer } of kept) if (!answers.has(question)) answers.set(question, structuredClone(answer));
    });
    this.chosen = undefined;
    show("card");
  }
}
