/* The way out, and the planner, which is fetched when the page has been seen: its text is read first,
   and the planner takes a while on an old phone. */
import "./leave.js";

// On load, browsers scan all fields for autofill: 700 here, before anything else runs. Nobody sees them yet, so
// take the form out of the page meanwhile.
const form = document.querySelector(".sheet");
const place = new Comment();
form?.replaceWith(place);

// In the second frame the first is on screen.
requestAnimationFrame(() =>
  requestAnimationFrame(() => {
    if (form) place.replaceWith(form);
    setTimeout(begin);
  }),
);

function begin() {
  const planner = /** @type {HTMLElement} */ (document.querySelector("sheet-planner"));
  const script = Object.assign(document.createElement("script"), { src: planner.dataset.script });
  // If the planner does not load or this browser can't run it, the form stays as it is without script.
  const missing = () => customElements.get("sheet-planner") || planner.classList.add("failed");
  script.addEventListener("load", missing);
  script.addEventListener("error", missing);
  document.head.append(script);
}
