/**
 * The planner around the form: it joins what the parts do, and shows one view
 * at a time. The form itself is in the page and works without any of this.
 *
 * @typedef {import("./model.js").Sheet} Sheet
 * @typedef {SheetPlanner} Planner
 */
import { readForm } from "./form.js";
import { fromValue, toFile } from "./model.js";
import { Check } from "./check.js";
import { cleanLine } from "./clean.js";
import { Compare } from "./compare.js";
import { Draft } from "./draft.js";
import { furnish } from "./furnish.js";
import { Importer } from "./importer.js";
import { OwnItems } from "./own-items.js";
import { formOf } from "./page-form.js";
import { printWhole } from "./paper.js";
import { Questions } from "./questions.js";
import { Share } from "./share.js";
import { Start } from "./start.js";
import { fresh, remember, stepBack } from "./state.js";
import { Steps } from "./steps.js";
import { listen } from "./tabs.js";
import { forget, keepTabs, watchLeaving } from "./traces.js";
import { wordsOf } from "./words.js";

/** The views in which the form is seen. */
const FORM = ["write", "give"];

class SheetPlanner extends HTMLElement {
  s = fresh();
  page = /** @type {HTMLElement} */ (this);
  /** @type {import("./form.js").Form} */
  form = readForm({ id: "", rev: 0, lang: "", sections: [], prompts: {}, says: {}, starts: [] });
  /** @type {Record<string, string>} */
  words = {};
  pageTitle = "";
  paged = true;
  target = "_self";
  draft = new Draft(this);
  questions = new Questions(this);
  start = new Start(this);
  steps = new Steps(this);
  items = new OwnItems(this);
  check = /** @type {Check} */ (/** @type {unknown} */ (undefined));
  share = /** @type {Share} */ (/** @type {unknown} */ (undefined));
  compare = /** @type {Compare} */ (/** @type {unknown} */ (undefined));
  importer = /** @type {Importer} */ (/** @type {unknown} */ (undefined));

  /** In several short tasks, between which a phone can scroll; nobody sees the form before the last. */
  connectedCallback() {
    const steps = [this.read, this.furnish, this.join, this.draw, this.begin];
    const plain = /** @type {Node} */ (this.querySelector(".sheet")).cloneNode(true);
    const next = () => {
      try {
        steps.shift()?.call(this);
        if (steps.length) setTimeout(next);
      } catch (err) {
        this.giveUp(plain);
        throw err;
      }
    };
    setTimeout(next);
  }

  /** The form as it was, to be filled in and printed, and a word about it that the page has. @param {Node} plain */
  giveUp(plain) {
    const word = /** @type {Node} */ (this.querySelector(".sheet-failed"));
    this.replaceChildren(word, plain);
    this.classList.remove("on", "solo");
    this.classList.add("failed");
    delete this.dataset.view;
  }

  /** The form, as the page has it. */
  read() {
    this.page = this.$(".sheet");
    this.form = formOf(this.page, JSON.parse(this.$("#sheet-data").textContent));
    this.words = wordsOf(this.page);
    this.pageTitle = document.title;
  }

  furnish() {
    furnish(this);
  }

  join() {
    this.check = new Check(this, this.$(".view.check"));
    this.share = new Share(this, this.$(".view.share"));
    this.compare = new Compare(this, this.$(".view.compare"));
    this.importer = new Importer(this, this.$(".preview"));
    this.listen();
  }

  begin() {
    this.paged = matchMedia("(max-width: 48rem)").matches;
    if (!this.paged) this.steps.draw();
    this.classList.add("on");
    this.draft.offer();
    this.importer.openAddress();
  }

  /** A word; somebody on their own may have another. @param {string} key @param {Record<string, any>} [values] */
  t = (key, values) => {
    const word = (this.s.mine.solo && this.words["alone." + key]) || (this.words[key] ?? key);
    return values ? word.replace(/\{(\w+)\}/g, (/** @type {string} */ _, /** @type {string} */ name) => String(values[name])) : word;
  };

  /** @param {string} selector @returns {any} */
  $ = (selector) => this.querySelector(selector);

  /** The fields of a question. @param {string} id */
  element = (id) => /** @type {HTMLElement} */ (document.getElementById("q-" + id));

  listen() {
    this.addEventListener("input", (event) => this.typed(/** @type {HTMLInputElement} */ (event.target)));
    this.addEventListener("focusout", () => (this.s.typing = undefined));
    this.addEventListener("click", (event) => this.clicked(/** @type {HTMLElement} */ (event.target)));
    this.addEventListener("keydown", (event) => {
      // Enter adds an own item; elsewhere it does what it always does.
      const target = /** @type {HTMLElement} */ (event.target);
      if (event.key === "Enter" && !event.isComposing && target.closest(".own .add input")) this.items.add();
    });
    watchLeaving(this);
    printWhole();
    addEventListener("hashchange", () => this.importer.openAddress());
    listen(() => this.hasAnswers(), (link) => this.importer.openText(link));
  }

  /** @param {HTMLInputElement} field */
  typed(field) {
    const e = /** @type {HTMLElement | null} */ (field.closest(".q"));
    if (e) this.questions.typed(field, e);
    else this.start.typed(field);
  }

  /** @param {HTMLElement} target */
  clicked(target) {
    const b = target.closest("button");
    const { do: name = "", view } = b?.dataset ?? {};
    if (view) this.show(view);
    else this.do[name]?.(b);
  }

  /** @type {Record<string, (b?: HTMLElement | null) => void>} */
  do = {
    undo: () => this.undo(),
    forget: () => confirm(this.t("forget-sure")) && forget(this),
    "add-person": () => this.start.add(),
    "remove-person": () => this.start.remove(),
    "add-own": () => this.items.add(),
    "remove-own": (b) => this.items.remove(b?.closest(".q")?.id.slice(2) ?? ""),
    clear: (b) => {
      const ids = [...(b?.closest("section")?.querySelectorAll(".q") ?? [])].map((e) => e.id.slice(2));
      this.change(() => ids.forEach((id) => this.questions.answers().delete(id)));
      this.say(this.t("cleared"));
    },
    paged: () => {
      this.paged = !this.paged;
      this.draw();
    },
    next: () => this.steps.turn(1),
    back: () => this.steps.turn(-1),
  };

  /** Keeps the state before a change. */
  remember() {
    remember(this.s);
    this.drawUndo();
  }

  /** @param {() => void} how */
  change(how) {
    this.remember();
    how();
    this.draw();
    this.draft.soon();
  }

  /** After an answer was taken over. */
  changed() {
    this.draft.soon();
    keepTabs(this);
  }

  undo() {
    if (!stepBack(this.s)) return;
    this.draw();
    this.draft.soon();
    this.say(this.t("undone"));
  }

  hasAnswers() {
    return this.s.mine.people.some((p) => p.answers.size > 0) || this.s.others.length > 0;
  }

  /** The sheet as it may leave the page: cleaned like one that comes from outside. @param {import("./model.js").Person[]} [people] all, unless one is enough */
  clean(people = this.s.mine.people) {
    return fromValue(this.form, JSON.parse(JSON.stringify(toFile(this.form, { ...this.s.mine, people })))).sheet;
  }

  /** @param {number} i @param {Sheet} [sheet] */
  nameOf(i, sheet = this.s.mine) {
    return cleanLine(sheet.people[i]?.name) || this.t("person", { n: i + 1 });
  }

  /** Says something to everybody, aloud where a screen is read. @param {string} text */
  say(text) {
    this.$(".sheet-tell [role=status]").textContent = text;
  }

  /** @param {string} code a SheetError's, or "" when all is well */
  problem(code) {
    const box = this.$(".sheet-error");
    box.hidden = !code;
    document.title = (code ? this.$(".sheet-error h2").textContent + ": " : "") + this.pageTitle;
    if (!code) return;
    box.querySelector("p").textContent = this.t("err." + code);
    box.focus();
  }

  /** @param {string} view */
  show(view) {
    this.problem("");
    this.s.view = view;
    if (view === "check") this.s.checked = true;
    this.draw();
    const heading = view === "write" ? this.page.querySelector("section:not([hidden]) h2") : this.$(`.view:is(.${view}, .${view}-view) h2`);
    heading?.focus();
    heading?.scrollIntoView?.({ block: "start" });
  }

  /** Brings everything on screen up to date. */
  draw() {
    const { view } = this.s;
    this.dataset.view = view;
    this.classList.toggle("solo", this.s.mine.solo);
    // The form is not on screen elsewhere, and is brought up to date when it is again.
    if (FORM.includes(view)) for (const part of [this.questions, this.start, this.steps]) part.draw();
    this.parentElement?.classList.toggle("under-way", view !== "write" || (this.paged && this.s.step > 0));
    for (const v of this.querySelectorAll(".view")) /** @type {HTMLElement} */ (v).hidden = !v.matches(`.${view}, .${view}-view`);
    for (const b of this.querySelectorAll(".sheet-bar [data-view]")) {
      if (/** @type {HTMLElement} */ (b).dataset.view === view) b.setAttribute("aria-current", "true");
      else b.removeAttribute("aria-current");
    }
    this.$(".sheet-bar [data-view=give]").hidden = this.s.mine.solo;
    this.drawUndo();
    if (view === "check") this.check.draw();
    if (view === "share") this.share.draw();
    if (view === "compare") this.compare.draw();
    keepTabs(this);
  }

  drawUndo() {
    this.$("[data-do=undo]").disabled = this.s.past.length === 0;
  }
}

customElements.define("sheet-planner", SheetPlanner);
