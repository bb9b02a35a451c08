/**
 * A sheet that comes in by file, link, address or another tab: read, counted
 * and shown; taken over only when somebody says so, and undone in one step.
 *
 * @typedef {import("./model.js").Sheet} Sheet
 * @typedef {{sheet: Sheet, report: import("./model.js").Report}} Got
 */
import { button, own as bdi } from "./dom.js";
import { decode, holdsLink } from "./codec.js";
import { LIMITS, SheetError, fromFile } from "./model.js";
import { ask } from "./tabs.js";

export class Importer {
  /** @param {import("./planner.js").Planner} planner @param {HTMLElement} root */
  constructor(planner, root) {
    this.planner = planner;
    this.root = root;
    this.link = "";
    this.fromFile = false;
    this.turn = 0;
    const file = planner.$(".bring [type=file]");
    file.addEventListener("change", () => this.openFile(file.files[0]));
    planner.$("[data-do=paste]").addEventListener("click", () => this.openText(planner.$(".paste").value));
    this.$("[data-do=unlock]").addEventListener("click", () => this.openText(this.link, this.$(".unlock input").value));
  }

  /** @param {string} key @param {Record<string, any>} [values] */
  t = (key, values) => this.planner.t(key, values);

  /** @param {string} selector @returns {any} */
  $ = (selector) => this.root.querySelector(selector);

  /** A sheet in the address is taken out of it at once and read only when asked for. */
  openAddress() {
    const text = location.hash;
    if (!holdsLink(text)) return;
    history.replaceState(null, "", location.pathname + location.search);
    this.offer(this.t("came"), [button(this.t("look"), () => this.openText(text), { class: "button" }), button(this.t("leave-it"), () => this.clear())]);
    ask((hand) => this.$(".choices").append(" ", button(this.t("hand"), () => {
      hand(text);
      this.clear();
      this.planner.say(this.t("handed"));
    })));
  }

  /** @param {File | undefined} file */
  async openFile(file) {
    if (!file) return;
    this.fromFile = true;
    await this.attempt(async () => {
      if (file.size > LIMITS.file) throw new SheetError("too-big");
      return fromFile(this.planner.form, new Uint8Array(await file.arrayBuffer()));
    });
  }

  /** @param {string} text @param {string} [phrase] */
  async openText(text, phrase) {
    this.link = text;
    this.fromFile = false;
    await this.attempt(() => decode(this.planner.form, text, phrase));
  }

  /** Reads, and says what is wrong; of two that race, the later one counts. @param {() => Promise<Got>} read */
  async attempt(read) {
    const turn = ++this.turn;
    this.planner.problem("");
    try {
      const got = await read();
      if (turn === this.turn) this.preview(got);
    } catch (err) {
      const code = err instanceof SheetError ? err.code : "not-a-sheet";
      if (turn !== this.turn) return;
      if (code !== "locked") return this.planner.problem(code);
      this.offer("", []);
      this.$(".unlock").hidden = false;
      this.$(".unlock input").focus();
    }
  }

  /** @param {string} text @param {Node[]} choices */
  offer(text, choices) {
    this.root.hidden = false;
    this.$(".unlock").hidden = true;
    this.$(".counts").textContent = text;
    this.$(".choices").replaceChildren(...choices.flatMap((c) => [c, " "]));
    this.root.focus();
  }

  /**
   * What is in a sheet, and whose it is. One that came as a link is most likely
   * somebody else's, a file one's own; neither is taken for the other unasked.
   *
   * @param {Got} got
   */
  preview({ sheet, report }) {
    const { planner } = this;
    const { mine, others } = planner.s;
    const blank = mine.people.every((p) => p.answers.size === 0);
    const full = others.reduce((n, o) => n + o.people.length, mine.people.length) + sheet.people.length > LIMITS.people;
    const own = this.choice(blank ? "open-it" : "instead", "write", () => Object.assign(planner.s, { mine: sheet, person: 0, depth: "usual" }));
    const beside = full ? [] : [this.choice("beside", "compare", () => others.push(sheet))];
    const replace = others.flatMap((other, i) => (sameName(other, sheet) ? [this.choice("replace", "compare", () => (others[i] = sheet), planner.nameOf(0, other))] : []));
    const mineFirst = blank && (this.fromFile || sameName(mine, sheet));
    const [first, ...rest] = mineFirst ? [own, ...beside, ...replace] : [...beside, ...replace, own];
    first.classList.add("button");
    this.offer("", [first, ...rest, button(this.t("leave-it"), () => this.clear())]);
    const names = sheet.people.map((p) => p.name).filter(Boolean).flatMap((name, i) => [i ? ", " : "", bdi(name)]);
    const lines = [this.t("counts", report), report.custom && this.t("own-items", report), report.unread && this.t("unread", { n: report.unread }), report.dropped && this.t("dropped", { n: report.dropped }), full && this.t("full"), this.t("whose")];
    this.$(".counts").replaceChildren(...names, names.length ? ". " : "", lines.filter(Boolean).join(" "));
  }

  /** A button that takes the sheet over, as one step that can be undone. @param {string} word @param {string} view @param {() => void} how @param {string} [name] */
  choice(word, view, how, name = "") {
    return button(this.t(word, { name }), () => {
      this.planner.change(how);
      this.clear();
      this.planner.show(view);
    });
  }

  clear() {
    this.turn++;
    this.link = "";
    this.root.hidden = true;
    this.$(".unlock input").value = "";
    this.$(".counts").replaceChildren();
    this.$(".choices").replaceChildren();
    const file = this.planner.$(".bring [type=file]");
    if (file) file.value = "";
    this.planner.$(".paste").value = "";
  }
}

/** @param {Sheet} one @param {Sheet} other */
const sameName = (one, other) => one.people.some((a) => a.name && other.people.some((b) => a.name.toLowerCase() === b.name.toLowerCase()));
