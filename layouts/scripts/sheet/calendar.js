/**
 * Check-ins for a calendar. They are shown first and can be corrected, because "9" may be a morning or an
 * evening.
 */
import { form, t } from "./context.js";
import { button, el, saveText } from "./dom.js";
import { calendar, events, whenOf } from "./ics.js";
import { say } from "./message.js";
import { Part } from "./part.js";

export class Calendar extends Part {
  #sheet;

  /** @param {HTMLElement} root @param {() => import("./model.js").Sheet} sheet */
  constructor(root, sheet) {
    super(root);
    this.#sheet = sheet;
    root.addEventListener("input", () => this.#read());
  }

  draw() {
    const list = this.#sheet().people.flatMap((p) =>
      [...p.answers].flatMap(([id, a]) =>
        (a.slots ?? []).flatMap((s) => {
          const label = form.byId.get(id)?.options?.find((o) => o.id === s.slot)?.label ?? "";
          return events([s], new Date()).map((e) => ({ ...e, label, said: s.at }));
        }),
      ),
    );
    this.root.hidden = list.length === 0;
    this.$(".events").replaceChildren(
      ...list.map((e) => {
        const time = /** @type {HTMLInputElement} */ (
          el("input", { type: "time", value: e.time, autocomplete: "off" })
        );
        const choose = (/** @type {string} */ reading) =>
          button(reading, () => {
            time.value = reading;
            this.#read();
          });
        return el(
          "div.event",
          { role: "group", ariaLabel: e.label },
          el("strong", {}, e.label),
          el("label", {}, t("day"), " ", el("input", { type: "date", value: e.day, autocomplete: "off" })),
          el("label", {}, t("time"), " ", time),
          e.said &&
            !e.time &&
            el("p.hint", {}, t("time-unclear", { said: e.said }), ...e.readings.flatMap((r) => [" ", choose(r)])),
          el("p.when"),
        );
      }),
    );
    this.#read();
  }

  /** Shows beside each check-in what would be written now. */
  #read() {
    return [...this.root.querySelectorAll(".event")].flatMap((e) => {
      const [day, time] = [...e.querySelectorAll("input")].map((i) => i.value);
      /** @type {HTMLElement} */ (e.querySelector(".when")).textContent =
        day && whenOf({ day, time }, document.documentElement.lang);
      return day ? [{ day, time }] : [];
    });
  }

  /** @param {HTMLElement} b */
  save(b) {
    saveText(
      "planner.ics",
      "text/calendar",
      calendar(this.#read(), this.field(".title").value.trim() || "Call", new Date(), Math.random),
    );
    say(t("saved-as", { name: "planner.ics" }), b);
  }
}
