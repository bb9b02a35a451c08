/* The way out, quicker: the page is blank at once, what was typed is wiped, and the history entry
   of this page is replaced. Pressing Shift three times does the same. Without script the link
   inside works as a plain link. */
export {};

/** Milliseconds in which Shift has to be pressed again (GOV.UK's "Exit this page"). */
const pause = 5000;

class QuickLeave extends HTMLElement {
  connectedCallback() {
    this.link = /** @type {HTMLAnchorElement} */ (this.querySelector("a"));
    this.spoken = this.appendChild(document.createElement("span"));
    this.spoken.className = "visually-hidden";
    this.spoken.setAttribute("role", "status");
    this.presses = 0;
    document.getElementById("leave-shift")?.removeAttribute("hidden");
    this.link.addEventListener("click", (event) => {
      event.preventDefault();
      this.go();
    });
    document.addEventListener("keydown", (event) => this.count(event));
    // A page brought back from the browser's memory must not stay blank.
    addEventListener("pageshow", () => this.show(true));
  }

  /** @param {KeyboardEvent} event */
  count(event) {
    if (event.key !== "Shift") {
      this.presses = 0;
      return;
    }
    if (event.repeat) return;
    clearTimeout(this.timer);
    this.presses += 1;
    if (this.presses === 3) {
      this.go();
      return;
    }
    this.say(this.presses === 1 ? "press-2" : "press-1");
    this.timer = setTimeout(() => {
      this.presses = 0;
      this.say("over");
    }, pause);
  }

  /** @param {string} word */
  say(word) {
    this.spoken.textContent = this.getAttribute("data-" + word);
  }

  go() {
    this.say("left");
    this.show(false);
    // The sheet listens for this and forgets its answers.
    document.dispatchEvent(new Event("quick-leave"));
    for (const field of document.querySelectorAll("input, textarea")) {
      const input = /** @type {HTMLInputElement} */ (field);
      input.value = "";
      input.checked = false;
    }
    location.replace(this.link.href);
  }

  /** @param {boolean} shown */
  show(shown) {
    this.shownTitle ??= document.title;
    document.title = shown ? this.shownTitle : "\u2026";
    document.documentElement.classList.toggle("left", !shown);
    clearTimeout(this.timer);
    this.presses = 0;
  }
}

customElements.define("quick-leave", QuickLeave);
