/**
 * The planner around the form: it makes its parts, tells them of changes, and
 * shows one view at a time. The form itself is in the page and works without
 * any of this.
 *
 * @typedef {import("./store.js").State} State
 * @typedef {SheetPlanner["context"]} Context
 */
import { Ask } from "./ask.js";
import { CardPage } from "./card-page.js";
import { Compare } from "./compare.js";
import { wordsAndCards } from "./context.js";
import { Draft } from "./draft.js";
import { Messages } from "./message.js";
import { Open } from "./open.js";
import { OwnItems } from "./own-items.js";
import { formOf } from "./page-form.js";
import { Panel } from "./panel.js";
import { printWhole } from "./paper.js";
import { Review } from "./review.js";
import { Send } from "./send.js";
import { Settings } from "./settings.js";
import { Starting } from "./starting.js";
import { Store } from "./store.js";
import { listen } from "./tabs.js";
import { forgetDraft } from "./kept.js";
import { keepTabs, saveNothing, watchLeaving } from "./traces.js";
import { wordsOf } from "./words.js";

/** The buttons that Enter in a field stands for. */
const ENTER = { ".own .add input": "add-own", ".phrase textarea": "link", ".unlock input": "unlock" };

/** Where the parts put what they make of answers. */
const MADE = ".shown, .held-up, .held-rows, .review-lines, .sharing div, .events, .out, .cards, .away";

/** Milliseconds after which a task of the beginning ends with the step at hand. */
const TASK = 3;

class SheetPlanner extends HTMLElement {
  store = new Store();
  /** The parts of the planner. @type {Record<string, any>} */
  parts = {};
  /** @type {Record<string, (b: HTMLElement) => void>} */
  actions = {};
  /** What they share, from the page that has been read. */
  context = /** @type {ReturnType<typeof this.contextOf>} */ (/** @type {unknown} */ (undefined));
  pageTitle = document.title;
  /** The form as it was, for when something fails. @type {Node | undefined} */
  plain = undefined;

  /** What is known, for tests. */
  get s() {
    return this.store.state;
  }

  /** In short tasks, between which a phone can scroll. */
  connectedCallback() {
    const start = this.start();
    const next = () => {
      const end = performance.now() + TASK;
      try {
        while (!start.next().done) if (performance.now() > end) return setTimeout(next);
      } catch (err) {
        this.giveUp();
        throw err;
      }
    };
    setTimeout(next);
  }

  /** Begins, and can pause after each step; nobody sees the form before the last. */
  *start() {
    const page = this.$(".sheet");
    this.plain = page.cloneNode(true);
    yield;
    this.furnish(page);
    yield;
    const form = yield* formOf(this);
    this.context = this.contextOf(form, wordsOf(page), this.$(".sheet-live"));
    yield;
    this.join(page);
    yield;
    this.listen();
    this.frame(this.store.state);
    for (const part of Object.values(this.parts)) {
      yield;
      part.draw(this.store.state);
    }
    this.store.subscribe((state, light) => this.draw(state, light));
    this.classList.add("on");
    yield;
    this.parts.open.openAddress();
  }

  /** The form as it was, to be filled in and printed, and a word about it that the page has. */
  giveUp() {
    const word = /** @type {Node} */ (this.querySelector(".sheet-failed"));
    this.replaceChildren(word, /** @type {Node} */ (this.plain));
    this.classList.remove("on", "solo");
    this.classList.add("failed");
    delete this.dataset.view;
  }

  /** Puts the tools of the page's template around the form. @param {HTMLElement} page */
  furnish(page) {
    const tools = /** @type {DocumentFragment} */ (this.$("#sheet-tools").content.cloneNode(true));
    saveNothing(tools);
    // One group after the other: of a fragment that is inserted along with a node out of it, WebKit drops the rest.
    for (const e of [...tools.querySelectorAll("[data-before]")]) page.before(e);
    page.append(/** @type {Node} */ (tools.querySelector("#s-own")));
    page.after(tools);
    for (const s of page.querySelectorAll("h2, .q")) s.setAttribute("tabindex", "-1");
  }

  /** @param {import("./form.js").Form} form @param {Record<string, string>} words @param {HTMLElement} live */
  contextOf(form, words, live) {
    const messages = new Messages(live);
    return {
      ...wordsAndCards({ form, words, store: this.store, root: this }),
      draft: /** @type {Draft} */ (/** @type {unknown} */ (undefined)),
      say: (/** @type {string} */ text, /** @type {Element | null} */ near = null) => messages.say(text, near),
      show: (/** @type {string} */ view, /** @type {Partial<State>} */ where = {}) => this.show(view, where),
      problem: (/** @type {string} */ code) => this.problem(code),
      piece: (/** @type {string} */ selector) => /** @type {HTMLElement} */ (this.$("#sheet-pieces").content.querySelector(selector).cloneNode(true)),
      copy: (/** @type {string} */ text, /** @type {HTMLElement} */ b, /** @type {HTMLTextAreaElement} */ field = this.$("#sheet-text")) => this.copy(text, b, field),
    };
  }

  /** @param {HTMLElement} page */
  join(page) {
    const { context } = this;
    context.draft = new Draft(context, this);
    const ask = new Ask(context, page);
    const review = new Review(context, this.$(".view.review"), (id) => this.show("write", { part: "one", only: id, from: "review" }));
    this.parts = {
      items: new OwnItems(context, this.$("#s-own")), ask, review,
      settings: new Settings(context, this.$(".planner-top")),
      starting: new Starting(context, this.$(".starting"), this.$(".view.start")),
      panel: new Panel(context, this.$(".so-far"), ask),
      card: new CardPage(context, this.$(".view.card")),
      send: new Send(context, this.$(".view.send")),
      compare: new Compare(context, this.$(".view.compare")),
      open: new Open(context, this.$(".preview"), this.$(".bring")),
    };
    this.actions = Object.assign({
      undo: (/** @type {HTMLElement} */ b) => this.undo(b),
      "print-card": () => {
        this.layOut();
        print();
      },
      forget: (/** @type {HTMLElement} */ b) => confirm(this.context.t("forget-sure")) && this.forget(b),
      "mine-first": () => this.show("write", { part: "", step: 0 }),
      bring: () => this.show("compare", {}),
    }, ...Object.values(this.parts).map((p) => p.actions));
  }

  listen() {
    this.addEventListener("focusout", () => (this.store.typing = undefined));
    // A name is asked for in several places; whoever draws then knows it.
    this.addEventListener("input", (event) => {
      const field = /** @type {HTMLInputElement} */ (event.target);
      if (field.matches(".name")) this.store.type(field, (s) => (s.mine.people[s.person].name = field.value));
      // Nothing is cut in silence.
      if (field.maxLength > 0 && field.value.length >= field.maxLength) this.context.say(this.context.t("full-field"), field);
    }, true);
    this.addEventListener("click", (event) => {
      const b = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest("button"));
      if (b?.dataset.view) this.show(b.dataset.view, b.dataset.view === "write" ? { part: this.store.state.paged ? "" : "all", step: 0 } : {});
      else if (b?.dataset.do) this.actions[b.dataset.do]?.(b);
    });
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      const act = Object.entries(ENTER).find(([field]) => /** @type {HTMLElement} */ (event.target).matches(field))?.[1];
      if (!act) return;
      // A line end would change what the link is made from, and so take it away.
      event.preventDefault();
      this.$(`[data-do=${act}]`).click();
    });
    watchLeaving(this);
    printWhole();
    // By the browser's menu, too, the card and the comparison are what is printed.
    addEventListener("beforeprint", () => document.querySelector(".printing") || this.layOut());
    addEventListener("hashchange", () => this.parts.open.openAddress());
    listen(() => this.store.hasAnswers(), (link) => this.parts.open.openText(link));
    this.context.draft.offer();
  }

  /** Has paper show the card or the comparison that is on screen. */
  layOut = () => this.parts[this.store.state.view]?.layOut?.();

  /** @param {string} selector @returns {any} */
  $ = (selector) => this.querySelector(selector);

  /** @param {string} view @param {Partial<State>} where */
  show(view, where) {
    this.problem("");
    this.store.typing = undefined;
    this.store.set({ view, ...where });
    const single = this.$(".sheet.single .q:not([hidden])");
    const heading = view === "write" && single ? single : this.$(view === "write" ? ".sheet section:not([hidden]) h2" : `.view:is(.${view}, .${view}-view) h2`);
    heading?.focus({ preventScroll: true });
    this.$(".planner-top").scrollIntoView({ block: "start" });
  }

  /** What was changed back is on screen. @param {HTMLElement} b */
  undo(b) {
    const place = () => ["view", "part", "only", "step"].map((key) => /** @type {any} */ (this.store.state)[key]).join();
    const before = place();
    this.store.undo();
    const moved = place() !== before;
    if (moved) this.show(this.store.state.view, {});
    this.context.say(this.context.t("undone"), moved ? this.$(".so-far") : b);
  }

  /** Whether answers would be lost with the page. */
  atRisk() {
    const { where, said, stale } = this.context.draft;
    return this.store.unsaved && this.store.hasOwn() && (!where || said === false || stale);
  }

  /** @param {State} state @param {boolean} light */
  draw(state, light) {
    this.context.draft.soon();
    keepTabs(this);
    this.$("[data-do=undo]").disabled = this.store.past.length === 0;
    if (light) {
      for (const part of ["settings", "panel", "card", "compare"]) this.parts[part].draw(state, light);
      return;
    }
    this.frame(state);
    for (const part of Object.values(this.parts)) part.draw(state);
  }

  /** What is around the parts. @param {State} state */
  frame(state) {
    this.dataset.view = state.view;
    this.classList.toggle("solo", state.mine.solo);
    this.parentElement?.classList.toggle("under-way", state.view !== "write" || state.step > 0 || state.part !== "");
    for (const v of this.querySelectorAll(".view")) /** @type {HTMLElement} */ (v).hidden = !v.matches(`.${state.view}, .${state.view}-view`);
    for (const b of this.querySelectorAll(".sheet-views [data-view]")) b.setAttribute("aria-current", String(/** @type {HTMLElement} */ (b).dataset.view === state.view));
  }

  /** @param {string} code a SheetError's, or "" when all is well */
  problem(code) {
    const box = this.$(".sheet-error");
    box.hidden = !code;
    document.title = (code ? box.querySelector("h2").textContent + ": " : "") + this.pageTitle;
    if (!code) return;
    box.querySelector("p").textContent = this.context.t("err." + code);
    box.focus();
    box.scrollIntoView({ block: "nearest" });
  }

  /** @param {string} text @param {HTMLElement} b @param {HTMLTextAreaElement} field where it can be taken by hand */
  async copy(text, b, field) {
    const { say, t } = this.context;
    try {
      await navigator.clipboard.writeText(text);
      say(t("copied"), b);
    } catch {
      field.focus();
      field.select();
      say(t("no-copy"), b);
    }
  }

  /** Forgets everything on this page and in this browser. @param {HTMLElement} b */
  forget(b) {
    forgetDraft();
    this.wipe();
    this.problem("");
    this.show("write", {});
    this.context.say(this.context.t("forgotten"), b);
  }

  /** Empties the page; a draft that was asked for stays. */
  wipe() {
    this.context.draft.stop();
    for (const f of this.querySelectorAll(":is(input, textarea):not([type=radio], [type=checkbox], .title)")) /** @type {HTMLInputElement} */ (f).value = "";
    for (const c of this.querySelectorAll("input:checked")) /** @type {HTMLInputElement} */ (c).checked = false;
    for (const e of this.querySelectorAll(MADE)) e.replaceChildren();
    for (const part of Object.values(this.parts)) part.clear?.();
    for (const e of document.querySelectorAll(".offer, .print-area")) e.remove();
    this.context.say("");
    this.parts.ask?.emptied();
    this.store.clear();
  }
}

// Links need these streams, which browsers have had since 2023; without, the form stays as it is.
if ("CompressionStream" in window) customElements.define("sheet-planner", SheetPlanner);
