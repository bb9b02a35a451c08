/* The way out, quicker: the page is blank at once, what was typed is wiped, and this page's place
   in the history is taken by the one that opens. Shift three times does the same. Without script
   the link inside is a plain link. */
import { counter, enough, pause } from "./leave/shift.js";

function wipeFields() {
  for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input, textarea"))) {
    field.value = "";
    field.checked = false;
  }
}

/** Opens another page and removes this one from the history. @param {string} href */
function replaceWith(href) {
  const away = () => location.replace(href);
  if (!history.state) return away();
  // An open dialog has a history entry of its own: go back over it first.
  addEventListener("popstate", () => setTimeout(away));
  setTimeout(away, 999);
  history.back();
}

customElements.define(
  "quick-leave",
  class extends HTMLElement {
    connectedCallback() {
      const { title } = document;
      const link = /** @type {HTMLAnchorElement} */ (this.querySelector("a"));
      const spoken = this.appendChild(document.createElement("span"));
      spoken.className = "skip"; // above the page, like the links there
      spoken.setAttribute("role", "status");
      let count = counter();
      let timer = 0;

      /** @param {string} [word] the attribute that has what to say */
      const say = (word) => {
        spoken.textContent = word ? this.getAttribute(word) : "";
      };

      /** @param {boolean} shown */
      const show = (shown) => {
        document.title = shown ? title : "\u2026";
        document.documentElement.classList.toggle("left", !shown);
        count = counter();
        clearTimeout(timer);
        say();
      };

      const go = () => {
        show(false);
        // The sheet listens for this and forgets its answers.
        document.dispatchEvent(new Event("quick-leave"));
        wipeFields();
        replaceWith(link.href);
      };

      // Shift is only for devices with a keyboard.
      if (matchMedia("(hover: hover) and (pointer: fine)").matches)
        document.getElementById("page:leave-shift")?.removeAttribute("hidden");
      link.onclick = () => {
        go();
        return false;
      };
      document.addEventListener("keydown", (event) => {
        if (event.repeat) return;
        const presses = count(event.key, event.timeStamp);
        clearTimeout(timer);
        if (presses === enough) {
          go();
        } else if (presses) {
          say(presses === 1 ? "data-press-2" : "data-press-1");
          timer = setTimeout(() => say("data-over"), pause);
        }
      });
      // Shift and a click select text, Shift and the wheel scroll sideways: neither counts.
      for (const other of ["pointerdown", "wheel"])
        document.addEventListener(other, () => (count = counter()), { passive: true });
      // A page that the browser restores from its cache must not stay blank.
      addEventListener("pageshow", () => show(true));
    }
  },
);
