/* The way out, quicker: the page is blank at once, what was typed is wiped, and this page's place
   in the history is taken by the one that opens. Shift three times does the same. Without script
   the link inside is a plain link. */
import { counter, enough, pause } from "./leave/shift.js";

class QuickLeave extends HTMLElement {
  connectedCallback() {
    this.link = /** @type {HTMLAnchorElement} */ (this.querySelector("a"));
    this.count = counter();
    this.pageTitle = document.title;
    this.spoken = document.createElement("span");
    this.spoken.className = "skip"; // above the page, like the links there
    this.spoken.setAttribute("role", "status");
    this.append(this.spoken);
    document.getElementById("leave-shift")?.removeAttribute("hidden");
    this.link.addEventListener("click", (event) => {
      event.preventDefault();
      this.go();
    });
    document.addEventListener("keydown", (event) => {
      if (!event.repeat) this.press(event.key, event.timeStamp);
    });
    // A page that the browser brings back from its memory must not stay blank.
    addEventListener("pageshow", () => this.show(true));
  }

  /**
   * @param {string} key
   * @param {number} time in milliseconds
   */
  press(key, time) {
    const presses = /** @type {(key: string, time: number) => number} */ (this.count)(key, time);
    clearTimeout(this.timer);
    if (presses === 0) return;
    if (presses === enough) {
      this.go();
      return;
    }
    this.say(presses === 1 ? "press-2" : "press-1");
    this.timer = setTimeout(() => this.say("over"), pause);
  }

  /** @param {string} word */
  say(word) {
    if (this.spoken) this.spoken.textContent = this.getAttribute("data-" + word);
  }

  go() {
    this.show(false);
    // The sheet listens for this and forgets its answers.
    document.dispatchEvent(new Event("quick-leave"));
    for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input, textarea"))) {
      field.value = "";
      field.checked = false;
    }
    if (this.link) location.replace(this.link.href);
  }

  /** @param {boolean} shown */
  show(shown) {
    document.title = shown ? this.pageTitle ?? "" : "\u2026";
    document.documentElement.classList.toggle("left", !shown);
    this.count = counter();
    clearTimeout(this.timer);
    this.say("");
  }
}

customElements.define("quick-leave", QuickLeave);
