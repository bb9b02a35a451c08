/**
 * Shares a sheet: as a link, text, a file, a QR code, on paper.
 *
 * @typedef {import("./store.js").State} State
 */
import { Calendar } from "./calendar.js";
import { cardOf } from "./card-view.js";
import { encode } from "./codec.js";
import { card, cardText, clean, form, handed, nameOf, store, t } from "./context.js";
import { box, el, own, saveText } from "./dom.js";
import { canLock } from "./lock.js";
import { say } from "./message.js";
import { toFile } from "./model.js";
import { Part } from "./part.js";
import { isStrong, newPhrase } from "./phrase.js";
import { layOut } from "./print-out.js";
import { Private } from "./private.js";
import { picture } from "./qr-picture.js";
import { qr } from "./qr.js";
import { copy } from "./view.js";

const SAFE_LINK = 2000;

/** @param {import("./model.js").Sheet} sheet */
const count = (sheet) => sheet.people.reduce((n, p) => n + p.answers.size, 0);

export class Send extends Part {
  /** The places of those whose answers are shared. @type {number[]} */
  #whose = [];
  #fragment = "";
  /** Grows whenever what a link is made from changes. */
  #turn = 0;
  #held = new Private(this.$(".held"), () => this.#changed());
  #calendar = new Calendar(this.$(".dates"), () => this.#sheet());

  /** @param {HTMLElement} root */
  constructor(root) {
    super(root);
    root.addEventListener("input", (event) => this.#typed(/** @type {HTMLInputElement} */ (event.target)));
    this.field(".lock").disabled = !canLock();
    if (!canLock()) this.$(".phrase").append(el("p", {}, t("err.no-crypto")));
  }

  /** @param {HTMLInputElement} field */
  #typed(field) {
    if (field.matches("#sheet-text, .link, .with-private") || field.closest(".held, .dates")) return;
    if (field.matches(".lock") && field.checked) this.field(".lock-part .exactly").value ||= newPhrase();
    this.#changed();
  }

  /** The sheet to share: without private answers, unless it is for oneself. @param {boolean} [everything] */
  #sheet(everything = false) {
    const people = store.state.mine.people.filter((_, i) => this.#whose.includes(i));
    const sheet = clean(people.length ? people : [store.me]);
    return everything ? sheet : handed(sheet, this.#whose);
  }

  /** @param {State} state */
  draw(state) {
    if (state.view !== "send") return;
    const { mine, person } = state;
    const boxes = /** @type {HTMLInputElement[]} */ ([...this.root.querySelectorAll(".sharing input")]);
    if (boxes.length !== mine.people.length) {
      this.#whose = [person];
      this.$(".sharing div").replaceChildren(
        ...mine.people.map((_, i) => el("label.tick", {}, box(i, i === person), " ", own(nameOf(i)))),
      );
    } else this.#whose = boxes.flatMap((b, i) => (b.checked ? [i] : []));
    this.$(".sharing").hidden = mine.people.length < 2;
    // Without a name, the receiver would not know whose sheet it is.
    this.askName();
    const sheet = this.#sheet(true);
    this.#held.list(sheet, this.#whose);
    for (const p of this.root.querySelectorAll(".lock-part"))
      /** @type {HTMLElement} */ (p).hidden = !this.field(".lock").checked;
    this.#dropLink();
    const out = this.#sheet();
    const empty = out.people.every((p) => p.answers.size === 0);
    this.$(".sendable").hidden = empty;
    this.$(".empty").hidden = !empty;
    this.field("#sheet-text").value = empty ? "" : cardText(out);
    const n = count(sheet) - count(out);
    const tick = this.$("label:has(> .with-private)");
    tick.hidden = !n;
    /** @type {Element} */ (tick.lastElementChild).textContent = t("file-private", { n });
    this.#calendar.draw();
    this.$("[data-do=send]").hidden = !navigator.share;
  }

  /** Called when the content of a link has changed. */
  #changed() {
    const had = this.#fragment !== "";
    this.draw(store.state);
    if (had) say(t("link-old"), this.$("[data-do=link]"));
  }

  /** @type {Record<string, (b: HTMLElement) => void>} */
  actions = {
    "copy-text": (b) => copy(this.field("#sheet-text").value, b),
    file: (b) => this.#file(b, this.field(".with-private").checked),
    "save-whole": (b) => this.#file(b, true),
    "new-phrase": () => {
      this.field(".lock-part .exactly").value = newPhrase();
      this.#changed();
    },
    link: (b) => this.#link(b),
    "copy-link": (b) => copy(this.field(".link").value, b, this.field(".link")),
    send: () => void navigator.share({ text: this.field(".link").value }).catch(() => {}),
    qr: (b) => this.#code(b),
    calendar: (b) => this.#calendar.save(b),
  };

  /** @param {HTMLElement} b @param {boolean} everything what is private, too */
  #file(b, everything) {
    const sheet = this.#sheet(everything);
    saveText("sheet.json", "application/json", JSON.stringify(toFile(form, sheet), null, 1) + "\n");
    const n = count(this.#sheet(true)) - count(sheet);
    if (!n && sheet.people.length === store.state.mine.people.length) store.unsaved = false;
    say(t(n ? "file-without" : "saved-as", { n, name: "sheet.json" }), b);
  }

  /**
   * Shows phrase, link and code together or not at all, also while a new link is made, which takes a phone a
   * while.
   * @param {HTMLElement} b
   */
  async #link(b) {
    const phrase = this.field(".lock").checked ? this.field(".lock-part .exactly").value : "";
    if (this.field(".lock").checked && !isStrong(phrase)) {
      this.field(".lock-part .exactly").focus();
      return say(t(phrase.trim() ? "weak" : "no-phrase"), this.$(".lock-part"));
    }
    this.#dropLink();
    const turn = this.#turn;
    say(t("link-making"), b);
    const fragment = await encode(form, this.#sheet(), phrase);
    if (turn !== this.#turn) return;
    say(t("link-made"));
    this.#showLink(fragment);
  }

  /** @param {string} fragment */
  #showLink(fragment) {
    this.#fragment = fragment;
    const address = location.protocol === "file:" ? (this.root.dataset.home ?? "") : location.href.replace(/#.*/, "");
    const link = `${address}#${fragment}`;
    this.$(".made").hidden = false;
    this.field(".link").value = link;
    this.$(".length").textContent = link.length > SAFE_LINK ? t("long", { n: link.length.toLocaleString() }) : "";
    this.$(".bare").hidden = address !== "";
    this.field(".link").focus();
    this.field(".link").select();
  }

  /** Removes an outdated link and cancels one in the making. */
  #dropLink() {
    this.#turn++;
    this.#fragment = "";
    this.$(".made").hidden = true;
    this.field(".link").value = "";
    this.$(".length").textContent = "";
    this.$(".made .qr").replaceChildren();
  }

  /** @param {HTMLElement} b */
  #code(b) {
    const code = qr(this.field(".link").value);
    if (!code) return say(t("no-qr"), b);
    this.$(".made .qr").replaceChildren(picture(code, t("qr")));
    this.$(".made .qr").scrollIntoView({ block: "nearest" });
  }

  layOut() {
    layOut(
      "print-card",
      this.#sheet().people.map((p) => cardOf(card(p), "h1")),
    );
  }

  clear() {
    this.#dropLink();
  }
}
