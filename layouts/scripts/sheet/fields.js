/**
 * The fields of one question: what they say, and how they are set.
 *
 * @typedef {import("./form.js").Question} Question
 * @typedef {import("./model.js").Answer} Answer
 */
import { filled } from "./model.js";

/** @param {ParentNode} e @param {string} selector @returns {HTMLInputElement[]} */
const inputs = (e, selector) => [...e.querySelectorAll(/** @type {"input"} */ (selector))];

/** @param {ParentNode} e @param {string} part */
const chosen = (e, part) => inputs(e, `${part} input:checked`).map((i) => i.value);

/**
 * Reads the fields as typed. Text is cleaned when it leaves the page.
 *
 * @param {Question} q
 * @param {Element} e
 * @returns {Answer}
 */
export function readFields(q, e) {
  const slots = [...e.querySelectorAll(".slot")].flatMap((s) => readSlot(/** @type {HTMLElement} */ (s)) ?? []);
  const contacts = [...e.querySelectorAll(".contact")].flatMap((c) => {
    const [who, way] = inputs(c, "input, textarea").map((i) => i.value);
    return who.trim() || way.trim() ? [{ who, how: way }] : [];
  });
  const secret = inputs(e, ".keep-private input")[0];
  return filled({
    want: chosen(e, ".want")[0],
    give: chosen(e, ".give")[0],
    when: chosen(e, ".when"),
    picks: q.type === "rank" ? inOrder(e) : chosen(e, ".picks"),
    how: typed(e, ".exactly"),
    slots,
    contacts,
    private: secret?.checked !== !!q.private ? secret?.checked : undefined,
  });
}

/** The text of a field, if it is more than spaces. @param {Element} e @param {string} field */
function typed(e, field) {
  const text = inputs(e, field)[0]?.value;
  return text?.trim() && text;
}

/** What is ticked, in the order in which it was. @param {Element} e */
function inOrder(e) {
  const place = (/** @type {HTMLInputElement} */ i) => Number(i.parentElement?.dataset.nth) || 99;
  const picks = inputs(e, ".rank input:checked")
    .sort((x, y) => place(x) - place(y))
    .map((i) => i.value);
  number(e, picks);
  return picks;
}

/** Shows the place of each. @param {Element} e @param {string[]} picks */
function number(e, picks) {
  for (const i of inputs(e, ".rank input"))
    i.parentElement?.setAttribute("data-nth", String(picks.indexOf(i.value) + 1 || ""));
}

/** Shows the details of a check-in once it is wanted. @param {HTMLElement} e */
function readSlot(e) {
  const [by] = chosen(e, ".by");
  // Of one that is not needed nothing more is to be said.
  const slot = filled({
    slot: e.dataset.id,
    by,
    ...(by !== "none" && { at: typed(e, ".at input"), who: chosen(e, ".who")[0], else: typed(e, ".else textarea") }),
  });
  const any = Object.keys(slot).length > 1;
  e.classList.toggle("filled", any);
  return any ? slot : undefined;
}

/**
 * @param {Question} q
 * @param {Element} e
 * @param {Answer} a
 */
export function writeFields(q, e, a) {
  const tick = (
    /** @type {Element} */ e,
    /** @type {string} */ part,
    /** @type {(string | undefined)[]} */ values = [],
  ) => {
    for (const i of inputs(e, part + " input")) i.checked = values.includes(i.value);
  };
  tick(e, ".want", [a.want]);
  tick(e, ".give", [a.give]);
  tick(e, ".when", a.when);
  tick(e, ".picks", a.picks);
  if (q.type === "rank") number(e, a.picks ?? []);
  for (const i of inputs(e, ".exactly")) if (i.value !== (a.how ?? "")) i.value = a.how ?? "";
  for (const s of e.querySelectorAll(".slot")) {
    const slot = a.slots?.find((x) => x.slot === /** @type {HTMLElement} */ (s).dataset.id);
    s.classList.toggle("filled", !!slot);
    tick(s, ".by", [slot?.by]);
    tick(s, ".who", [slot?.who]);
    inputs(s, ".at input")[0].value = slot?.at ?? "";
    inputs(s, ".else textarea")[0].value = slot?.else ?? "";
  }
  e.querySelectorAll(".contact").forEach((c, n) => {
    const [who, way] = inputs(c, "input, textarea");
    who.value = a.contacts?.[n]?.who ?? "";
    way.value = a.contacts?.[n]?.how ?? "";
  });
  for (const i of inputs(e, ".keep-private input")) i.checked = a.private ?? !!q.private;
}
