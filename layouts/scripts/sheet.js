/* The way out, and the planner, which begins when the page has been seen: its text is read first,
   and the planner takes a while on an old phone. The page has it fetched ahead, so that nothing is
   asked for later. */
import "./leave.js";

// In the second frame the first is on screen.
requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(begin)));

function begin() {
  const { href } = /** @type {HTMLLinkElement} */ (document.querySelector("link[rel=preload]"));
  const script = Object.assign(document.createElement("script"), { src: href });
  // One that does not come, or is of another time than this browser, leaves the form as it is without.
  const missing = () => customElements.get("sheet-planner") || document.querySelector("sheet-planner")?.classList.add("failed");
  script.addEventListener("load", missing);
  script.addEventListener("error", missing);
  document.head.append(script);
}
