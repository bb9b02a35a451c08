/**
 * Whose answers these are, in sight at all times; for whom the sheet is; folded,
 * who else fills it in here, and how.
 *
 * @typedef {import("./store.js").State} State
 */
import { nameOf, store, t } from "./context.js";
import { button, own } from "./dom.js";
import { draft } from "./draft.js";
import { say } from "./message.js";
import { LIMITS, newPerson } from "./model.js";
import { Part } from "./part.js";

export class Settings extends Part {
  /** @param {HTMLElement} root */
  constructor(root) {
    super(root);
    root.addEventListener("input", (event) => this.#typed(/** @type {HTMLInputElement} */ (event.target)));
  }

  /** @param {HTMLInputElement} field */
  #typed(field) {
    const { name, value } = field;
    if (name === "solo") store.change((s) => (s.mine = { ...s.mine, solo: value === "solo" }));
    else if (name === "layout") store.set({ paged: value === "", part: value ? "all" : "", step: 0, view: "write" });
    else if (name === "everything") store.set({ everything: field.checked });
    else if (name === "keep") draft.keepIn(value);
    else if (name === "spell") this.#spell(field.checked);
  }

  /**
   * Spelling is off unless asked for: some browsers send what is typed to their maker.
   * @param {boolean} on
   */
  #spell(on) {
    const page = /** @type {HTMLElement} */ (this.root.closest(".sheet-page"));
    page.setAttribute("spellcheck", String(on));
    page.setAttribute("writingsuggestions", String(on));
  }

  /** @type {Record<string, (b: HTMLElement) => void>} */
  actions = {
    "add-person": (b) => this.#add(b),
    "remove-person": (b) => this.#remove(b),
    done: () => {
      /** @type {HTMLDetailsElement} */ (this.$(".whose")).open = false;
      this.$("summary").focus();
    },
  };

  /** @param {HTMLElement} b */
  #add(b) {
    if (store.state.mine.people.length >= LIMITS.people) return say(t("full"), b);
    store.change((s) => {
      Object.assign(s, {
        person: s.mine.people.push(newPerson()) - 1,
        view: "write",
        part: s.paged ? "" : "all",
        step: 0,
      });
    });
    this.$(".name").focus();
  }

  /** @param {HTMLElement} b */
  #remove(b) {
    store.change((s) => {
      s.mine.people.splice(s.person, 1);
      if (!s.mine.people.length) s.mine.people.push(newPerson());
      s.person = Math.max(0, s.person - 1);
    });
    say(t("removed"), b);
  }

  /** @param {number} i */
  #choose(i) {
    store.set({ person: i, step: 0 });
    /** @type {HTMLElement} */ (this.root.querySelectorAll(".persons button")[i])?.focus();
  }

  /** @param {State} state @param {boolean} [light] */
  draw(state, light) {
    const { people, solo } = state.mine;
    const { name } = people[state.person];
    const several = people.length > 1;
    this.$(".whose-name").replaceChildren(
      ...(name.trim() || several ? possessive(t("sheet-of"), nameOf(state.person)) : [t("your-sheet")]),
    );
    this.$(".persons").hidden = !several;
    this.$(".persons").replaceChildren(
      ...people.map((_, i) =>
        button(own(nameOf(i)), () => this.#choose(i), { className: "pill", ariaPressed: String(i === state.person) }),
      ),
    );
    this.$("[data-do=remove-person]").replaceChildren(...possessive(t("take-out"), nameOf(state.person)));
    if (light) return;
    if (this.field(".name").value !== name) this.field(".name").value = name;
    const chosen = {
      solo: solo ? "solo" : "",
      keep: draft.where,
      layout: state.part === "all" || !state.paged ? "all" : "",
    };
    for (const [group, value] of Object.entries(chosen)) {
      for (const i of this.root.querySelectorAll(`[name=${group}]`))
        /** @type {HTMLInputElement} */ (i).checked = /** @type {HTMLInputElement} */ (i).value === value;
    }
    this.$(".for").hidden = state.view !== "write" || state.part !== "" || state.step > 0;
    this.field("[name=everything]").checked = state.everything;
    this.$("[data-do=add-person]").hidden = solo;
    this.$("[data-do=remove-person]").hidden = !several;
  }
}

/** A sentence around a name. @param {string} text with {name} @param {string} name */
export function possessive(text, name) {
  const [before, after] = text.split("{name}");
  return [before, own(name), after];
}
