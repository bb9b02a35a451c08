/**
 * What the parts of the planner share: the form, the words, the store, and values derived from them. The parts
 * do not know each other.
 *
 * @typedef {import("./model.js").Sheet} Sheet
 * @typedef {import("./model.js").Person} Person
 */
import { card as makeCard } from "./card.js";
import { cleanLine } from "./clean.js";
import { fromValue, shared, toFile } from "./model.js";
import { namesOf } from "./names.js";
import { Store } from "./store.js";
import { textOfCard } from "./text.js";

export const store = new Store();

/** The form of the page. @type {import("./form.js").Form} */
export let form;

/** @type {Record<string, string>} */
let words;

/**
 * What the page says, once it has been read.
 * @param {import("./form.js").Form} theForm
 * @param {Record<string, string>} theWords
 */
export function setUp(theForm, theWords) {
  form = theForm;
  words = theWords;
}

/**
 * An interface word. Somebody on their own may see another one.
 * @param {string} key
 * @param {Record<string, any>} [values]
 */
export const t = (key, values) => {
  const word = (store.state.mine.solo && words["alone." + key]) || (words[key] ?? key);
  return values
    ? word.replace(/\{(\w+)\}/g, (/** @type {string} */ hole, /** @type {string} */ name) =>
        String(values[name] ?? hole),
      )
    : word;
};

/** @param {number} i @param {Sheet} [sheet] */
export const nameOf = (i, sheet = store.state.mine) => namesOf(sheet.people, t("person"))[i];

/**
 * The sheet as it leaves the page: cleaned like one from outside.
 * @param {Person[]} [people] all, unless one is enough
 */
export const clean = (people = store.state.mine.people) =>
  fromValue(form, JSON.parse(JSON.stringify(toFile(form, { ...store.state.mine, people })))).sheet;

export const date = () => new Date().toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });

/** Going through the answers, and reading others', is about all of them. */
const version = () => (["card", "send"].includes(store.state.view) ? store.state.version : "usual");

/**
 * The card of a person; of whoever is on screen, unless it is another's.
 * @param {Person} [person]
 * @param {Sheet} [sheet]
 */
export const card = (person, sheet = store.state.mine) =>
  makeCard(form, person ?? clean([store.me]).people[0], { version: version(), solo: sheet.solo, custom: sheet.custom });

/**
 * A sheet to share: without private answers, except those that their owner let in.
 *
 * @param {Sheet} sheet a clean one
 * @param {number[]} whose the places of its people among all
 */
export const handed = (sheet, whose) => {
  const open = (/** @type {number} */ i, /** @type {string} */ id, /** @type {import("./model.js").Answer} */ a) =>
    store.state.mine.people[whose[i]].included?.has(id) ? { ...a, private: false } : a;
  return shared(form, {
    ...sheet,
    people: sheet.people.map((p, i) => ({
      ...p,
      answers: new Map([...p.answers].map(([id, a]) => [id, open(i, id, a)])),
    })),
  });
};

/** Says which private questions the owner decided to share, "" if none. @param {Sheet} sheet */
export const letOut = (sheet) => {
  const list = form.all
    .filter((q) => q.private && sheet.people.some((p) => p.answers.get(q.id)?.private === false))
    .map((q) => q.label)
    .join(", ");
  return list && t("no-secret", { list });
};

/** Whoever is on screen, as others may see them. */
export const own = () => handed(clean([store.me]), [store.state.person]);

/** Cards as text for a message. @param {Sheet} [sheet] */
export const cardText = (sheet) =>
  (sheet ? sheet.people : [undefined]).map((p) => textOfCard(card(p, sheet), t("plan"))).join("\n");

/** @param {string} [nobody] what somebody without a name is called */
export const otherName = (nobody = t("somebody")) => {
  const { others } = store.state;
  return others.length === 1 && others[0].people.length === 1 && cleanLine(others[0].people[0].name)
    ? nameOf(0, others[0])
    : nobody;
};
