/**
 * What stays on this device, listed at the moment of sharing, each with a way
 * to let it in.
 */
import { el, own } from "./dom.js";
import { isPrivate, questionOf } from "./model.js";

export class Private {
  /** @param {import("./planner.js").Context} context @param {HTMLElement} root @param {() => void} changed */
  constructor(context, root, changed) {
    this.context = context;
    this.root = root;
    root.addEventListener("input", (event) => {
      const { value, checked } = /** @type {HTMLInputElement} */ (event.target);
      const { included } = context.store.state;
      if (checked) included.add(value);
      else included.delete(value);
      changed();
      /** @type {HTMLElement | null} */ (root.querySelector(`[value="${value}"]`))?.focus();
    });
  }

  /** @param {import("./model.js").Sheet} sheet @param {number[]} whose the places of its people among all */
  draw(sheet, whose) {
    const { answerOf, form, nameOf, store, t } = this.context;
    const rows = sheet.people.flatMap((p, i) => [...p.answers].flatMap(([id, a]) => {
      const q = questionOf(form, sheet, id);
      if (!q || !isPrivate(q, a)) return [];
      const value = whose[i] + " " + id;
      return [el("div.held-row", {}, el("p", {}, sheet.people.length > 1 && own(nameOf(whose[i]) + ": "), el("strong", {}, own(q.label)), " ", own(answerOf(q, a))),
        el("label.pill", {}, el("input", { type: "checkbox", value, checked: store.state.included.has(value), autocomplete: "off", "aria-label": `${t("include")}: ${q.label}` }), " ", t("include")))];
    }));
    this.root.hidden = rows.length === 0;
    this.root.querySelector(".held-rows")?.replaceChildren(...rows);
  }

  clear() {
    this.root.querySelector(".held-rows")?.replaceChildren();
  }
}
