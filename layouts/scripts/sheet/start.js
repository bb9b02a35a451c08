/** The panel above the form: how long, for whom, who, and whether a draft is kept. */
import { el, own } from "./dom.js";
import { LIMITS, newPerson } from "./model.js";
import { rememberTyping } from "./state.js";

export class Start {
  /** @param {import("./planner.js").Planner} planner */
  constructor(planner) {
    this.planner = planner;
  }

  /** @param {HTMLInputElement} field */
  typed(field) {
    const { planner } = this;
    const { s } = planner;
    const { name, value } = field;
    if (field.matches(".name")) return this.rename(field);
    if (name === "depth") s.depth = value;
    else if (name === "solo") planner.change(() => (s.mine = { ...s.mine, solo: value === "solo" }));
    else if (name === "keep") planner.draft.keepIn(value);
    else return;
    planner.draw();
  }

  /** @param {HTMLInputElement} field */
  rename(field) {
    const { planner } = this;
    if (rememberTyping(planner.s, field)) planner.drawUndo();
    planner.s.mine.people[planner.s.person].name = field.value;
    planner.draft.soon();
    this.drawPeople();
  }

  add() {
    const { planner } = this;
    const { people } = planner.s.mine;
    if (people.length >= LIMITS.people) return planner.say(planner.t("full"));
    planner.change(() => (planner.s.person = people.push(newPerson()) - 1));
    planner.$(".name").focus();
  }

  remove() {
    const { planner } = this;
    planner.change(() => {
      const { mine, person } = planner.s;
      mine.people.splice(person, 1);
      if (!mine.people.length) mine.people.push(newPerson());
      planner.s.person = Math.max(0, person - 1);
    });
    planner.say(planner.t("removed"));
  }

  /** @param {number} i */
  choose(i) {
    const { planner } = this;
    planner.s.person = i;
    planner.draw();
    /** @type {HTMLElement | undefined} */ (planner.querySelectorAll(".persons button")[i])?.focus();
  }

  draw() {
    const { $, draft, s } = this.planner;
    const state = { depth: s.depth, solo: s.mine.solo ? "solo" : "", keep: draft.where };
    for (const i of this.planner.querySelectorAll(".sheet-start [type=radio]")) {
      const input = /** @type {HTMLInputElement} */ (i);
      input.checked = input.value === state[/** @type {keyof typeof state} */ (input.name)];
    }
    const name = $(".name");
    const { people } = s.mine;
    if (name.value !== people[s.person].name) name.value = people[s.person].name;
    $("[data-do=add-person]").hidden = s.mine.solo;
    $("[data-do=remove-person]").hidden = people.length < 2;
    this.drawPeople();
  }

  drawPeople() {
    const { $, s } = this.planner;
    const several = s.mine.people.length > 1;
    $(".persons").hidden = !several;
    if (!several) return;
    $(".persons").replaceChildren(...s.mine.people.map((_, i) =>
      el("button.pill", { type: "button", "aria-pressed": String(i === s.person), click: () => this.choose(i) }, own(this.planner.nameOf(i)))));
  }
}
