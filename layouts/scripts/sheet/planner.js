/**
 * The planner around the form: people, length, steps, undo, drafts and views.
 * The form itself is in the page and works without any of this.
 *
 * @typedef {import("./model.js").Sheet} Sheet
 * @typedef {import("./form.js").Question} Question
 */
import { button, el, groupsOf, own } from "./dom.js";
import { applies, includes, readForm } from "./form.js";
import { readFields, writeFields } from "./fields.js";
import { LIMITS, customQuestion, fromValue, isEmpty, newPerson, newSheet, toFile } from "./model.js";
import { cleanLine } from "./clean.js";
import { formOf } from "./page-form.js";
import { makeRank } from "./rank.js";
import { labelOf, summary } from "./text.js";
import { Draft } from "./draft.js";
import { Steps } from "./steps.js";
import { forgetDraft } from "./store.js";
import { listen } from "./tabs.js";
import { Share } from "./share.js";
import { Compare } from "./compare.js";
import { OwnItems } from "./own-items.js";
import { Importer } from "./importer.js";
import { readWords } from "./words.js";

const UNDO = 50;

/** Where the work stands when nothing is filled in. */
const fresh = () => ({
  mine: newSheet(),
  /** @type {Sheet[]} */
  others: [],
  person: 0,
  depth: "quick",
  view: "write",
  step: 0,
  checked: false,
  /** @type {any[]} */
  past: [],
  /** @type {EventTarget | undefined} */
  typing: undefined,
});

class SheetPlanner extends HTMLElement {
  s = fresh();
  page = /** @type {HTMLElement} */ (this);
  /** @type {import("./form.js").Form} */
  form = readForm({ id: "", rev: 0, lang: "", sections: [], prompts: {} });
  /** @type {Record<string, string>} */
  words = {};
  pageTitle = "";
  paged = false;
  draft = new Draft(this);
  steps = new Steps(this);
  items = new OwnItems(this);
  share = /** @type {Share} */ (/** @type {unknown} */ (undefined));
  compare = /** @type {Compare} */ (/** @type {unknown} */ (undefined));
  importer = /** @type {Importer} */ (/** @type {unknown} */ (undefined));

  connectedCallback() {
    const head = JSON.parse(document.getElementById("sheet-data")?.textContent ?? "{}");
    this.page = /** @type {HTMLElement} */ (this.querySelector(".sheet"));
    this.form = formOf(this.page, head);
    this.words = { ...readWords(head.words), ...wordsOf(this.page) };
    this.pageTitle = document.title;
    this.build();
    this.listen();
    this.draw();
    this.draft.offer();
    this.importer.openAddress();
  }

  /** @param {string} key @param {Record<string, any>} [values] */
  t = (key, values) => {
    const word = this.words[key] ?? key;
    return values ? word.replace(/\{(\w+)\}/g, (/** @type {string} */ _, /** @type {string} */ name) => String(values[name])) : word;
  };

  /** @param {string} selector @returns {any} */
  $ = (selector) => this.querySelector(selector);

  /** Puts the tools of the page's template in their places. */
  build() {
    const tools = /** @type {HTMLTemplateElement} */ (this.$("#sheet-tools")).content.cloneNode(true);
    const take = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (/** @type {DocumentFragment} */ (tools).querySelector(selector));
    const [more, secret, clear] = [take(".more"), take(".keep-private"), take(".clear")];
    more.remove();
    secret.remove();
    clear.remove();
    this.page.before(take(".sheet-error"), take(".preview"), take(".sheet-start"), take(".sheet-steps"));
    this.page.append(take("#s-own"));
    const bar = take(".sheet-bar");
    this.page.after(take(".sheet-turn"), tools);
    this.append(bar);
    this.items.blank();
    for (const q of this.form.all) this.equip(q, this.element(q.id), more, secret);
    this.items.equip = (q, e) => this.equip(q, e, more, secret);
    for (const s of this.page.querySelectorAll("section")) {
      s.querySelector("h2")?.setAttribute("tabindex", "-1");
      s.append(clear.cloneNode(true));
    }
    this.paged = matchMedia("(max-width: 48rem)").matches;
    this.classList.add("on");
    this.share = new Share(this, this.$(".view.share"));
    this.compare = new Compare(this, this.$(".view.compare"));
    this.importer = new Importer(this, this.$(".preview"));
  }

  /** @param {string} id @returns {HTMLElement} */
  element(id) {
    return /** @type {HTMLElement} */ (document.getElementById("q-" + id));
  }

  /** Adds to a question what only works with script. @param {Question} q @param {HTMLElement} e @param {Node} more @param {Node} secret */
  equip(q, e, more, secret) {
    const extra = /** @type {HTMLElement} */ (more.cloneNode(true));
    const when = e.querySelector(".when");
    if (when) extra.append(when);
    if (q.private) e.append(secret.cloneNode(true));
    else {
      extra.append(secret.cloneNode(true));
      if (!when) /** @type {HTMLElement} */ (extra.querySelector("summary")).textContent = this.words.private;
      e.append(extra);
    }
    if (q.type === "rank") makeRank(q, e, this.t, (text) => {
      this.remember();
      this.take(q, e);
      this.say(text);
    });
  }

  listen() {
    this.addEventListener("input", (event) => this.typed(/** @type {HTMLElement} */ (event.target)));
    this.addEventListener("focusout", () => (this.s.typing = undefined));
    this.addEventListener("click", (event) => this.clicked(/** @type {HTMLElement} */ (event.target)));
    this.addEventListener("keydown", (event) => {
      // Enter adds an own item; elsewhere it does what it always does.
      const target = /** @type {HTMLElement} */ (event.target);
      if (event.key === "Enter" && !event.isComposing && target.closest(".own .add input")) this.do["add-own"]();
    });
    // What the browser would show again after Back is wiped before it can.
    addEventListener("pagehide", () => {
      this.draft.flush();
      this.wipe();
    });
    addEventListener("pageshow", (event) => event.persisted && location.reload());
    document.addEventListener("quick-leave", () => {
      this.wipe();
      forgetDraft();
      history.replaceState(null, "", location.pathname);
    });
    addEventListener("hashchange", () => this.importer.openAddress());
    listen(() => this.hasAnswers(), (link) => this.importer.openText(link));
  }

  /** @param {HTMLElement} target */
  typed(target) {
    const e = target.closest(".q");
    if (e) {
      const q = this.questions().find((x) => "q-" + x.id === e.id);
      if (!q) return;
      if (this.s.typing !== target || !("value" in target) || target.matches(":is([type=radio], [type=checkbox])")) this.remember();
      this.s.typing = target;
      this.take(q, e);
      return;
    }
    const { name, value } = /** @type {HTMLInputElement} */ (target);
    if (name === "depth") this.s.depth = value;
    else if (name === "solo") this.change(() => (this.s.mine = { ...this.s.mine, solo: value === "solo" }));
    else if (name === "keep") this.draft.keepIn(value);
    else if (target.matches(".name")) {
      if (this.s.typing !== target) this.remember();
      this.s.typing = target;
      this.s.mine.people[this.s.person].name = value;
      this.draft.soon();
      this.drawPeople();
      return;
    } else return;
    this.draw();
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
    forget: () => confirm(this.t("forget-sure")) && this.forget(),
    "add-person": () => {
      if (this.s.mine.people.length >= LIMITS.people) return this.say(this.t("full"));
      this.change(() => {
        this.s.mine.people.push(newPerson());
        this.s.person = this.s.mine.people.length - 1;
      });
      this.$(".name").focus();
    },
    "remove-person": () => {
      this.change(() => {
        this.s.mine.people.splice(this.s.person, 1);
        if (!this.s.mine.people.length) this.s.mine.people.push(newPerson());
        this.s.person = Math.max(0, this.s.person - 1);
      });
      this.say(this.t("removed"));
    },
    "add-own": () => this.items.add(),
    "remove-own": (b) => this.items.remove(b?.closest(".q")?.id.slice(2) ?? ""),
    clear: (b) => {
      const ids = [...(b?.closest("section")?.querySelectorAll(".q") ?? [])].map((e) => e.id.slice(2));
      this.change(() => ids.forEach((id) => this.s.mine.people[this.s.person].answers.delete(id)));
      this.say(this.t("cleared"));
    },
    paged: () => {
      this.paged = !this.paged;
      this.draw();
    },
    next: () => this.steps.turn(1),
    back: () => this.steps.turn(-1),
  };

  /** All questions and own items. */
  questions() {
    return [...this.form.all, ...this.s.mine.custom.map(customQuestion)];
  }

  /** Keeps the state before a change. */
  remember() {
    this.s.past.push({ mine: structuredClone(this.s.mine), others: structuredClone(this.s.others), person: this.s.person });
    if (this.s.past.length > UNDO) this.s.past.shift();
    this.$("[data-do=undo]").disabled = false;
  }

  /** @param {() => void} how */
  change(how) {
    this.remember();
    how();
    this.draw();
    this.draft.soon();
  }

  undo() {
    const before = this.s.past.pop();
    if (!before) return;
    Object.assign(this.s, before);
    this.draw();
    this.draft.soon();
    this.say(this.t("undone"));
  }

  /** Takes over what the fields of a question say. @param {Question} q @param {Element} e */
  take(q, e) {
    const a = readFields(q, e);
    const { answers } = this.s.mine.people[this.s.person];
    if (isEmpty(a)) answers.delete(q.id);
    else answers.set(q.id, a);
    for (const other of this.form.all) if (other.if?.some((c) => c.id === q.id)) this.drawQuestion(other);
    this.draft.soon();
    this.keepTabs();
  }

  /** Links open beside a sheet that would be lost. */
  keepTabs() {
    for (const a of document.querySelectorAll("main a, .foot a, .menu a, .top a")) {
      if (a.closest("quick-leave") || a.getAttribute("href")?.startsWith("#")) continue;
      a.setAttribute("target", this.hasAnswers() && !this.draft.where ? "_blank" : "_self");
    }
  }

  hasAnswers() {
    return this.s.mine.people.some((p) => p.answers.size > 0) || this.s.others.length > 0;
  }

  /** The sheet as it may leave the page: cleaned like one that comes from outside. */
  clean() {
    return fromValue(this.form, JSON.parse(JSON.stringify(toFile(this.form, this.s.mine)))).sheet;
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
    const heading = view === "write" || view === "give" ? this.page.querySelector("section:not([hidden]) h2") : this.$(`.view.${view} h2`);
    heading?.focus();
    heading?.scrollIntoView?.({ block: "start" });
  }

  /** Brings everything on screen up to date. */
  draw() {
    this.dataset.view = this.s.view;
    this.classList.toggle("solo", this.s.mine.solo);
    this.items.draw();
    for (const q of this.questions()) {
      writeFields(q, this.element(q.id), this.s.mine.people[this.s.person].answers.get(q.id) ?? {});
      this.drawQuestion(q);
    }
    this.drawStart();
    this.steps.draw();
    for (const v of this.querySelectorAll(".view")) /** @type {HTMLElement} */ (v).hidden = !v.classList.contains(this.s.view);
    for (const b of this.querySelectorAll(".sheet-bar [data-view]")) {
      const current = /** @type {HTMLElement} */ (b).dataset.view === this.s.view;
      if (current) b.setAttribute("aria-current", "true");
      else b.removeAttribute("aria-current");
    }
    this.$("[data-do=undo]").disabled = this.s.past.length === 0;
    if (this.s.view === "check") this.drawCheck();
    if (this.s.view === "share") this.share.draw();
    if (this.s.view === "compare") this.compare.draw();
    this.keepTabs();
  }

  /** @param {Question} q */
  drawQuestion(q) {
    const e = this.element(q.id);
    const { answers } = this.s.mine.people[this.s.person];
    const wanted = includes(this.s.depth, q.mode) || answers.has(q.id);
    const fits = this.s.view === "write" || (this.s.view === "give" && q.type === "rate");
    e.hidden = !(wanted && fits && applies(q, this.s.mine.solo, answers));
    if (!q.alone && !q.aloneHint) return;
    const legend = /** @type {HTMLElement} */ (e.querySelector("legend"));
    legend.textContent = labelOf(q, this.s.mine.solo);
    const hint = /** @type {HTMLElement | null} */ (e.querySelector(".hint"));
    if (!hint || !q.aloneHint) return;
    hint.dataset.shared ??= hint.textContent ?? "";
    hint.textContent = this.s.mine.solo ? q.aloneHint : hint.dataset.shared;
  }

  drawStart() {
    for (const i of this.querySelectorAll(".sheet-start [type=radio]")) {
      const input = /** @type {HTMLInputElement} */ (i);
      const state = { depth: this.s.depth, solo: this.s.mine.solo ? "solo" : "", keep: this.draft.where };
      input.checked = input.value === state[/** @type {keyof typeof state} */ (input.name)];
    }
    const name = this.$(".name");
    if (name.value !== this.s.mine.people[this.s.person].name) name.value = this.s.mine.people[this.s.person].name;
    this.$("[data-do=add-person]").hidden = this.s.mine.solo;
    this.$("[data-do=remove-person]").hidden = this.s.mine.people.length < 2;
    this.drawPeople();
  }

  drawPeople() {
    const several = this.s.mine.people.length > 1;
    this.$(".persons").hidden = !several;
    if (!several) return;
    this.$(".persons").replaceChildren(...this.s.mine.people.map((_, i) =>
      el("button.pill", { type: "button", "aria-pressed": String(i === this.s.person), click: () => this.choose(i) }, own(this.nameOf(i)))));
  }

  /** @param {number} i */
  choose(i) {
    this.s.person = i;
    this.draw();
    /** @type {HTMLElement | undefined} */ (this.querySelectorAll(".persons button")[i])?.focus();
  }

  drawCheck() {
    const sheet = this.clean();
    const rows = summary(this.form, sheet, this.s.person, this.t);
    const change = (/** @type {string} */ id) => button(this.t("change"), () => this.go(id), {
      "aria-label": `${this.t("change")}: ${labelOf(/** @type {Question} */ (this.questions().find((q) => q.id === id)), sheet.solo)}`,
    });
    this.$(".check .out").replaceChildren(...(rows.length ? groupsOf(rows, change) : [el("p", {}, this.t("nothing"))]));
  }

  /** To the fields of a question. @param {string} id */
  go(id) {
    this.s.view = "write";
    this.draw();
    const section = this.element(id).closest("section");
    this.s.step = Math.max(0, this.steps.all().findIndex((step) => step.some((s) => s === section)));
    this.draw();
    const first = /** @type {HTMLElement | null} */ (this.element(id).querySelector("input:not([hidden]), textarea, button"));
    first?.focus();
    this.element(id).scrollIntoView?.({ block: "center" });
  }

  /** Forgets everything on this page and in this browser. */
  forget() {
    forgetDraft();
    this.wipe();
    this.problem("");
    this.say(this.t("forgotten"));
    this.$(".name").focus();
  }

  /** Empties the page; a draft that was asked for stays. */
  wipe() {
    this.s = fresh();
    this.draft.stop();
    for (const f of this.querySelectorAll(":is(input, textarea):not([type=radio], [type=checkbox], .title)")) /** @type {HTMLInputElement} */ (f).value = "";
    for (const c of this.querySelectorAll("input:checked")) /** @type {HTMLInputElement} */ (c).checked = false;
    this.share.clear();
    this.importer.clear();
    this.querySelectorAll(".offer").forEach((o) => o.remove());
    document.querySelectorAll(".print-area").forEach((p) => p.remove());
    this.draw();
  }
}

/** The words that stand beside the fixed answers. @param {HTMLElement} page */
function wordsOf(page) {
  /** @type {Record<string, string>} */
  const words = {};
  for (const part of ["want", "give", "when", "by", "who"]) {
    for (const i of page.querySelectorAll(`.${part} input`)) {
      words[`${part}.${/** @type {HTMLInputElement} */ (i).value}`] ??= i.parentElement?.textContent?.trim() ?? "";
    }
    words[part] = page.querySelector(`.${part} legend`)?.textContent?.trim() ?? page.querySelector(`.${part}`)?.firstChild?.textContent?.trim() ?? "";
  }
  words.else = page.querySelector(".else")?.textContent?.trim() ?? "";
  return words;
}

customElements.define("sheet-planner", SheetPlanner);
