/* The way out, and the planner, which is fetched when the page has been seen: its text is read first,
   and the planner takes a while on an old phone. */
import "./leave.js";

// While a page starts, a browser goes through all its fields for what it could fill in: 700 of them, before
// anything else can be done. Nobody sees them yet, and out of the page they are left in peace.
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
  // One that does not come, or is of another time than this browser, leaves the form as it is without.
  const missing = () => customElements.get("sheet-planner") || planner.classList.add("failed");
  script.addEventListener("load", missing);
  script.addEventListener("error", missing);
  document.head.append(script);
}
