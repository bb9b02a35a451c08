/**
 * Starting points: example answers that the writers wrote. Each line is kept or
 * left by whoever starts from them; nothing is taken over unseen.
 *
 * @typedef {import("./store.js").State} State
 */
import { lineOf } from "./card-view.js";
import { startLines } from "./card.js";
import { form, store } from "./context.js";
import { box, el } from "./dom.js";
import { Part } from "./part.js";
import { show } from "./view.js";

export class Starting extends Part {
  #chosen = "";
  #view;

  /** @param {HTMLElement} root @param {HTMLElement} view */
  constructor(root, view) {
    super(root);
    this.#view = view;
  }

  /** @type {Record<string, (b: HTMLElement) => void>} */
  actions = {
    start: (b) => this.#open(/** @type {HTMLButtonElement} */ (b)),
    "take-start": () => this.#take(),
  };

  /** The lines of the chosen start, each with its answer. */
  #lines = () => startLines(form, this.#chosen, { solo: store.state.mine.solo });

  /** @param {State} state */
  draw(state) {
    this.root.hidden = state.view !== "write" || state.part !== "" || state.step > 0;
  }

  /** @param {HTMLButtonElement} start */
  #open({ dataset, textContent, value }) {
    const $ = (/** @type {string} */ s) => /** @type {HTMLElement} */ (this.#view.querySelector(s));
    this.#chosen = value;
    $("h2").textContent = textContent;
    $(".start-note").textContent = dataset.note ?? "";
    $(".start-lines").replaceChildren(
      ...this.#lines().map((line) => el("label.keep-line", {}, box(line.question, true), lineOf(line))),
    );
    show("start");
  }

  /** Takes over the lines that were kept. Existing answers stay. */
  #take() {
    const kept = this.#lines().filter((line) => this.#view.querySelector(`[value="${line.question}"]:checked`));
    store.change(() => {
      const answers = store.answers();
      for (const { question, answer } of kept)
        if (!answers.has(question)) answers.set(question, structuredClone(answer));
    });
    show("card");
  }
}
