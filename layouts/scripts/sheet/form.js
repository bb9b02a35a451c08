/**
 * The bank of questions as the page carries it, made ready for looking up.
 * builder/sheet writes it; nothing here touches the page.
 *
 * @typedef {{id: string, label: string, n: number, together?: boolean}} Option
 * @typedef {{id: string, not?: boolean, value: string}} Condition
 * @typedef {{id: string, n: number, type: string, label: string, alone?: string,
 *   mode: string, when?: boolean, private?: boolean, card?: string,
 *   options?: Option[], if?: Condition[], clash?: string[], mutual?: string,
 *   theme?: string, badly?: boolean, planB?: boolean, says?: Record<string, string>}} Question
 * @typedef {{id: string, title: string, questions: Question[]}} Section
 * @typedef {{id: string, rev: number, lang: string, prompts: Record<string, string>, sections: Section[], says:
 *   Record<string, string>}} FormData
 * @typedef {FormData & {all: Question[], byId: Map<string, Question>}} Form
 */

/**
 * Fixed answers. In links they are their first letters, so each list has a letter once; times are bits in this order.
 */
export const WANTS = ["must", "nice", "either", "dont", "unsure"];
export const GIVES = ["happy", "sometimes", "ask", "cant"];
export const TIMES = ["before", "now", "evening", "day", "week"];
export const MEANS = ["message", "call", "person", "none"];
export const WHOSE = ["me", "them", "either"];
const DEPTHS = ["quick", "usual", "everything"];

/**
 * @param {FormData} data
 * @returns {Form}
 */
export function readForm(data) {
  const all = data.sections.flatMap((s) => s.questions);
  return {
    ...data,
    all,
    byId: new Map(all.map((q) => [q.id, q])),
  };
}

/** How much a question can be wanted: nobody can need what takes a glad yes. @param {Question} q */
export const wantsOf = (q) => WANTS.filter((w) => w !== "must" || q.mutual !== "glad");

/** Questions answered in words alone. @param {Question} q */
export const isText = (q) => ["text", "long", "time"].includes(q.type);

/** @param {string} depth @param {string} mode */
export const includes = (depth, mode) => DEPTHS.indexOf(mode) <= DEPTHS.indexOf(depth);

/**
 * Whether the conditions of a question hold for a person.
 *
 * @param {Question} q
 * @param {boolean} solo
 * @param {Map<string, import("./model.js").Answer>} answers
 */
export function applies(q, solo, answers) {
  return (q.if ?? []).every(({ id, not, value }) => {
    const a = answers.get(id);
    const holds = id === "solo" ? String(solo) === value : a?.want === value || !!a?.picks?.includes(value);
    return holds !== !!not;
  });
}
