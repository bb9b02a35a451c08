// The element around "Find", which is a link to the list of all pages.

/**
 * Defines the element. When the link is followed for the first time, an input appears, and begin makes a
 * search of it; if that fails, the link is followed after all.
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
          // What is typed is not completed, and not sent away for its spelling.
          input.autocomplete = "off";
          input.spellcheck = false;
          input.setAttribute("aria-label", link.text);
          // Now, since phones show their keyboard only in answer to a tap.
          input.focus();
          begin(this, input).catch(() => location.assign(link.href));
        });
      }
    },
  );
}
