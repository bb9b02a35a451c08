// A filter above the questions: it hides those that lack what is typed, and opens none. Without script
// all questions are there and there is no filter.
import { hasAll } from "./search/filter.js";
import { words } from "./search/fold.js";

/** Milliseconds without a key before anything is said. */
const pause = 700;

class FaqFilter extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    const { label = "", shown = "" } = this.dataset;
    const input = document.createElement("input");
    input.type = "search";
    input.autocomplete = "off";
    input.spellcheck = false;
    const named = this.appendChild(document.createElement("label"));
    named.append(label, input);
    const said = this.appendChild(document.createElement("p"));
    said.setAttribute("role", "status");
    const answers = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".answer"))];
    const texts = answers.map((answer) => words(answer.textContent ?? ""));
    let timer = 0;

    function filter() {
      let left = 0;
      answers.forEach((answer, i) => {
        answer.hidden = !hasAll(texts[i], input.value);
        if (!answer.hidden) left++;
      });
      clearTimeout(timer);
      const report = input.value && shown.replace("{n}", String(left)).replace("{all}", String(answers.length));
      timer = setTimeout(() => (said.textContent = report), report ? pause : 0);
    }

    function reset() {
      input.value = "";
      filter();
    }

    input.addEventListener("input", filter);
    input.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") reset();
    });
    // A link to a question finds it, and who comes back does not find what was typed.
    addEventListener("hashchange", reset);
    addEventListener("pagehide", reset);
    document.addEventListener("quick-leave", reset);
  }
}

customElements.define("faq-filter", FaqFilter);
