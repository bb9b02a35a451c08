/**
 * Answers as sentences, in the words that writers put beside each question
 * (q.says) and those that all questions share (form.says). Nothing here knows a
 * language.
 *
 * @typedef {import("./form.js").Form} Form
 * @typedef {import("./form.js").Question} Question
 * @typedef {import("./model.js").Answer} Answer
 * @typedef {{text: string, strong?: boolean, own?: boolean}} Run own: as somebody typed it
 * @typedef {string | Run[]} Part what fills a hole
 */

/** @param {string} text @returns {Run} */
const typed = (text) => ({ text, own: true });

/** @param {Part} part @returns {Run[]} */
const runsOf = (part) => (typeof part === "string" ? [{ text: part }] : part);

/**
 * Fills the holes of a sentence, which begins with a capital.
 * @param {string} template
 * @param {Record<string, Part>} values
 */
export const fill = (template, values) => begun(fillIn(template, values));

/** Begins with a capital, unless somebody typed it otherwise. @param {Run[]} runs @returns {Run[]} */
export const begun = (runs) => runs.map((run, i) => (i || run.own ? run : { ...run, text: capital(run.text) }));

/**
 * Fills the holes of a part of a sentence.
 * @param {string} template
 * @param {Record<string, Part>} values
 * @returns {Run[]}
 */
function fillIn(template, values) {
  return tidy(template.split(/\{(\w+)\}/).flatMap((piece, i) => runsOf(i % 2 ? (values[piece] ?? "") : piece)));
}

const ENDS = /[.!?…。！？؟]["”’)\]»]*\s*$/u;

/** Removes empty runs, and full stops after other punctuation. @param {Run[]} all @returns {Run[]} */
function tidy(all) {
  /** @type {Run[]} */
  const runs = [];
  for (const run of all) {
    const last = runs.at(-1);
    const text = last && ENDS.test(last.text) ? run.text.replace(/^[.。]/u, "") : run.text;
    if (text) runs.push({ ...run, text });
  }
  return runs;
}

/** Adds a full stop if there is none. @param {Run[]} runs @returns {Run[]} */
export const ended = (runs) =>
  runs.length && !ENDS.test(runs[runs.length - 1].text) ? [...runs, { text: "." }] : runs;

/** @param {string} text */
const capital = (text) => text.replace(/^\p{Ll}/u, (c) => c.toUpperCase());

/** Two sentences after each other. @param {Run[]} one @param {Run[]} two */
export const after = (one, two) =>
  one.length && two.length ? [...ended(one), { text: " " }, ...two] : [...one, ...two];

/**
 * A label inside a sentence: its first letter is small where the language has it
 * so, unless the word is all capitals or “I”.
 *
 * @param {Form} form
 * @param {string} label
 */
const inside = (form, label) =>
  form.says.small === "yes" && !/^(I\b|\p{Lu}\p{Lu})/u.test(label)
    ? label.replace(/^\p{Lu}/u, (c) => c.toLowerCase())
    : label;

/** Cached: creating a formatter takes a phone longer than using it. @type {Record<string, Intl.ListFormat>} */
const formats = {};

/**
 * A list as runs.
 * @param {Form} form
 * @param {"conjunction" | "disjunction"} type
 * @param {string[]} items
 * @param {Partial<Run>} marks of its elements
 * @returns {Run[]}
 */
export const list = (form, type, items, marks = {}) =>
  (formats[form.says.locale + type] ??= new Intl.ListFormat(form.says.locale, { type }))
    .formatToParts(items)
    .map((p) => ({ text: p.value, ...(p.type === "element" && marks) }));

const STRONG = { strong: true };

/**
 * The sentences about one person's answers. solo: they are on their own; timed:
 * no place on a card tells the time.
 */
export class Speaker {
  #timed;

  /** @param {Form} form @param {boolean} solo @param {boolean} [timed] */
  constructor(form, solo, timed = false) {
    this.form = form;
    this.solo = solo;
    this.#timed = timed;
  }

  /** A sentence of the form. @param {string} key */
  shared(key) {
    return (this.solo && this.form.says["alone-" + key]) || this.form.says[key] || "";
  }

  /** A sentence of a question, or "". @param {Question} q @param {string} key */
  of(q, key) {
    return (this.solo && q.says?.["alone-" + key]) || q.says?.[key] || "";
  }

  /** A label inside a sentence. @param {string} label */
  inside = (label) => inside(this.form, label);

  /** What a question calls itself in a list. @param {Question} q */
  #name(q) {
    if (!q.n) return q.label; // an own item, as it was typed
    if (this.solo && q.alone) return q.says?.["alone-name"] || q.says?.["alone-item"] || inside(this.form, q.alone);
    return q.says?.name || inside(this.form, q.label);
  }

  /** What it calls itself after “I need”. @param {Question} q */
  #item(q) {
    if (this.solo && q.alone) return q.says?.["alone-item"] || this.#name(q);
    return q.says?.item || this.#name(q);
  }

  /** @param {Question} q @param {Answer} a */
  phrases(q, a) {
    return (a.picks ?? []).flatMap((id) => {
      const option = q.options?.find((o) => o.id === id);
      if (!option) return [];
      return [(this.solo ? q.says?.["alone-" + id] : q.says?.[id]) || inside(this.form, option.label)];
    });
  }

  /**
   * What was typed, and the times that the place on the card does not tell.
   * @param {Run[]} runs
   * @param {Answer} a
   * @param {boolean} [said] what was typed is in it already
   */
  #details(runs, a, said) {
    const how = a.how && !said ? ended([typed(a.how)]) : [];
    const when = a.when ?? [];
    const told = !this.#timed && when.length === 1 && !["day", "week"].includes(when[0]);
    const times =
      told || !when.length
        ? []
        : fill(this.shared("times"), {
            times: list(
              this.form,
              "conjunction",
              when.map((w) => this.shared("when-" + w)),
            ),
          });
    return after(after(ended(runs), how), times);
  }

  /** How much a rated thing is wanted. @param {Question} q @param {Answer} a @returns {Run[]} */
  want(q, a) {
    const marks = a.want === "must" || a.want === "dont" ? STRONG : {};
    const picks = this.phrases(q, a);
    const which = list(this.form, "disjunction", picks, marks);
    const hole = (/** @type {string} */ text) => [{ text, ...marks, ...(!q.n && { own: true }) }];
    if (!a.want) return this.#unrated(q, a, picks);
    const own = this.of(q, a.want);
    // Alone there is nobody to say “please don’t” to.
    const template =
      a.want === "dont" && this.solo && !q.says?.["alone-dont"] ? this.shared("dont") : own || this.shared(a.want);
    const bracketed = which.length ? [{ text: " (" }, ...which, { text: ")" }] : [];
    const filled = fill(template, {
      item: [...hole(this.#item(q)), ...(which.length ? [{ text: ": " }, ...which] : [])],
      name: [...hole(this.#name(q)), ...bracketed],
    });
    if (template !== own) return this.#details(filled, a);
    // Its own sentence has no room for options: they follow as one.
    return this.#details(
      after(
        filled.map((r) => ({ ...r, ...marks })),
        ended(begun(which)),
      ),
      a,
    );
  }

  /** Options, words or times without a rating. @param {Question} q @param {Answer} a @param {string[]} picks */
  #unrated(q, a, picks) {
    const name = [{ text: capital(this.#name(q)), ...(!q.n && { own: true }) }];
    if (picks.length)
      return this.#details(fill(this.shared("own"), { item: name, text: list(this.form, "disjunction", picks) }), a);
    if (a.how) return this.#details(fill(this.shared("own"), { item: name, text: [typed(a.how)] }), a, true);
    return a.when?.length ? this.#details(name, a) : [];
  }

  /** What was picked. @param {Question} q @param {Answer} a @returns {Run[]} */
  picked(q, a) {
    const phrases = this.phrases(q, a);
    if (!phrases.length) {
      const text = [typed(a.how ?? "")];
      const own = this.of(q, "own");
      return a.how
        ? ended(own ? fill(own, { text }) : fill(this.shared("own"), { item: capital(this.#name(q)), text }))
        : [];
    }
    const then = phrases
      .map((text) => /** @type {Run[]} */ ([{ text, ...STRONG }]))
      .reduce((a, b) => fillIn(this.form.says.then, { a, b }));
    return this.#details(
      fill(this.of(q, "says"), {
        and: list(this.form, "conjunction", phrases, STRONG),
        or: list(this.form, "disjunction", phrases, STRONG),
        then,
      }),
      a,
    );
  }

  /** @param {Question} q @param {import("./model.js").Slot} s @returns {Run[]} */
  slot(q, s) {
    const label = q.options?.find((o) => o.id === s.slot)?.label ?? "";
    const at = s.at ? fillIn(this.shared("at"), { text: [typed(s.at)] }) : [];
    const by = s.by ? [{ text: this.shared("by-" + s.by) }] : [];
    const parts = by.length && at.length ? [...by, { text: " " }, ...at] : [...by, ...at];
    const first = parts.length
      ? fill(this.shared("slot"), { slot: [{ text: label, strong: true }], parts })
      : [{ text: label, strong: true }];
    const who = s.who && s.by !== "none" && !this.solo ? [{ text: this.shared("who-" + s.who) }] : [];
    return after(after(ended(first), who), s.else ? ended(fill(this.shared("else"), { text: [typed(s.else)] })) : []);
  }

  /**
   * All lines of one answer, without what the person can give.
   * @param {Question} q
   * @param {Answer} a
   * @returns {Run[][]}
   */
  lines(q, a) {
    if (q.type === "slots") return (a.slots ?? []).map((s) => this.slot(q, s));
    if (q.type === "contacts") {
      const people = (a.contacts ?? []).map((c) => (c.who && c.how ? `${c.who} (${c.how})` : c.who || c.how));
      return people.length ? [fill(this.shared("contacts"), { contacts: [typed(people.join("; "))] })] : [];
    }
    const runs =
      q.type === "rate"
        ? this.want(q, a)
        : q.options?.length
          ? this.picked(q, a)
          : a.how
            ? ended(fill(this.of(q, "says"), { text: [typed(a.how)] }))
            : [];
    return runs.length ? [runs] : [];
  }

  /** What somebody can give, in one line. @param {string} give @param {Question[]} questions @returns {Run[]} */
  gives(give, questions) {
    return fill(this.shared(give), { items: this.names(questions, give === "cant" ? STRONG : {}) });
  }

  /** @param {Question[]} questions @param {Partial<Run>} [marks] */
  names = (questions, marks) =>
    list(
      this.form,
      "conjunction",
      questions.map((q) => this.#name(q)),
      marks,
    );
}
