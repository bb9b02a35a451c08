/**
 * A sheet that comes in by file, link, address or another tab: read, counted
 * and shown; taken over only when somebody says so, and undone in one step.
 *
 * @typedef {import("./model.js").Sheet} Sheet
 * @typedef {{sheet: Sheet, report: import("./model.js").Report}} Got
 */
import { decode, holdsLink } from "./codec.js";
import { form, letOut, nameOf, store, t } from "./context.js";
import { button, own as bdi } from "./dom.js";
import { say } from "./message.js";
import { LIMITS, SheetError, fromFile } from "./model.js";
import { Part } from "./part.js";
import { ask } from "./tabs.js";
import { problem, show } from "./view.js";

export class Open extends Part {
  #link = "";
  #fromFile = false;
  /** Whether the sheet came in the address: then it is shown before anything else. */
  #came = false;
  #turn = 0;
  #bring;

  /** @param {HTMLElement} root the offer @param {HTMLElement} bring where files and links are brought */
  constructor(root, bring) {
    super(root);
    this.#bring = bring;
    const file = this.#file();
    file.addEventListener("change", () => this.#openFile(file.files?.[0]));
  }

  #file = () => /** @type {HTMLInputElement} */ (this.#bring.querySelector("[type=file]"));
  #paste = () => /** @type {HTMLTextAreaElement} */ (this.#bring.querySelector(".paste"));

  /** @type {Record<string, () => void>} */
  actions = {
    paste: () => void this.openText(this.#paste().value),
    unlock: () => void this.openText(this.#link, this.field(".unlock input").value, this.#came),
  };

  /**
   * Removes a sheet from the address at once; it is read only on request. A fragment that is no id on the page
   * was meant to be a sheet.
   */
  openAddress() {
    const { hash, pathname, search } = location;
    // Some programs encode # and put parameters of their own before it.
    const text = holdsLink(search) ? search : hash;
    if (text.length < 2 || document.getElementById(text.slice(1))) return;
    history.replaceState(null, "", pathname + (text === search ? "" : search));
    if (!holdsLink(text)) return problem("damaged");
    this.#offer(t("came"), [
      button(t("look"), () => this.openText(text, undefined, true), { className: "button" }),
      button(t("leave-it"), () => this.clear()),
    ]);
    ask((hand) =>
      this.$(".choices").append(
        " ",
        button(t("hand"), () => {
          hand(text);
          this.clear();
          say(t("handed"), this.root);
        }),
      ),
    );
  }

  /** @param {File | undefined} file */
  async #openFile(file) {
    if (!file) return;
    this.#fromFile = true;
    this.#came = false;
    await this.#attempt(async () => {
      if (file.size > LIMITS.file) throw new SheetError("too-big");
      return fromFile(form, new Uint8Array(await file.arrayBuffer()));
    });
  }

  /** @param {string} text @param {string} [phrase] @param {boolean} [came] */
  async openText(text, phrase, came = false) {
    this.#link = text;
    this.#fromFile = false;
    this.#came = came;
    await this.#attempt(() => decode(form, text, phrase));
  }

  /** Reads a sheet or says what is wrong. If two attempts race, the later one wins. @param {() => Promise<Got>} read */
  async #attempt(read) {
    const turn = ++this.#turn;
    problem("");
    try {
      const got = await read();
      if (turn === this.#turn) this.#preview(got);
    } catch (err) {
      const code = err instanceof SheetError ? err.code : "not-a-sheet";
      if (turn !== this.#turn) return;
      if (code !== "locked") {
        // The error is shown where the sheet came in. Only a wrong phrase can be corrected here.
        if (code !== "wrong-phrase") this.root.hidden = true;
        return problem(code);
      }
      this.#offer("", []);
      this.$(".unlock").hidden = false;
      this.field(".unlock input").focus();
    }
  }

  /** @param {string} text @param {Node[]} choices */
  #offer(text, choices) {
    this.root.hidden = false;
    this.$(".unlock").hidden = true;
    this.$(".counts").textContent = text;
    this.$(".choices").replaceChildren(...choices.flatMap((c) => [c, " "]));
    this.root.focus();
    this.root.scrollIntoView({ block: "nearest" });
  }

  /**
   * What is in a sheet, and whose it is. One that came as a link is most likely
   * somebody else's, a file one's own; neither is taken for the other unasked.
   *
   * @param {Got} got
   */
  #preview({ sheet, report }) {
    const { mine, others } = store.state;
    const blank = mine.people.every((p) => p.answers.size === 0);
    const full = others.reduce((n, o) => n + o.people.length, mine.people.length) + sheet.people.length > LIMITS.people;
    const own = this.#choice(t(blank ? "open-it" : "instead"), "card", (s) => {
      Object.assign(s, { mine: sheet, person: 0, opened: structuredClone(sheet) });
      store.unsaved = false;
    });
    const beside = full ? [] : [this.#choice(t("beside"), "compare", (s) => s.others.push(sheet))];
    const replace = others.flatMap((other, i) =>
      sameName(other, sheet)
        ? [this.#choice(t("replace", { name: nameOf(0, other) }), "compare", (s) => (s.others[i] = sheet))]
        : [],
    );
    const { lost } = report;
    const odd = lost || full || replace.length || sameName(mine, sheet);
    if (this.#came && !odd) return beside[0].click();
    const mineFirst = blank && (this.#fromFile || sameName(mine, sheet));
    const [first, ...rest] = mineFirst ? [own, ...beside, ...replace] : [...replace, ...beside, own];
    first.classList.add("button");
    this.#offer("", [first, ...rest, button(t("leave-it"), () => this.clear())]);
    const names = sheet.people
      .map((p) => p.name)
      .filter(Boolean)
      .flatMap((name, i) => [i ? ", " : "", bdi(name)]);
    const lines = [lost && t("left-out", { n: lost }), full && t("full"), letOut(sheet), t("whose")];
    this.$(".counts").replaceChildren(...names, names.length ? ". " : "", lines.filter(Boolean).join(" "));
  }

  /** @param {string} text @param {string} view @param {(s: import("./store.js").State) => void} how */
  #choice(text, view, how) {
    return button(text, () => {
      store.change(how);
      this.clear();
      show(view);
    });
  }

  clear() {
    this.#turn++;
    this.#link = "";
    this.root.hidden = true;
    this.field(".unlock input").value = "";
    this.$(".counts").replaceChildren();
    this.$(".choices").replaceChildren();
    this.#file().value = "";
    this.#paste().value = "";
  }
}

/** @param {Sheet} one @param {Sheet} other */
const sameName = (one, other) =>
  one.people.some((a) => a.name && other.people.some((b) => a.name.toLowerCase() === b.name.toLowerCase()));
