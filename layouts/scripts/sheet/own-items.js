/** Questions of the reader's own: rated ones, made from the first in the page. */
import { cleanLine } from "./clean.js";
import { store, t } from "./context.js";
import { button, el, own } from "./dom.js";
import { say } from "./message.js";
import { OWN_IDS } from "./model.js";
import { Part } from "./part.js";

export class OwnItems extends Part {
  /** @param {HTMLElement} root */
  constructor(root) {
    super(root);
    const rated = root.parentElement?.querySelector(".q .when") ?? root.parentElement?.querySelector(".q .want");
    /**
     * The first rated question, with times if any has, before anything was added to it; none in a form that rates
     * nothing.
     */
    this.pattern = rated?.closest(".q")?.cloneNode(true);
    if (!this.pattern) root.remove();
  }

  /** @type {Record<string, (b: HTMLElement) => void>} */
  actions = {
    "add-own": () => this.#add(),
  };

  /** @returns {HTMLInputElement} */
  #field = () => /** @type {HTMLInputElement} */ (this.root.querySelector(".add input"));

  #add() {
    const input = this.#field();
    const label = cleanLine(input.value, 120);
    const taken = store.state.mine.custom.map((c) => c.id);
    const id = OWN_IDS.find((x) => !taken.includes(x));
    if (!label || !id) return;
    store.change((s) => s.mine.custom.push({ id, label }));
    input.value = "";
    document
      .getElementById("q-" + id)
      ?.querySelector("input")
      ?.focus();
  }

  /** @param {string} id */
  #remove(id) {
    store.change((s) => {
      s.mine.custom = s.mine.custom.filter((c) => c.id !== id);
      for (const p of s.mine.people) p.answers.delete(id);
    });
    this.#field().focus();
    say(t("removed"), this.#field());
  }

  /** @param {import("./store.js").State} state */
  draw({ mine: { custom } }) {
    const items = /** @type {HTMLElement} */ (this.root.querySelector(".items"));
    // An item that was undone and added again has another label.
    for (const e of [...items.children])
      if (!custom.some((c) => "q-" + c.id === e.id && c.label === /** @type {HTMLElement} */ (e).dataset.label))
        e.remove();
    for (const c of this.pattern ? custom : []) if (!document.getElementById("q-" + c.id)) items.append(this.#make(c));
  }

  /** @param {import("./model.js").Custom} c */
  #make(c) {
    const e = /** @type {HTMLElement} */ (this.pattern?.cloneNode(true));
    e.id = "q-" + c.id;
    e.dataset.label = c.label;
    const legend = /** @type {HTMLElement} */ (e.querySelector("legend"));
    legend.replaceChildren(own(c.label));
    delete legend.dataset.alone;
    /** @type {Node} */ (e.querySelector(".want [value=dont]")?.nextSibling).textContent = " " + t("want.dont");
    e.querySelectorAll(":scope > p, .picks").forEach((x) => x.remove());
    e.append(
      el(
        "p",
        {},
        button(t("out"), () => this.#remove(c.id)),
      ),
    );
    return e;
  }
}
