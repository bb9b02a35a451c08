import assert from "node:assert/strict";
import { test } from "node:test";
import { join } from "./join.js";
import { newPerson } from "./model.js";

test("joining sheets never overwrites and makes one of equal own items", () => {
  const own = (/** @type {string} */ name, /** @type {string[]} */ labels) => ({
    solo: false,
    custom: labels.map((label, i) => ({ id: "own-" + (i + 1), label })),
    people: [
      {
        ...newPerson(name),
        answers: new Map(labels.map((label, i) => ["own-" + (i + 1), { want: "must", how: label }])),
      },
    ],
  });
  const both = join(own("A", ["Cat", "Dog"]), own("B", ["dog", "Fish"]));
  assert.deepEqual(
    both.custom.map((c) => c.label),
    ["Cat", "Dog", "Fish"],
  );
  assert.deepEqual(
    [...both.people[1].answers].map(([id, a]) => [id, a.how]),
    [
      ["own-2", "dog"],
      ["own-3", "Fish"],
    ],
  );
  assert.equal(both.people[0].answers.size, 2);
});
