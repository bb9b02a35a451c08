/**
 * The planner around the form: people, length, steps, undo, drafts and views.
 * The form itself is in the page and works without any of this.
 *
 * @typedef {import("./model.js").Sheet} Sheet
 * @typedef {import("./form.js").Question} Question
 */
import { el, button, groupsOf, own } from "./dom.js";
import { applies, includes } from "./form.js";
import { readFields, writeFields } from "./fields.js";
import { LIMITS, customQuestion, fromValue, isEmpty, newPerson, newSheet, toFile } from "./model.js";
import { cleanLine } from "./clean.js";
import { formOf } from "./page-form.js";
import { makeRank } from "./rank.js";
import { labelOf, summary } from "./text.js";
import { forgetDraft, readDraft, watchDraft, writeDraft } from "./store.js";
import { listen } from "./tabs.js";
import { Share } from "./share.js";
import { Compare } from "./compare.js";
import { Importer } from "./importer.js";
import { readWords } from "./words.js";

const UNDO = 50;
/** Questions on a step, unless one section alone has more. */
const STEP = 4;

class SheetPlanner extends HTMLElement {
  connectedCallback() {
    const head = JSON.parse(document.getElementById("sheet-data")?.textContent ?? "{}");
    this.page = /** @type {HTMLElement} */ (this.querySelector(".sheet"));
    this.form = formOf(this.page, head);
    this.words = { ...readWords(head.words), ...wordsOf(this.page) };
    this.title = document.title;
    this.start();
    this.build();
    this.listen();
    this.draw();
    this.offerDraft();
    this.importer.openAddress();
  }

  /** A sheet with nothing in it. */
  start() {
    /** @type {Sheet} */
    this.mine = newSheet();
    /** @type {Sheet[]} */
    this.others = [];
    this.person = 0;
    this.depth = "quick";
    this.view = "write";
    this.step = 0;
    this.keep = "";
    this.checked = false;
    /** @type {any[]} */
    this.past = [];
    this.typing = undefined;
    this.revision = 0;
    this.stale = false;
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
    this.model = /** @type {HTMLElement} */ (this.page.querySelector(".q:has(.when)")).cloneNode(true);
    for (const q of this.form.all) this.equip(q, this.element(q.id), more, secret);
    this.more = more;
    this.secret = secret;
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
    this.addEventListener("input", (event) => this.input(/** @type {HTMLElement} */ (event.target)));
    this.addEventListener("focusout", () => (this.typing = undefined));
    this.addEventListener("click", (event) => this.click(/** @type {HTMLElement} */ (event.target)));
    this.addEventListener("keydown", (event) => {
      // Enter adds an own item; elsewhere it does what it always does.
      const target = /** @type {HTMLElement} */ (event.target);
      if (event.key === "Enter" && !event.isComposing && target.closest(".own .add input")) this.do["add-own"]();
    });
    // What the browser would show again after Back is wiped before it can.
    addEventListener("pagehide", () => this.wipe());
    addEventListener("pageshow", (event) => event.persisted && location.reload());
    document.addEventListener("quick-leave", () => {
      forgetDraft();
      this.wipe();
      history.replaceState(null, "", location.pathname);
    });
    addEventListener("hashchange", () => this.importer.openAddress());
    watchDraft(() => {
      if (this.keep !== "device") return;
      this.stale = true;
      this.say(this.t("stale"));
    });
    listen(() => this.hasAnswers(), (link) => this.importer.openText(link));
  }

  /** @param {HTMLElement} target */
  input(target) {
    const e = target.closest(".q");
    if (e) {
      const q = this.questions().find((x) => "q-" + x.id === e.id);
      if (!q) return;
      if (this.typing !== target || !("value" in target) || target.matches(":is([type=radio], [type=checkbox])")) this.remember();
      this.typing = target;
      this.take(q, e);
      return;
    }
    const { name, value } = /** @type {HTMLInputElement} */ (target);
    if (name === "depth") this.depth = value;
    else if (name === "solo") this.change(() => (this.mine = { ...this.mine, solo: value === "solo" }));
    else if (name === "keep") this.setKeep(value);
    else if (target.matches(".name")) {
      if (this.typing !== target) this.remember();
      this.typing = target;
      this.mine.people[this.person].name = value;
      this.saveSoon();
      this.drawPeople();
      return;
    } else return;
    this.draw();
  }

  /** @param {HTMLElement} target */
  click(target) {
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
      if (this.mine.people.length >= LIMITS.people) return this.say(this.t("full"));
      this.change(() => {
        this.mine.people.push(newPerson());
        this.person = this.mine.people.length - 1;
      });
      this.$(".name").focus();
    },
    "remove-person": () => {
      this.change(() => {
        this.mine.people.splice(this.person, 1);
        if (!this.mine.people.length) this.mine.people.push(newPerson());
        this.person = Math.max(0, this.person - 1);
      });
      this.say(this.t("removed"));
    },
    "add-own": () => {
      const input = this.$(".own .add input");
      const label = cleanLine(input.value, 120);
      const id = Array.from({ length: LIMITS.custom }, (_, i) => "own-" + (i + 1)).find((x) => !this.mine.custom.some((c) => c.id === x));
      if (!label || !id) return;
      this.change(() => this.mine.custom.push({ id, label }));
      input.value = "";
      this.element(id).querySelector("input")?.focus();
      this.say(this.t("added"));
    },
    "remove-own": (b) => {
      const id = b?.closest(".q")?.id.slice(2);
      this.change(() => {
        this.mine.custom = this.mine.custom.filter((c) => c.id !== id);
        for (const p of this.mine.people) p.answers.delete(/** @type {string} */ (id));
      });
      this.$(".own .add input").focus();
      this.say(this.t("removed"));
    },
    clear: (b) => {
      const ids = [...(b?.closest("section")?.querySelectorAll(".q") ?? [])].map((e) => e.id.slice(2));
      this.change(() => ids.forEach((id) => this.mine.people[this.person].answers.delete(id)));
      this.say(this.t("cleared"));
    },
    paged: () => {
      this.paged = !this.paged;
      this.draw();
    },
    next: () => this.turn(1),
    back: () => this.turn(-1),
  };

  /** All questions and own items. */
  questions() {
    return [...this.form.all, ...this.mine.custom.map(customQuestion)];
  }

  /** Keeps the state before a change. */
  remember() {
    this.past.push({ mine: structuredClone(this.mine), others: structuredClone(this.others), person: this.person });
    if (this.past.length > UNDO) this.past.shift();
    this.$("[data-do=undo]").disabled = false;
  }

  /** @param {() => void} how */
  change(how) {
    this.remember();
    how();
    this.draw();
    this.saveSoon();
  }

  undo() {
    const before = this.past.pop();
    if (!before) return;
    Object.assign(this, before);
    this.draw();
    this.saveSoon();
    this.say(this.t("undone"));
  }

  /** Takes over what the fields of a question say. @param {Question} q @param {Element} e */
  take(q, e) {
    const a = readFields(q, e);
    const { answers } = this.mine.people[this.person];
    if (isEmpty(a)) answers.delete(q.id);
    else answers.set(q.id, a);
    for (const other of this.form.all) if (other.if?.some((c) => c.id === q.id)) this.drawQuestion(other);
    this.saveSoon();
    this.keepTabs();
  }

  /** Links open beside a sheet that would be lost. */
  keepTabs() {
    for (const a of document.querySelectorAll("main a, .foot a, .menu a, .top a")) {
      if (a.closest("quick-leave") || a.getAttribute("href")?.startsWith("#")) continue;
      a.setAttribute("target", this.hasAnswers() && !this.keep ? "_blank" : "_self");
    }
  }

  hasAnswers() {
    return this.mine.people.some((p) => p.answers.size > 0) || this.others.length > 0;
  }

  /** The sheet as it may leave the page: cleaned like one that comes from outside. */
  clean() {
    return fromValue(this.form, JSON.parse(JSON.stringify(toFile(this.form, this.mine)))).sheet;
  }

  /** @param {number} i @param {Sheet} [sheet] */
  nameOf(i, sheet = this.mine) {
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
    document.title = (code ? this.$(".sheet-error h2").textContent + ": " : "") + this.title;
    if (!code) return;
    box.querySelector("p").textContent = this.t("err." + code);
    box.focus();
  }

  /** @param {string} view */
  show(view) {
    this.problem("");
    this.view = view;
    if (view === "check") this.checked = true;
    this.draw();
    const heading = view === "write" || view === "give" ? this.page.querySelector("section:not([hidden]) h2") : this.$(`.view.${view} h2`);
    heading?.focus();
    heading?.scrollIntoView?.({ block: "start" });
  }

  /** Sections with something to answer now. */
  sections() {
    return [...this.page.querySelectorAll("section")].filter((s) => s.id === "s-own" ? this.view === "write" : s.querySelector(".q:not([hidden])"));
  }

  /** Sections by step: short ones share one. */
  steps() {
    /** @type {Element[][]} */
    const steps = [];
    let room = 0;
    for (const s of this.sections()) {
      const size = Math.max(1, s.querySelectorAll(".q:not([hidden])").length);
      if (size > room) {
        steps.push([]);
        room = STEP;
      }
      steps[steps.length - 1].push(s);
      room -= size;
    }
    return steps;
  }

  /** @param {number} by */
  turn(by) {
    const views = ["write", ...(this.mine.solo ? [] : ["give"]), "check"];
    const inside = this.view === "write" && this.paged;
    this.step += by;
    if (!inside || this.step < 0 || this.step >= this.steps().length) {
      const view = views[Math.max(0, views.indexOf(this.view) + by)];
      this.step = by > 0 ? 0 : Math.max(0, this.step);
      if (view === "write" && by < 0 && this.view === "give") this.step = Infinity;
      this.view = view;
    }
    this.show(this.view);
  }

  /** Brings everything on screen up to date. */
  draw() {
    this.dataset.view = this.view;
    this.classList.toggle("solo", this.mine.solo);
    this.drawOwn();
    for (const q of this.questions()) {
      writeFields(q, this.element(q.id), this.mine.people[this.person].answers.get(q.id) ?? {});
      this.drawQuestion(q);
    }
    this.drawStart();
    this.drawSteps();
    for (const v of this.querySelectorAll(".view")) /** @type {HTMLElement} */ (v).hidden = !v.classList.contains(this.view);
    for (const b of this.querySelectorAll(".sheet-bar [data-view]")) {
      const current = /** @type {HTMLElement} */ (b).dataset.view === this.view;
      if (current) b.setAttribute("aria-current", "true");
      else b.removeAttribute("aria-current");
    }
    this.$("[data-do=undo]").disabled = this.past.length === 0;
    if (this.view === "check") this.drawCheck();
    if (this.view === "share") this.share.draw();
    if (this.view === "compare") this.compare.draw();
    this.keepTabs();
  }

  /** @param {Question} q */
  drawQuestion(q) {
    const e = this.element(q.id);
    const { answers } = this.mine.people[this.person];
    const wanted = includes(this.depth, q.mode) || answers.has(q.id);
    const fits = this.view === "write" || (this.view === "give" && q.type === "rate");
    e.hidden = !(wanted && fits && applies(q, this.mine.solo, answers));
    if (!q.alone && !q.aloneHint) return;
    const legend = /** @type {HTMLElement} */ (e.querySelector("legend"));
    legend.textContent = labelOf(q, this.mine.solo);
    const hint = /** @type {HTMLElement | null} */ (e.querySelector(".hint"));
    if (!hint || !q.aloneHint) return;
    hint.dataset.shared ??= hint.textContent ?? "";
    hint.textContent = this.mine.solo ? q.aloneHint : hint.dataset.shared;
  }

  /** Own items are rated questions made from the first one in the page. */
  drawOwn() {
    const items = this.$(".own .items");
    for (const e of [...items.children]) if (!this.mine.custom.some((c) => "q-" + c.id === e.id)) e.remove();
    for (const c of this.mine.custom) {
      if (this.element(c.id)) continue;
      const e = /** @type {HTMLElement} */ (this.model.cloneNode(true));
      e.id = "q-" + c.id;
      /** @type {HTMLElement} */ (e.querySelector("legend")).replaceChildren(own(c.label));
      e.querySelectorAll(".hint, .example, .picks").forEach((x) => x.remove());
      e.querySelectorAll("[name]").forEach((x) => x.setAttribute("name", x.getAttribute("name")?.replace(/^\d+/, c.id) ?? ""));
      this.equip(customQuestion(c), e, this.more, this.secret);
      e.append(el("p", {}, el("button", { type: "button", "data-do": "remove-own" }, this.t("out"))));
      items.append(e);
    }
    items.parentElement.hidden = this.view !== "write";
  }

  drawStart() {
    for (const i of this.querySelectorAll(".sheet-start [type=radio]")) {
      const input = /** @type {HTMLInputElement} */ (i);
      const state = { depth: this.depth, solo: this.mine.solo ? "solo" : "", keep: this.keep };
      input.checked = input.value === state[/** @type {keyof state} */ (input.name)];
    }
    const name = this.$(".name");
    if (name.value !== this.mine.people[this.person].name) name.value = this.mine.people[this.person].name;
    this.$("[data-do=add-person]").hidden = this.mine.solo;
    this.$("[data-do=remove-person]").hidden = this.mine.people.length < 2;
    this.drawPeople();
  }

  drawPeople() {
    const several = this.mine.people.length > 1;
    this.$(".persons").hidden = !several;
    if (!several) return;
    this.$(".persons").replaceChildren(...this.mine.people.map((_, i) =>
      el("button.pill", { type: "button", "aria-pressed": String(i === this.person), click: () => this.choose(i) }, own(this.nameOf(i)))));
  }

  /** @param {number} i */
  choose(i) {
    this.person = i;
    this.draw();
    this.querySelectorAll(".persons button")[i]?.focus?.();
  }

  drawSteps() {
    const steps = this.steps();
    this.step = Math.max(0, Math.min(this.step, steps.length - 1));
    const writing = this.view === "write";
    const paged = writing && this.paged;
    const shown = paged ? steps[this.step] : steps.flat();
    for (const s of this.page.querySelectorAll("section")) /** @type {HTMLElement} */ (s).hidden = !shown.includes(s);
    this.$(".sheet-start").hidden = !writing || (paged && this.step > 0);
    this.$(".sheet-steps").hidden = !writing;
    this.$(".sheet-turn").hidden = !writing && this.view !== "give";
    this.$("[data-do=back]").hidden = writing && (!paged || this.step === 0);
    this.$("[data-do=paged]").textContent = this.t(paged ? "one-page" : "by-step");
    this.$(".where").textContent = paged ? this.t("where", { n: this.step + 1, of: steps.length }) : "";
    this.$(".sheet-steps ol").replaceChildren(...steps.map((step, i) =>
      el("li", {}, ...step.map((s) => button(s.querySelector("h2")?.textContent ?? "", () => this.goTo(i, s), { "aria-current": paged && i === this.step && "step" })))));
    this.$(".sheet-plan").hidden = !writing;
  }

  /** To a section. @param {number} step @param {Element} section */
  goTo(step, section) {
    this.step = step;
    this.draw();
    section.querySelector("h2")?.focus();
    section.scrollIntoView?.({ block: "start" });
  }

  drawCheck() {
    const sheet = this.clean();
    const rows = summary(this.form, sheet, this.person, this.t);
    const change = (/** @type {string} */ id) => button(this.t("change"), () => this.go(id), {
      "aria-label": `${this.t("change")}: ${labelOf(/** @type {Question} */ (this.questions().find((q) => q.id === id)), sheet.solo)}`,
    });
    this.$(".check .out").replaceChildren(...(rows.length ? groupsOf(rows, change) : [el("p", {}, this.t("nothing"))]));
  }

  /** To the fields of a question. @param {string} id */
  go(id) {
    this.view = "write";
    this.draw();
    const section = this.element(id).closest("section");
    this.step = Math.max(0, this.steps().findIndex((step) => step.some((s) => s === section)));
    this.draw();
    const first = /** @type {HTMLElement | null} */ (this.element(id).querySelector("input:not([hidden]), textarea, button"));
    first?.focus();
    this.element(id).scrollIntoView?.({ block: "center" });
  }

  /** @param {string} where "", "tab" or "device" */
  setKeep(where) {
    forgetDraft();
    this.keep = where;
    this.stale = false;
    if (where) this.save();
  }

  saveSoon() {
    clearTimeout(this.timer);
    if (this.keep) this.timer = setTimeout(() => this.save(), 400);
  }

  save() {
    if (!this.keep || this.stale) return;
    const draft = {
      revision: ++this.revision, depth: this.depth,
      mine: toFile(this.form, this.mine), others: this.others.map((o) => toFile(this.form, o)),
    };
    this.say(this.t(writeDraft(this.keep, draft) ? "saved" : "unsaved"));
  }

  offerDraft() {
    const found = readDraft();
    if (!found) return;
    const offer = el("div.panel.offer", {}, el("p", {}, this.t("draft")),
      button(this.t("continue"), () => {
        offer.remove();
        this.restore(found);
      }, { class: "button" }), " ",
      button(this.t("discard"), () => {
        forgetDraft();
        offer.remove();
        this.say(this.t("forgotten"));
      }));
    this.prepend(offer);
  }

  /** @param {{where: string, draft: any}} found */
  restore({ where, draft }) {
    try {
      const read = (/** @type {unknown} */ file) => fromValue(this.form, file).sheet;
      this.mine = read(draft.mine);
      this.others = Array.isArray(draft.others) ? draft.others.slice(0, LIMITS.people).map(read) : [];
    } catch {
      this.problem("not-a-sheet");
      return;
    }
    this.keep = where;
    this.revision = Number(draft.revision) || 0;
    this.depth = ["quick", "usual", "everything"].includes(draft.depth) ? draft.depth : "quick";
    this.draw();
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
    clearTimeout(this.timer);
    this.start();
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
