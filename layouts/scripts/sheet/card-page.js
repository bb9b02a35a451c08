/**
 * The card of the person on screen: to show, save as a picture or print, and the next steps.
 *
 * @typedef {import("./store.js").State} State
 */
import { cardOf, runsOf } from "./card-view.js";
import { card, cardText, clean, form, own, store, t } from "./context.js";
import { button, saveBlob } from "./dom.js";
import { say } from "./message.js";
import { Part } from "./part.js";
import { picture } from "./picture.js";
import { layOut } from "./print-out.js";
import { Private } from "./private.js";
import { copy, show } from "./view.js";

export class CardPage extends Part {
  #held = new Private(this.$(".held"), () => this.draw(store.state));

  /** @param {HTMLElement} root */
  constructor(root) {
    super(root);
    // The large card has a history entry of its own, so that Back closes it.
    const dialog = this.#dialog();
    addEventListener("popstate", () => dialog.close());
    dialog.addEventListener("cancel", (/** @type {Event} */ event) => {
      event.preventDefault();
      history.back();
    });
  }

  /** @type {Record<string, (b: HTMLElement) => void>} */
  actions = {
    usual: () => store.set({ version: "usual" }),
    badly: () => store.set({ version: "badly" }),
    "show-card": () => this.#show(),
    "hide-card": () => history.back(),
    "save-picture": (b) => this.#picture(b),
    "copy-card": (b) => copy(cardText(own()), b),
  };

  /** The card as others may see it. */
  #card() {
    const sheet = own();
    return card(sheet.people[0], sheet);
  }

  /** The card as nodes. @param {string} [level] @param {(line: import("./card.js").Line) => Node} [make] */
  #nodes = (level, make) => cardOf(this.#card(), level, make);

  #dialog = () => /** @type {HTMLDialogElement} */ (this.$("dialog"));

  /** Full screen, to hold up to somebody. */
  #show() {
    const dialog = this.#dialog();
    this.$(".held-up").replaceChildren(this.#nodes("h2"));
    dialog.showModal();
    history.pushState("card", "");
    dialog.scrollTop = 0;
  }

  /** @param {HTMLElement} b */
  async #picture(b) {
    const blob = await picture(this.#nodes("h2"));
    if (!blob) return say(t("no-picture"), b);
    saveBlob("card.png", blob);
    say(t("saved-as", { name: "card.png" }), b);
  }

  layOut() {
    layOut("print-card", [this.#nodes("h1")]);
  }

  /** @param {State} state */
  draw(state) {
    if (state.view !== "card") return;
    this.#held.list(clean([store.me]), [state.person]);
    for (const version of ["usual", "badly"])
      this.$(`[data-do=${version}]`).setAttribute("aria-pressed", String(state.version === version));
    // A line links to its question; one about several, to what the person can give.
    this.$(".shown").replaceChildren(
      this.#nodes("h3", ({ question, questions, runs }) =>
        button(
          runsOf(runs),
          () => (questions ? show("give") : show("write", { part: "one", only: question, from: "card" })),
          { className: "line" },
        ),
      ),
    );
    const answers = store.answers();
    const more = (/** @type {string} */ title, /** @type {string} */ part) =>
      button(title, () => show("write", { part, step: 0 }), { className: "pill" });
    this.$(".themes").replaceChildren(
      state.version === "badly" ? more(this.#card().title, "badly") : "",
      ...form.sections.slice(1).map((s) => {
        const n = s.questions.filter((q) => answers.has(q.id)).length;
        return more(s.title + (n ? ` (${n})` : ""), s.id);
      }),
    );
    this.$("[data-view=give]").hidden = state.mine.solo;
    this.$(".after-use").hidden = !state.opened;
  }

  clear() {
    this.#dialog().close();
  }
}
