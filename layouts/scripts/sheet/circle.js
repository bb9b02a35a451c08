/**
 * The people whose sheets are compared: in an order that does not depend on who came first, each with a unique
 * name, without private answers.
 *
 * @typedef {import("./form.js").Question} Question
 * @typedef {import("./model.js").Answer} Answer
 * @typedef {import("./say.js").Run} Run
 * @typedef {import("./comparison.js").Finding} Finding
 * @typedef {{at: "talk" | "fits" | "also" | "unsaid", kind: string, q: Question, a: number[], b: number[],
 *   other?: Question, options?: string[], questions?: Question[], says?: (i: number) => Run[]}} Found
 *   a: whom it concerns first, b: who could give, or wants the other thing; says: what somebody
 *   says to it, of q or of several questions
 */
import { groups } from "./groups.js";
import { customQuestion, isPrivate } from "./model.js";
import { namesOf } from "./names.js";
import { Speaker, after, begun, fill, list } from "./say.js";
import { plain } from "./text.js";

/**
 * @param {Found["at"]} at
 * @param {string} kind
 * @param {Question} q
 * @param {number[]} a
 * @param {number[]} [b]
 * @param {Partial<Found>} [more]
 * @returns {Found}
 */
export const found = (at, kind, q, a, b = [], more) => ({ at, kind, q, a, b, ...more });

export class Circle {
  /**
   * @param {import("./form.js").Form} form
   * @param {import("./model.js").Person[]} people
   * @param {import("./model.js").Custom[]} custom
   * @param {string} unnamed
   */
  constructor(form, people, custom, unnamed) {
    this.form = form;
    this.speaker = new Speaker(form, false, true);
    /** The sentences that are on the page already, by person, so that the rest can follow. @type {Set<string>} */
    this.told = new Set();
    const questions = new Map([...form.all, ...custom.map(customQuestion)].map((q) => [q.id, q]));
    const open = (/** @type {[string, Answer]} */ [id, a]) =>
      questions.has(id) && !isPrivate(/** @type {Question} */ (questions.get(id)), a);
    const names = namesOf(people, unnamed);
    this.people = people
      .map((p, i) => ({ ...p, name: names[i], answers: new Map([...p.answers].filter(open)) }))
      .sort((x, y) => (x.name < y.name ? -1 : 1));
    this.all = this.people.map((_, i) => i);
  }

  /** @param {number} i @param {Question} q */
  answer = (i, q) => this.people[i].answers.get(q.id);

  /** @param {number} i */
  others = (i) => this.all.filter((b) => b !== i);

  /** Several names as a list. @param {number[]} who */
  names = (who) => list(this.form, "conjunction", this.plain(who), { strong: true, own: true });

  /** Somebody's name and what they say. @param {number[]} who @param {Run[]} says @returns {Run[]} */
  said(who, says) {
    this.tell(who, says);
    return fill(this.speaker.shared("said"), { a: this.names(who), says });
  }

  /** @param {number[]} who @param {Run[]} says */
  tell = (who, says) => who.forEach((i) => this.told.add(i + plain(says)));

  /** What somebody wants of a question. @param {number} i @param {Question} q */
  line = (i, q) => this.speaker.lines(q, this.answer(i, q) ?? {})[0];

  /**
   * Somebody's answer to a question: what they want, or else what they can give.
   * @param {number} i
   * @param {Question} q
   */
  own = (i, q) => this.line(i, q) ?? this.speaker.gives(this.answer(i, q)?.give ?? "", [q]);

  /**
   * People whose answers to two questions conflict.
   * @param {string} kind
   * @param {Question} q
   * @param {Question} other
   * @param {string} want
   */
  #apart(kind, q, other, want) {
    const has = (/** @type {number} */ i, /** @type {Question} */ x) => this.answer(i, x)?.want === want;
    const pairs = this.all.flatMap((a) =>
      this.others(a)
        .filter((b) => has(a, q) && has(b, other) && overlap(this.answer(a, q), this.answer(b, other)))
        .map((b) => [a, b]),
    );
    const side = (/** @type {number} */ n) => this.all.filter((i) => pairs.some((p) => p[n] === i));
    return pairs.length ? [found("talk", kind, q, side(0), side(1), { other })] : [];
  }

  /** Needs, refusals and first wishes that pull in opposite directions. @param {Question[]} rated @returns {Found[]} */
  clashes(rated) {
    const named = rated.flatMap((x) => rated.filter((y) => x.clash?.includes(y.id)).map((y) => [x, y]));
    const once = named.filter(([x, y], i) => !named.slice(0, i).some(([a, b]) => a === y && b === x));
    // Opposite surroundings, such as light and dark: a please-don't to both leaves nothing. Touch is never
    // settled like that.
    const halves = once.filter(([x, y]) => x.mutual === "clash" && y.mutual === "clash" && y.clash?.includes(x.id));
    return [
      ...once.flatMap(([x, y]) => this.#apart("clash", x, y, "must")),
      ...halves.flatMap(([x, y]) => this.#apart("neither", x, y, "dont")),
      ...this.form.all
        .filter((q) => q.type !== "rate")
        .flatMap((q) => (q.clash ?? []).flatMap((pair) => this.#options(q, pair.split("/")))),
    ];
  }

  /**
   * Who chose one of two options, and who the other.
   * @param {Question} q
   * @param {string[]} options
   * @returns {Found[]}
   */
  #options(q, options) {
    const chose = (/** @type {string} */ yes, /** @type {string} */ no) =>
      this.all.filter((i) => {
        const picks = this.answer(i, q)?.picks ?? [];
        return picks.includes(yes) && !picks.includes(no);
      });
    const [a, b] = [chose(options[0], options[1]), chose(options[1], options[0])];
    return a.length && b.length ? [found("talk", "clash", q, a, b, { options })] : [];
  }

  /**
   * Turns findings into lines. Those where people wrote more than a tick are in their own words; others about
   * the same people or things are merged.
   * @param {Found[]} found
   * @returns {Finding[]}
   */
  group(found) {
    const worded = (/** @type {Found} */ f) =>
      f.says ||
      (f.kind !== "offer" &&
        f.a.some((i) => ["how", "picks", "when"].some((key) => key in (this.answer(i, f.q) ?? {}))));
    const byPeople = merge(
      found.filter((f) => !worded(f)).map((f) => ({ kind: f.kind, questions: [f.q], a: f.a, b: f.b })),
      (g) => `${g.kind} ${g.a} ${g.b}`,
    );
    const byThings = merge(byPeople, (g) => `${g.kind} ${g.questions.map((q) => q.id)} ${g.b}`);
    return [...byThings.map((g) => this.#finding(g)), ...found.filter(worded).flatMap((f) => this.#sayings(f))];
  }

  /**
   * What is added about those who could give it.
   * @param {string} kind
   * @param {number[]} a
   * @param {number[]} b
   * @param {Question[]} questions
   * @returns {Run[]}
   */
  #reply(kind, a, b, questions) {
    for (const i of kind === "both" ? a : b)
      for (const q of questions) this.tell([i], this.speaker.gives(this.answer(i, q)?.give ?? "", [q]));
    return fill(this.speaker.shared("reply-" + kind), { b: this.names(b) });
  }

  /** @param {Group} g @returns {Finding} */
  #finding({ kind, questions, a, b }) {
    // An offer does not count as said: their own words follow.
    if (kind !== "offer") for (const i of a) for (const q of questions) this.tell([i], this.own(i, q));
    const items = this.speaker.names(questions);
    return {
      kind,
      question: questions[0].id,
      questions: questions.map((q) => q.id),
      people: [this.plain(a), this.plain(b)],
      runs: fill(this.speaker.shared("is-" + kind), {
        a: this.names(a),
        b: this.names(b),
        items,
        reply: this.#reply(kind, a, b, questions),
      }),
    };
  }

  /** What several people say, each sentence once. @param {Found} f @returns {Finding[]} */
  #sayings({ kind, q, questions = [q], a, b, says = (i) => this.own(i, q) }) {
    return bySentence(a, says).map(({ who, runs }) => ({
      kind,
      question: q.id,
      questions: questions.map((x) => x.id),
      people: [this.plain(who), this.plain(b)],
      runs: after(this.said(who, runs), this.#reply(kind, a, b, [q])),
    }));
  }

  /** @param {number[]} who */
  plain = (who) => who.map((i) => this.people[i].name);
}

/** @typedef {{kind: string, questions: Question[], a: number[], b: number[]}} Group */

/** Merges groups with the same key. @param {Group[]} list @param {(g: Group) => string} key @returns {Group[]} */
const merge = (list, key) =>
  groups(list, key).map((same) => ({
    ...same[0],
    questions: [...new Set(same.flatMap((g) => g.questions))],
    a: [...new Set(same.flatMap((g) => g.a))].sort(),
  }));

/**
 * Groups people who say the same, in the order in which it is first said.
 * @param {number[]} people
 * @param {(i: number) => Run[]} says
 */
export const bySentence = (people, says) =>
  groups(
    people.map((i) => ({ i, runs: says(i) })).filter(({ runs }) => runs.length),
    ({ runs }) => plain(runs),
  ).map((same) => ({ who: same.map(({ i }) => i), runs: same[0].runs }));

/**
 * Whether two answers can be about one time; without a time, any time is meant.
 * @param {Answer} [x]
 * @param {Answer} [y]
 */
export const overlap = (x, y) => !x?.when?.length || !y?.when?.length || x.when.some((t) => y.when?.includes(t));
