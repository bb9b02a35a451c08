/**
 * What stays behind: nothing, unless somebody asked for a draft. Whatever the
 * browser would show again after Back is wiped before it can.
 */
import { store } from "./context.js";
import { draft } from "./draft.js";
import { forgetDraft } from "./kept.js";

/** @param {{atRisk(): boolean, wipe(): void}} planner */
export function watchLeaving(planner) {
  // Some browsers ask before they go back, reload or close; the way out has wiped everything by then.
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
 * No browser is to save what is ticked, for Back without its page in memory or
 * for a session that it opens again. HTML has no such attribute for these
 * fields, but browsers heed it. @param {ParentNode} root
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
