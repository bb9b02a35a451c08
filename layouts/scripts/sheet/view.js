/**
 * Switches views, and offers what each may need of the page.
 *
 * @typedef {import("./store.js").State} State
 */
import { store, t } from "./context.js";
import { say } from "./message.js";

/** The page's own title. */
const { title } = document;

/** @param {string} selector @returns {HTMLElement} */
const $ = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));

/** @param {string} view @param {Partial<State>} [where] */
export function show(view, where) {
  problem("");
  store.typing = undefined;
  store.set({ view, ...where });
  const single = $(".sheet.single .q:not([hidden])");
  const heading =
    view === "write" && single
      ? single
      : $(view === "write" ? ".sheet section:not([hidden]) h2" : `.view:is(.${view}, .${view}-view) h2`);
  heading?.focus({ preventScroll: true });
  $(".planner-top").scrollIntoView({ block: "start" });
}

/** @param {string} code a SheetError's, or "" when all is well */
export function problem(code) {
  const box = $(".sheet-error");
  box.hidden = !code;
  document.title = (code ? $(".sheet-error h2").textContent + ": " : "") + title;
  if (!code) return;
  $(".sheet-error p").textContent = t("err." + code);
  box.focus();
  box.scrollIntoView({ block: "nearest" });
}

/** A piece of the page's template. @param {string} selector */
export const piece = (selector) => {
  const { content } = /** @type {HTMLTemplateElement} */ ($("#sheet-pieces"));
  return /** @type {HTMLElement} */ (content.querySelector(selector)?.cloneNode(true));
};

/** @param {string} text @param {HTMLElement} b @param {HTMLInputElement} [field] where it can be taken by hand */
export async function copy(text, b, field = /** @type {HTMLInputElement} */ ($("#sheet-text"))) {
  try {
    await navigator.clipboard.writeText(text);
    say(t("copied"), b);
  } catch {
    field.focus();
    field.select();
    say(t("no-copy"), b);
  }
}
