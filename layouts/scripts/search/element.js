// The element around "Find", which is a link to the list of all pages.

/**
 * Defines the element. The first click on the link shows an input, and begin turns it into a
 * search. If that fails, the link is followed after all.
 * @param {(element: HTMLElement, input: HTMLInputElement) => Promise<void>} begin
 */
export function define(begin) {
  customElements.define(
    "site-search",
    class extends HTMLElement {
      connectedCallback() {
        const link = /** @type {HTMLAnchorElement} */ (this.querySelector("a"));
        link.addEventListener("click", (event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          if (this.querySelector("input")) return;
          const box = this.appendChild(document.createElement("div"));
          box.className = "search";
          const input = box.appendChild(document.createElement("input"));
          input.type = "search";
          // The browser must not store what is typed, nor send it to a spelling service.
          input.autocomplete = "off";
          input.spellcheck = false;
          input.setAttribute("aria-label", link.text);
          // At once: phones open their keyboard only in response to a tap.
          input.focus();
          begin(this, input).catch(() => location.assign(link.href));
        });
      }
    },
  );
}
