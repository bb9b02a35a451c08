/**
 * The planner around the form: it makes its parts, tells them of changes, and
 * shows one view at a time. The form itself is in the page and works without
 * any of this.
 *
 * @typedef {import("./store.js").State} State
 */
import { Ask } from "./ask.js";
import { CardPage } from "./card-page.js";
import { Compare } from "./compare.js";
import { setUp, store, t } from "./context.js";
import { draft } from "./draft.js";
import { hushWithTaps, say } from "./message.js";
import { Open } from "./open.js";
import { OwnItems } from "./own-items.js";
import { formOf } from "./page-form.js";
import { Panel } from "./panel.js";
import { printWhole } from "./paper.js";
import { Review } from "./review.js";
import { Send } from "./send.js";
import { Settings } from "./settings.js";
import { Starting } from "./starting.js";
import { listen } from "./tabs.js";
import { forgetDraft } from "./kept.js";
import { keepTabs, saveNothing, watchLeaving } from "./traces.js";
import { problem, show } from "./view.js";
import { wordsOf } from "./words.js";

/** The buttons that Enter in a field stands for. */
const ENTER = { ".own .add input": "add-own", ".phrase textarea": "link", ".unlock input": "unlock" };

/** Elements into which the parts render answers. */
const MADE = ".shown, .held-up, .held-rows, .review-lines, .sharing div, .events, .out, .cards, .away";

/** Milliseconds after which a start-up task yields at the end of its current step. */
const TASK = 3;

/**
 * @typedef {import("./part.js").Part} Part
 * @typedef {object} Parts the parts of the planner
 * @property {OwnItems} items
 * @property {Ask} ask
 * @property {Settings} settings
 * @property {Starting} starting
 * @property {Review} review
 * @property {Panel} panel
 * @property {CardPage} card
 * @property {Send} send
 * @property {Compare} compare
 * @property {Open} open
 */

class SheetPlanner extends HTMLElement {
  /** For tests. */
  store = store;
  /** What #join makes. */
  parts = /** @type {Parts} */ ({});
  /** @type {Record<string, (b: HTMLElement) => void>} */
  actions = {};
  /** A copy of the plain form, in case something fails. @type {Node | undefined} */
  #plain = undefined;

  /** Starts in short tasks, so that a phone can scroll in between. */
  connectedCallback() {
    const start = this.#start();
    const next = () => {
      const end = performance.now() + TASK;
      try {
        while (!start.next().done) if (performance.now() > end) return setTimeout(next);
      } catch (err) {
        this.#giveUp();
        throw err;
      }
    };
    setTimeout(next);
  }

  /** Begins, and can pause after each step; nobody sees the form before the last. */
  *#start() {
    const page = this.$(".sheet");
    this.#plain = page.cloneNode(true);
    yield;
    this.#furnish(page);
    yield;
    const form = yield* formOf(this);
    setUp(form, wordsOf(page));
    yield;
    this.#join(page);
    yield;
    this.#listen();
    this.#frame(store.state);
    for (const part of Object.values(this.parts)) {
      yield;
      part.draw(store.state);
    }
    store.subscribe((state, light) => this.draw(state, light));
    this.classList.add("on");
    yield;
    this.parts.open.openAddress();
  }

  /** Puts the plain form back, to fill in and print, with the page's message about it. */
  #giveUp() {
    const word = /** @type {Node} */ (this.querySelector(".sheet-failed"));
    this.replaceChildren(word, /** @type {Node} */ (this.#plain));
    this.classList.remove("on", "solo");
    this.classList.add("failed");
    delete this.dataset.view;
  }

  /** Puts the tools of the page's template around the form. @param {HTMLElement} page */
  #furnish(page) {
    const tools = /** @type {DocumentFragment} */ (
      /** @type {HTMLTemplateElement} */ (this.$("#sheet-tools")).content.cloneNode(true)
    );
    saveNothing(tools);
    // One group after the other: of a fragment that is inserted along with a node out of it, WebKit drops the rest.
    for (const e of [...tools.querySelectorAll("[data-before]")]) page.before(e);
    page.append(/** @type {Node} */ (tools.querySelector("#s-own")));
    page.after(tools);
    for (const s of page.querySelectorAll("h2, .q")) s.setAttribute("tabindex", "-1");
  }

  /** @param {HTMLElement} page */
  #join(page) {
    const ask = new Ask(page);
    this.parts = {
      items: new OwnItems(this.$("#s-own")),
      ask,
      settings: new Settings(this.$(".planner-top")),
      starting: new Starting(this.$(".starting"), this.$(".view.start")),
      review: new Review(this.$(".view.review")),
      panel: new Panel(this.$(".so-far"), ask),
      card: new CardPage(this.$(".view.card")),
      send: new Send(this.$(".view.send")),
      compare: new Compare(this.$(".view.compare")),
      open: new Open(this.$(".preview"), this.$(".bring")),
    };
    this.actions = Object.assign(
      {
        undo: (/** @type {HTMLElement} */ b) => this.#undo(b),
        "print-card": () => {
          this.layOut();
          print();
        },
        forget: (/** @type {HTMLElement} */ b) => confirm(t("forget-sure")) && this.#forget(b),
        "mine-first": () => show("write", { part: "", step: 0 }),
        bring: () => show("compare"),
      },
      ...Object.values(this.parts).map((p) => p.actions),
    );
  }

  #listen() {
    this.addEventListener("focusout", () => (store.typing = undefined));
    // A name is asked for in several places; whoever draws then knows it.
    this.addEventListener(
      "input",
      (event) => {
        const field = /** @type {HTMLInputElement} */ (event.target);
        if (field.matches(".name")) store.type(field, (s) => (s.mine.people[s.person].name = field.value));
        // Say so when text is cut off.
        if (field.maxLength > 0 && field.value.length >= field.maxLength) say(t("full-field"), field);
      },
      true,
    );
    this.addEventListener("click", (event) => {
      const b = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest("button"));
      if (b?.dataset.view)
        show(b.dataset.view, b.dataset.view === "write" ? { part: store.state.paged ? "" : "all", step: 0 } : {});
      else if (b?.dataset.do) this.actions[b.dataset.do]?.(b);
    });
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      const act = Object.entries(ENTER).find(([field]) =>
        /** @type {HTMLElement} */ (event.target).matches(field),
      )?.[1];
      if (!act) return;
      // A line end would change the text that the link was made from, and so remove the link.
      event.preventDefault();
      this.$(`[data-do=${act}]`).click();
    });
    hushWithTaps();
    watchLeaving(this);
    printWhole();
    // By the browser's menu, too, the card and the comparison are what is printed.
    addEventListener("beforeprint", () => document.querySelector(".printing") || this.layOut());
    addEventListener("hashchange", () => this.parts.open.openAddress());
    listen(
      () => store.hasAnswers(),
      (link) => this.parts.open.openText(link),
    );
    draft.offer();
  }

  /** Has paper show the card or the comparison that is on screen. */
  layOut = () => /** @type {Record<string, Part | undefined>} */ (this.parts)[store.state.view]?.layOut();

  /** @param {string} selector @returns {HTMLElement} */
  $ = (selector) => /** @type {HTMLElement} */ (this.querySelector(selector));

  /** Undoes a change and shows where it was. @param {HTMLElement} b */
  #undo(b) {
    const place = () => ["view", "part", "only", "step"].map((key) => /** @type {any} */ (store.state)[key]).join();
    const before = place();
    store.undo();
    const moved = place() !== before;
    if (moved) show(store.state.view);
    say(t("undone"), moved ? this.$(".so-far") : b);
  }

  /** Whether answers would be lost with the page. */
  atRisk() {
    const { where, said, stale } = draft;
    return store.unsaved && store.hasOwn() && (!where || said === false || stale);
  }

  /** @param {State} state @param {boolean} light */
  draw(state, light) {
    draft.soon();
    keepTabs();
    /** @type {HTMLButtonElement} */ (this.$("[data-do=undo]")).disabled = store.past.length === 0;
    if (light) {
      const { settings, panel, card, compare } = this.parts;
      for (const part of [settings, panel, card, compare]) part.draw(state, light);
      return;
    }
    this.#frame(state);
    for (const part of Object.values(this.parts)) part.draw(state);
  }

  /** What is around the parts. @param {State} state */
  #frame(state) {
    this.dataset.view = state.view;
    this.classList.toggle("solo", state.mine.solo);
    this.parentElement?.classList.toggle("under-way", state.view !== "write" || state.step > 0 || state.part !== "");
    for (const v of this.querySelectorAll(".view"))
      /** @type {HTMLElement} */ (v).hidden = !v.matches(`.${state.view}, .${state.view}-view`);
    for (const b of this.querySelectorAll(".sheet-views [data-view]"))
      b.setAttribute("aria-current", String(/** @type {HTMLElement} */ (b).dataset.view === state.view));
  }

  /** Forgets everything on this page and in this browser. @param {HTMLElement} b */
  #forget(b) {
    forgetDraft();
    this.wipe();
    problem("");
    show("write");
    say(t("forgotten"), b);
  }

  /** Empties the page; a draft that was asked for stays. */
  wipe() {
    draft.stop();
    for (const f of this.querySelectorAll(":is(input, textarea):not([type=radio], [type=checkbox], .title)"))
      /** @type {HTMLInputElement} */ (f).value = "";
    for (const c of this.querySelectorAll("input:checked")) /** @type {HTMLInputElement} */ (c).checked = false;
    for (const e of this.querySelectorAll(MADE)) e.replaceChildren();
    for (const part of Object.values(this.parts)) part.clear();
    for (const e of document.querySelectorAll(".offer, .print-area")) e.remove();
    say("");
    store.clear();
  }
}

// Links need compression streams, which browsers have had since 2023. Without them the form stays plain.
if ("CompressionStream" in window) customElements.define("sheet-planner", SheetPlanner);
