/**
 * What stays on this device, listed at the moment of sharing, each with a way
 * to let it in.
 */
import { lineOf } from "./card-view.js";
import { privateLines } from "./card.js";
import { el, own } from "./dom.js";
import { questionOf } from "./model.js";
import { Part } from "./part.js";

export class Private extends Part {
  /** @param {import("./planner.js").Context} context @param {HTMLElement} root @param {() => void} changed */
  constructor(context, root, changed) {
    super(context, root);
    root.addEventListener("input", (event) => {
      const { value, checked } = /** @type {HTMLInputElement} */ (event.target);
      const [i, id] = value.split(" ");
      const included = (context.store.state.mine.people[Number(i)].included ??= new Set());
      if (checked) included.add(id);
      else included.delete(id);
      changed();
      /** @type {HTMLElement | null} */ (root.querySelector(`[value="${value}"]`))?.focus();
    });
  }

  /** @param {import("./model.js").Sheet} sheet @param {number[]} whose the places of its people among all */
  list(sheet, whose) {
    const { form, nameOf, store, t } = this.context;
    const rows = sheet.people.flatMap((p, i) => {
      const lines = privateLines(form, p, sheet);
      return [...new Set(lines.map((l) => l.question))].map((id) => {
        const value = `${whose[i]} ${id}`;
        return el("div.held-row", {}, sheet.people.length > 1 && el("strong", {}, own(nameOf(whose[i]))), ...lines.filter((l) => l.question === id).map((l) => lineOf(l)),
          el("label.tick", {}, el("input", { type: "checkbox", value, checked: store.state.mine.people[whose[i]].included?.has(id), autocomplete: "off", "aria-label": `${t("include")}: ${questionOf(form, sheet, id)?.label}` }), " ", t("include")));
      });
    });
    this.root.hidden = rows.length === 0;
    this.root.querySelector(".held-rows")?.replaceChildren(...rows);
  }

  clear() {
    this.root.querySelector(".held-rows")?.replaceChildren();
  }
}
