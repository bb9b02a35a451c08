/**
 * Check-ins for a calendar: what will be written is shown first, and can be
 * mended, because "9" and "tonight" may mean more than one thing.
 */
import { calendar, events } from "./ics.js";
import { el, saveText } from "./dom.js";

export class Calendar {
  /** @param {import("./planner.js").Context} context @param {HTMLElement} root @param {() => import("./model.js").Sheet} sheet */
  constructor(context, root, sheet) {
    this.context = context;
    this.root = root;
    this.sheet = sheet;
  }

  draw() {
    const { form, t } = this.context;
    const list = this.sheet().people.flatMap((p) => [...p.answers].flatMap(([id, a]) => (a.slots ?? []).flatMap((s) => {
      const label = form.byId.get(id)?.options?.find((o) => o.id === s.slot)?.label ?? "";
      return events([s], new Date(), "").map((e) => ({ ...e, label, said: s.at }));
    })));
    this.root.hidden = list.length === 0;
    this.root.querySelector(".events")?.replaceChildren(...list.map(({ label, day, time, said }) =>
      el("div.event", { role: "group", "aria-label": label }, el("strong", {}, label),
        el("label", {}, t("day"), " ", el("input", { type: "date", value: day.replace(/(....)(..)(..)/, "$1-$2-$3"), autocomplete: "off" })),
        el("label", {}, t("time"), " ", el("input", { type: "time", value: time?.replace(/(..)(..)../, "$1:$2"), autocomplete: "off" })),
        said && !time && el("p.hint", {}, t("time-unclear", { said })))));
  }

  /** @param {HTMLElement} b */
  save(b) {
    const title = /** @type {HTMLInputElement} */ (this.root.querySelector(".title")).value.trim() || "Call";
    const list = [...this.root.querySelectorAll(".event")].flatMap((e) => {
      const [day, time] = [...e.querySelectorAll("input")].map((i) => i.value.replace(/\D/g, ""));
      return day ? [{ day, time: time && time + "00", title }] : [];
    });
    saveText("planner.ics", "text/calendar", calendar(list, new Date(), () => crypto.randomUUID?.() ?? String(Math.random())));
    this.context.say(this.context.t("calendar-saved"), b);
  }

  clear() {
    this.root.querySelector(".events")?.replaceChildren();
  }
}
