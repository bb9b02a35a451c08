// The element around "Find" and the panel below it.

/**
 * Defines the element. begin is called when its panel is opened for the first time.
 * @param {(panel: HTMLElement, words: DOMStringMap) => Promise<void>} begin
 */
export function define(begin) {
  customElements.define(
    "site-search",
    class extends HTMLElement {
      /** @type {Promise<void> | undefined} */
      begun;
      link = /** @type {HTMLAnchorElement} */ (this.querySelector("a"));
      panel = /** @type {HTMLElement} */ (this.querySelector(".search"));
      input = /** @type {HTMLInputElement} */ (this.querySelector("input"));

      connectedCallback() {
        const { link, panel } = this;
        link.setAttribute("aria-expanded", "false");
        link.addEventListener("click", (event) => {
          if (isOrdinary(event)) {
            event.preventDefault();
            this.show(Boolean(panel.hidden));
          }
        });
        panel.addEventListener("click", (event) => {
          if (isOrdinary(event) && /** @type {Element} */ (event.target).closest("a")) this.show(false);
        });
        panel.addEventListener("keydown", ({ key }) => {
          if (key === "Escape") {
            this.show(false);
            link.focus();
          }
        });
        // Who comes back to the page must not find what was typed.
        const forget = () => this.show(false);
        addEventListener("pagehide", forget);
        document.addEventListener("quick-leave", forget);
      }

      /** @param {boolean} shown */
      show(shown) {
        const { input, panel } = this;
        panel.hidden = !shown;
        this.link.setAttribute("aria-expanded", String(shown));
        if (shown) {
          input.focus();
          this.begun ??= begin(panel, this.dataset).catch(() => {
            this.begun = undefined;
            const said = /** @type {Element} */ (panel.querySelector("[role=status]"));
            said.textContent = panel.dataset.failed ?? "";
          });
        } else {
          input.value = "";
          input.dispatchEvent(new Event("input"));
        }
      }
    },
  );
}

/**
 * Whether a click is to be followed here and not in a new tab or window.
 * @param {MouseEvent} event
 */
const isOrdinary = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
