/* The way out, and the planner, which begins when the page has been seen: its text is read first,
   and the planner takes a while on an old phone. The page has it fetched ahead, so that nothing is
   asked for later. */
import "./leave.js";

// In the second frame the first is on screen.
requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(begin)));

function begin() {
  const { href } = /** @type {HTMLLinkElement} */ (document.querySelector("link[rel=preload]"));
  document.head.append(Object.assign(document.createElement("script"), { src: href }));
}
