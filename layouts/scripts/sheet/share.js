/** Paper, text, file, link, code and calendar: what leaves the device. */
import { el, groupsOf, own, save } from "./dom.js";
import { digits, encode } from "./codec.js";
import { canLock } from "./lock.js";
import { asText, card, cardText, summary } from "./text.js";
import { calendar, events } from "./ics.js";
import { isStrong, newPhrase } from "./phrase.js";
import { qr } from "./qr.js";
import { isPrivate, questionOf, shared, toFile } from "./model.js";

const SAFE_LINK = 2000;

export class Share {
  /** @param {any} planner @param {HTMLElement} root */
  constructor(planner, root) {
    this.planner = planner;
    this.root = root;
    /** @type {number[]} */
    this.whose = [];
    this.whole = false;
    this.fragment = "";
    /** Grows whenever what a link is made from changes. */
    this.turn = 0;
    root.addEventListener("click", (event) => {
      const b = /** @type {HTMLElement} */ (event.target).closest("button");
      this.do[b?.dataset.do ?? ""]?.();
    });
    root.addEventListener("input", (event) => {
      const field = /** @type {HTMLInputElement} */ (event.target);
      if (field.matches("textarea, .title, .with-private")) return;
      if (field.matches(".lock") && field.checked) this.$(".lock-part input").value ||= newPhrase();
      this.changed();
    });
    this.$(".lock").disabled = !canLock();
    if (!canLock()) this.$(".phrase").replaceChildren(el("p", {}, this.t("no-lock")));
  }

  /** @param {string} key @param {Record<string, any>} [values] */
  t = (key, values) => this.planner.t(key, values);

  /** @param {string} selector @returns {any} */
  $ = (selector) => this.root.querySelector(selector) ?? document.createElement("input");

  /** What is to be handed over: without what is private, unless for oneself. @param {boolean} [everything] */
  sheet(everything = false) {
    const { form } = this.planner;
    const sheet = this.planner.clean();
    const people = sheet.people.filter((/** @type {any} */ _, /** @type {number} */ i) => this.whose.includes(i));
    const chosen = { ...sheet, people: people.map((/** @type {any} */ p) => (this.$(".nameless").checked ? { ...p, name: "" } : p)) };
    return everything ? chosen : shared(form, chosen);
  }

  draw() {
    const { mine, person } = this.planner.s;
    const boxes = [...this.root.querySelectorAll(".whose input")];
    if (boxes.length !== mine.people.length) {
      this.whose = [person];
      const legend = this.$(".whose legend");
      this.$(".whose").replaceChildren(legend, ...mine.people.map((/** @type {any} */ _, /** @type {number} */ i) =>
        el("label.pill", {}, el("input", { type: "checkbox", value: i, checked: i === person, autocomplete: "off" }), " ", own(this.planner.nameOf(i)))));
    } else {
      this.whose = boxes.flatMap((b, i) => (/** @type {HTMLInputElement} */ (b).checked ? [i] : []));
    }
    this.$(".whose").hidden = mine.people.length < 2;
    const held = mine.people.flatMap((/** @type {any} */ p) => [...p.answers]).filter((/** @type {any} */ [id, a]) => {
      const q = questionOf(this.planner.form, mine, id);
      return q && isPrivate(q, a);
    }).length;
    this.$(".held").textContent = held ? this.t("held", { n: held }) : "";
    for (const p of this.root.querySelectorAll(".lock-part")) /** @type {HTMLElement} */ (p).hidden = !this.$(".lock").checked;
    this.dropLink();
    const sheet = this.sheet();
    this.$("#sheet-text").value = this.text(sheet);
    this.$(".dates").hidden = this.dates(sheet).length === 0;
    this.$("[data-do=send]").hidden = !navigator.share;
  }

  /** What a link is made from is no longer what it was. */
  changed() {
    if (this.fragment) this.planner.say(this.t("link-old"));
    this.draw();
  }

  text(sheet = this.sheet()) {
    return sheet.people.map((/** @type {any} */ _, /** @type {number} */ i) => {
      const name = this.name(sheet, i);
      const { form } = this.planner;
      return this.whole
        ? asText(summary(form, sheet, i, this.t), name, this.t("plan"))
        : cardText(card(form, sheet, i, this.t), name, this.t("plan"), this.t("rest"));
    }).join("\n");
  }

  /** @param {any} sheet @param {number} i */
  name(sheet, i) {
    return sheet.people[i].name || (sheet.people.length > 1 ? this.t("person", { n: i + 1 }) : "");
  }

  dates(sheet = this.sheet()) {
    const slots = sheet.people.flatMap((/** @type {any} */ p) => [...p.answers.values()].flatMap((a) => a.slots ?? []));
    return events(slots, new Date(), this.$(".title").value.trim() || "Call");
  }

  /** @type {Record<string, () => void>} */
  do = {
    "print-card": () => this.print("card"),
    "print-full": () => this.print("full"),
    "copy-text": () => this.copy(this.$("#sheet-text")),
    "whole-text": () => {
      this.whole = !this.whole;
      this.$("#sheet-text").value = this.text();
    },
    file: () => save("sheet.json", "application/json", JSON.stringify(toFile(this.planner.form, this.sheet(this.$(".with-private").checked)), null, 1) + "\n"),
    "new-phrase": () => {
      this.$(".lock-part input").value = newPhrase();
      this.changed();
    },
    link: () => this.link(),
    "copy-link": () => this.copy(this.$(".link")),
    send: () => navigator.share({ text: this.$(".link").value }).catch(() => {}),
    qr: () => this.code(),
    calendar: () => save("planner.ics", "text/calendar", calendar(this.dates(), new Date(), () => crypto.randomUUID?.() ?? String(Math.random()))),
  };

  /** Phrase, link and code are shown together or not at all: also while a new link is made, which takes a phone a while. */
  async link() {
    const phrase = this.$(".lock").checked ? this.$(".lock-part input").value : "";
    if (this.$(".lock").checked && !isStrong(phrase)) return this.planner.say(this.t("weak"));
    this.dropLink();
    const turn = this.turn;
    this.planner.say(this.t("link-making"));
    const fragment = await encode(this.planner.form, this.sheet(), phrase);
    if (turn !== this.turn) return;
    this.planner.say("");
    this.showLink(fragment);
  }

  /** @param {string} fragment */
  showLink(fragment) {
    this.fragment = fragment;
    const address = location.protocol === "file:" ? "" : location.href.replace(/#.*/, "");
    const link = `${address}#${fragment}`;
    this.$(".made").hidden = false;
    this.$(".link").value = link;
    this.$(".length").textContent = this.t(link.length > SAFE_LINK ? "long" : "length", { n: link.length.toLocaleString() });
    this.$(".link").focus();
    this.$(".link").select();
  }

  /** A link that was made from something else is taken away, and one in the making does not come. */
  dropLink() {
    this.turn++;
    this.fragment = "";
    this.$(".made").hidden = true;
    this.$(".link").value = "";
    this.$(".length").textContent = "";
    this.$(".made .qr").replaceChildren();
  }

  code() {
    const address = this.$(".link").value.split("#")[0];
    const code = qr(`${address}#${digits(this.fragment) || this.fragment}`);
    this.$(".made .qr").replaceChildren(code ? picture(code, this.t("qr")) : el("p", {}, this.t("no-qr")));
  }

  /** @param {HTMLTextAreaElement} from */
  async copy(from) {
    from.select();
    try {
      await navigator.clipboard.writeText(from.value);
      this.planner.say(this.t("copied"));
    } catch {
      this.planner.say(this.t("select"));
    }
  }

  /** @param {"card" | "full"} kind */
  print(kind) {
    const { form } = this.planner;
    const sheet = this.sheet();
    const cards = sheet.people.map((/** @type {any} */ _, /** @type {number} */ i) =>
      el("article", {}, el("h1", {}, own(this.name(sheet, i))),
        ...groupsOf(kind === "card" ? card(form, sheet, i, this.t) : summary(form, sheet, i, this.t), undefined, "h2"),
        el("p.sheet-plan", {}, this.t("plan"))));
    const table = kind === "full" && sheet.people.length > 1;
    printOut(`print-${kind}${sheet.people.length > 2 ? " print-wide" : ""}`, table ? [beside(form, sheet, this)] : cards);
  }

  clear() {
    this.dropLink();
    this.$("#sheet-text").value = "";
    this.root.querySelectorAll(".whose label").forEach((e) => e.remove());
    this.whole = false;
  }
}

/** All answers as a table with a column for each person. @param {any} form @param {any} sheet @param {Share} share */
function beside(form, sheet, share) {
  const all = sheet.people.map((/** @type {any} */ _, /** @type {number} */ i) => summary(form, sheet, i, share.t).flatMap((g) => g.rows));
  const ids = [...new Set([...form.all.map((/** @type {any} */ q) => q.id), ...sheet.custom.map((/** @type {any} */ c) => c.id)])];
  const rows = ids.flatMap((id) => {
    const cells = all.map((/** @type {any[]} */ list) => list.find((r) => r.id === id));
    const label = cells.find(Boolean)?.label;
    return label ? [el("tr", {}, el("th", { scope: "row" }, own(label)), ...cells.map((/** @type {any} */ c) => el("td", {}, own(c?.text ?? ""))))] : [];
  });
  return el("table.sheet-grid", {},
    el("thead", {}, el("tr", {}, el("td"), ...sheet.people.map((/** @type {any} */ _, /** @type {number} */ i) => el("th", { scope: "col" }, own(share.name(sheet, i)))))),
    el("tbody", {}, ...rows));
}

/** Prints nodes and nothing else. @param {string} name @param {Node[]} nodes */
export function printOut(name, nodes) {
  document.querySelectorAll(".print-area").forEach((p) => p.remove());
  document.body.append(el("div", { class: "print-area sheet-page " + name }, ...nodes));
  document.documentElement.classList.add("printing");
  addEventListener("afterprint", () => document.documentElement.classList.remove("printing"), { once: true });
  print();
}

/** @param {import("./qr.js").Code} code @param {string} label */
function picture(code, label) {
  const NS = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(NS, "svg");
  const quiet = 4;
  let path = "";
  for (let y = 0; y < code.size; y++) for (let x = 0; x < code.size; x++) if (code.dark(x, y)) path += `M${x + quiet} ${y + quiet}h1v1h-1z`;
  svg.setAttribute("viewBox", `0 0 ${code.size + 2 * quiet} ${code.size + 2 * quiet}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  const dark = document.createElementNS(NS, "path");
  dark.setAttribute("d", path);
  svg.append(dark);
  return svg;
}


