/**
 * Lists the private answers at the moment of sharing, each with a box to share it after all.
 */
import { byQuestion, lineOf } from "./card-view.js";
import { privateLines } from "./card.js";
import { form, nameOf, store, t } from "./context.js";
import { box, el, own } from "./dom.js";
import { questionOf } from "./model.js";
import { Part } from "./part.js";

export class Private extends Part {
  /** @param {HTMLElement} root @param {() => void} changed */
  constructor(root, changed) {
    super(root);
    root.addEventListener("input", (event) => {
      const { value, checked } = /** @type {HTMLInputElement} */ (event.target);
      const [i, id] = value.split(" ");
      const included = (store.state.mine.people[Number(i)].included ??= new Set());
      if (checked) included.add(id);
      else included.delete(id);
      changed();
      this.$(`[value="${value}"]`)?.focus();
    });
  }

  /** @param {import("./model.js").Sheet} sheet @param {number[]} whose the places of its people among all */
  list(sheet, whose) {
    const rows = sheet.people.flatMap((p, i) => {
      return byQuestion(privateLines(form, p, sheet), (id, lines) => {
        const value = `${whose[i]} ${id}`;
        return el(
          "div.held-row",
          {},
          sheet.people.length > 1 && el("strong", {}, own(nameOf(whose[i]))),
          ...lines.map((l) => lineOf(l)),
          el(
            "label.tick",
            {},
            box(value, !!store.state.mine.people[whose[i]].included?.has(id), {
              ariaLabel: `${t("include")}: ${questionOf(form, sheet, id)?.label}`,
            }),
            " ",
            t("include"),
          ),
        );
      });
    });
    this.root.hidden = rows.length === 0;
    this.$(".held-rows").replaceChildren(...rows);
  }
}
