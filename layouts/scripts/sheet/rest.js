/**
 * The answers that no other part of the comparison shows, in their own words, so that nothing somebody shared
 * is lost.
 *
 * @typedef {import("./circle.js").Circle} Circle
 * @typedef {import("./circle.js").Found} Found
 * @typedef {import("./form.js").Question} Question
 * @typedef {import("./say.js").Run} Run
 */
import { GLADLY, answered } from "./card.js";
import { bySentence, found } from "./circle.js";
import { customQuestion } from "./model.js";
import { plain } from "./text.js";

/** @param {Circle} c @param {import("./model.js").Custom[]} custom @returns {Found[]} */
export function rest(c, custom) {
  const has = c.people.map((p) => answered(c.form, p, false, custom));
  const untold = (/** @type {number} */ i, /** @type {Run[]} */ runs) => !c.told.has(i + plain(runs));
  const wishes = [...c.form.all, ...custom.map(customQuestion)].flatMap((q) => {
    const who = c.all.filter((i) =>
      has[i].some((x) => x.q.id === q.id && c.speaker.lines(q, x.a).some((runs) => untold(i, runs))),
    );
    return who.length ? wish(c, q, who) : [];
  });
  const gifts = c.all.flatMap((i) =>
    GLADLY.flatMap((give) => {
      const questions = has[i]
        .filter(({ q, a }) => a.give === give && untold(i, c.speaker.gives(give, [q])))
        .map(({ q }) => q);
      return questions.length
        ? [said("also", questions[0], [i], () => c.speaker.gives(give, questions), questions)]
        : [];
    }),
  );
  return [...wishes, ...gifts];
}

/**
 * @param {Found["at"]} at
 * @param {Question} q
 * @param {number[]} a
 * @param {(i: number) => Run[]} says
 * @param {Question[]} [questions]
 * @returns {Found}
 */
const said = (at, q, a, says, questions) => found(at, "said", q, a, [], { says, questions });

/**
 * What everyone who answered ticked could fit; the rest goes under each person's name.
 * @param {Circle} c
 * @param {Question} q
 * @param {number[]} who
 * @returns {Found[]}
 */
function wish(c, q, who) {
  const answer = (/** @type {number} */ i) => c.answer(i, q) ?? {};
  const common =
    q.type === "multi" && who.length > 1
      ? (answer(who[0]).picks ?? []).filter((id) => who.every((i) => answer(i).picks?.includes(id)))
      : [];
  const others = (/** @type {number} */ i) => answer(i).picks?.filter((id) => !common.includes(id)) ?? [];
  // What is typed stays with what only its writer ticked.
  const own = who.filter((i) => !common.length || others(i).length);
  const fits = common.length
    ? [
        said("fits", q, who, (i) =>
          c.speaker.picked(q, { picks: common, ...(!own.includes(i) && { how: answer(i).how }) }),
        ),
      ]
    : [];
  const says = (/** @type {number} */ i) =>
    common.length ? c.speaker.picked(q, { ...answer(i), picks: others(i) }) : (c.line(i, q) ?? []);
  // What is wanted alike fits only if it can be given, which was looked at before.
  return [
    ...fits,
    ...bySentence(own, says).map((same) =>
      said(same.who.length > 1 && q.type !== "rate" ? "fits" : "also", q, same.who, says),
    ),
  ];
}
