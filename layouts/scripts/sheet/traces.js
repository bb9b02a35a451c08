/**
 * Leaves no traces unless somebody asked for a draft: wipes whatever the browser would show again after Back.
 */
import { store } from "./context.js";
import { draft } from "./draft.js";
import { forgetDraft } from "./kept.js";

/** @param {{atRisk(): boolean, wipe(): void}} planner */
export function watchLeaving(planner) {
  // Browsers that can, ask before they go back, reload or close. The quick exit has wiped everything by then.
  addEventListener("beforeunload", (event) => planner.atRisk() && (event.returnValue = "?"));
  addEventListener("pagehide", () => {
    draft.flush();
    planner.wipe();
  });
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  document.addEventListener("quick-leave", () => {
    planner.wipe();
    forgetDraft();
    history.replaceState(history.state, "", location.pathname);
  });
}

/**
 * Keeps browsers from restoring what is ticked after Back or with a session. HTML does not define autocomplete
 * for these fields, but browsers heed it. @param {ParentNode} root
 */
export function saveNothing(root) {
  for (const i of root.querySelectorAll("[type=radio], [type=checkbox]")) i.setAttribute("autocomplete", "off");
}

/** Where links open now. */
let kept = "";

/** Links open beside a sheet that would be lost. */
export function keepTabs() {
  const target = store.hasAnswers() && !draft.where ? "_blank" : "_self";
  if (target === kept) return;
  kept = target;
  for (const a of document.querySelectorAll("main a, .foot a, .menu a, .top a")) {
    if (a.closest("quick-leave") || a.getAttribute("href")?.startsWith("#")) continue;
    a.setAttribute("target", target);
  }
}
