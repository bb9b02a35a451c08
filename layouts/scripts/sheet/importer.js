/**
 * A sheet that comes in by file, link, address or another tab: read, counted
 * and shown; taken over only when somebody says so, and undone in one step.
 */
import { button, own } from "./dom.js";
import { decode, holdsLink } from "./codec.js";
import { LIMITS, SheetError, fromFile } from "./model.js";
import { ask } from "./tabs.js";

export class Importer {
  /** @param {any} planner @param {HTMLElement} root */
  constructor(planner, root) {
    this.planner = planner;
    this.root = root;
    this.link = "";
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
    await this.attempt(async () => {
      if (file.size > LIMITS.file) throw new SheetError("too-big");
      return fromFile(this.planner.form, new Uint8Array(await file.arrayBuffer()));
    });
  }

  /** @param {string} text @param {string} [phrase] */
  async openText(text, phrase) {
    this.link = text;
    await this.attempt(() => decode(this.planner.form, text, phrase));
  }

  /** Reads, and says what is wrong; of two that race, the later one counts. @param {() => Promise<{sheet: any, report: any}>} read */
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

  /** @param {{sheet: any, report: any}} got */
  preview({ sheet, report }) {
    const { planner } = this;
    const lines = [this.t("counts", report), report.unread && this.t("unread", { n: report.unread }), report.dropped && this.t("dropped", { n: report.dropped })];
    const empty = !planner.hasAnswers();
    const take = (/** @type {() => void} */ how) => () => {
      planner.change(how);
      this.clear();
      planner.show(planner.s.others.length ? "compare" : "write");
    };
    const open = () => {
      planner.s.mine = sheet;
      planner.s.person = 0;
      planner.s.depth = "usual";
    };
    const count = planner.s.mine.people.length + planner.s.others.reduce((/** @type {number} */ n, /** @type {any} */ o) => n + o.people.length, 0);
    const choices = [];
    if (!empty && count + sheet.people.length <= LIMITS.people) choices.push(button(this.t("beside"), take(() => planner.s.others.push(sheet)), { class: "button" }));
    choices.push(button(this.t(empty ? "open-it" : "instead"), take(open), empty ? { class: "button" } : {}));
    for (const [i, other] of planner.s.others.entries()) {
      const same = other.people.some((/** @type {any} */ p) => p.name && sheet.people.some((/** @type {any} */ n) => n.name.toLowerCase() === p.name.toLowerCase()));
      if (same) choices.push(button(this.t("replace", { name: planner.nameOf(0, other) }), take(() => (planner.s.others[i] = sheet))));
    }
    choices.push(button(this.t("leave-it"), () => this.clear()));
    if (!empty && count + sheet.people.length > LIMITS.people) lines.push(this.t("full"));
    this.offer("", choices);
    const names = sheet.people.map((/** @type {any} */ p) => p.name).filter(Boolean).flatMap((/** @type {string} */ n, /** @type {number} */ i) => [i ? ", " : "", own(n)]);
    this.$(".counts").replaceChildren(...names, names.length ? ". " : "", lines.filter(Boolean).join(" "));
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
