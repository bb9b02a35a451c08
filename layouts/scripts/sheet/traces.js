/**
 * What stays behind: nothing, unless somebody asked for a draft. Whatever the
 * browser would show again after Back is wiped before it can.
 *
 * @typedef {import("./planner.js").Planner} Planner
 */
import { fresh } from "./state.js";
import { forgetDraft } from "./store.js";

/** @param {Planner} planner */
export function watchLeaving(planner) {
  addEventListener("pagehide", () => {
    planner.draft.flush();
    wipe(planner);
  });
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  document.addEventListener("quick-leave", () => {
    wipe(planner);
    forgetDraft();
    history.replaceState(null, "", location.pathname);
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

/** Forgets everything on this page and in this browser. @param {Planner} planner */
export function forget(planner) {
  forgetDraft();
  wipe(planner);
  planner.problem("");
  planner.say(planner.t("forgotten"));
  planner.$(".name").focus();
}

/** Empties the page; a draft that was asked for stays. @param {Planner} planner */
function wipe(planner) {
  planner.s = fresh();
  planner.draft.stop();
  for (const f of planner.querySelectorAll(":is(input, textarea):not([type=radio], [type=checkbox], .title)")) /** @type {HTMLInputElement} */ (f).value = "";
  for (const c of planner.querySelectorAll("input:checked")) /** @type {HTMLInputElement} */ (c).checked = false;
  for (const part of [planner.check, planner.share, planner.compare, planner.importer]) part.clear();
  planner.querySelectorAll(".offer").forEach((o) => o.remove());
  document.querySelectorAll(".print-area").forEach((p) => p.remove());
  planner.say("");
  planner.questions.emptied();
  planner.draw();
}

/** Links open beside a sheet that would be lost. @param {Planner} planner */
export function keepTabs(planner) {
  const target = planner.hasAnswers() && !planner.draft.where ? "_blank" : "_self";
  if (target === planner.target) return;
  planner.target = target;
  for (const a of document.querySelectorAll("main a, .foot a, .menu a, .top a")) {
    if (a.closest("quick-leave") || a.getAttribute("href")?.startsWith("#")) continue;
    a.setAttribute("target", target);
  }
}
