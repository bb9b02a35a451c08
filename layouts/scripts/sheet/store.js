/**
 * The state of the planner, its undo history and its subscribers. All of it is in memory only; draft.js saves
 * it on request.
 *
 * @typedef {import("./model.js").Sheet} Sheet
 * @typedef {ReturnType<typeof fresh>} State
 * @typedef {Pick<State, "mine" | "others" | "person" | "opened" | "view" | "part" | "only" | "step">} Before with the
 *   place where it was
 */
import { newSheet } from "./model.js";

const UNDO = 50;

/** The state of an empty planner. */
export const fresh = () => ({
  mine: newSheet(),
  /** @type {Sheet[]} */
  others: [],
  /** Whose answers are on screen. */
  person: 0,
  view: "write",
  /**
   * What is asked: "" the few that make a card, "all", the id of a section ("own" for the reader's own), "badly" for
   * its card, or "one" for the question only.
   */
  part: "",
  only: "",
  /** The view to return to after a single question: "card" or "review". */
  from: "",
  everything: false,
  /** The question on screen, among those that are asked. */
  step: 0,
  paged: true,
  /** Which card. @type {"usual" | "badly"} */
  version: "usual",
  /** The answers that were opened, to mark what is changed since. @type {Sheet | undefined} */
  opened: undefined,
});

export class Store {
  state = fresh();
  /** @type {Before[]} */
  past = [];
  /** The field that is being typed into: one step back for all of it. @type {EventTarget | undefined} */
  typing = undefined;
  /** Whether something has changed that is nowhere else. */
  unsaved = false;
  /** @type {((state: State, light: boolean) => void)[]} */
  #watchers = [];

  /**
   * Calls watcher after every change; light ones change one answer and nothing around it.
   * @param {(state: State, light: boolean) => void} watcher
   */
  subscribe(watcher) {
    this.#watchers.push(watcher);
  }

  tell(light = false) {
    for (const watcher of this.#watchers) watcher(this.state, light);
  }

  /** Navigates. This can't be undone. @param {Partial<State>} patch */
  set(patch) {
    Object.assign(this.state, patch);
    this.tell();
  }

  /** Changes the sheet. @param {(state: State) => void} how @param {boolean} [light] */
  change(how, light = false) {
    const { mine, others, person, opened, view, part, only, step } = this.state;
    this.past.push({ mine: structuredClone(mine), others: [...others], person, opened, view, part, only, step });
    if (this.past.length > UNDO) this.past.shift();
    this.#apply(how, light);
  }

  /**
   * Changes the sheet from a field: what is typed into it in one go is one step.
   * @param {EventTarget} field
   * @param {(state: State) => void} how
   */
  type(field, how) {
    if (this.typing !== field) return this.change((state) => ((this.typing = field), how(state)), true);
    this.#apply(how, true);
  }

  /** @param {(state: State) => void} how @param {boolean} light */
  #apply(how, light) {
    this.unsaved = true;
    how(this.state);
    this.tell(light);
  }

  /** Undoes one change and returns to where it was made. */
  undo() {
    this.typing = undefined;
    this.unsaved = true;
    this.set(this.past.pop() ?? {});
  }

  clear() {
    const { paged } = this.state;
    this.past = [];
    this.typing = undefined;
    this.unsaved = false;
    this.state = { ...fresh(), paged };
    this.tell();
  }

  /** Whoever is on screen. */
  get me() {
    return this.state.mine.people[this.state.person];
  }

  /** The answers of whoever is on screen. */
  answers = () => this.me.answers;

  hasOwn = () => this.state.mine.people.some((p) => p.answers.size > 0);

  hasAnswers = () => this.hasOwn() || this.state.others.length > 0;
}
