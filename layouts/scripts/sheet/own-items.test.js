import assert from "node:assert/strict";
import test from "node:test";
import { OwnItems } from "./own-items.js";

/** A form in which only what some selectors find is there. @param {Record<string, string>} found */
const rootOf = (found) => {
  const question = (/** @type {string} */ name) => ({ closest: () => ({ cloneNode: () => name }) });
  return /** @type {any} */ ({
    removed: false,
    remove() {
      this.removed = true;
    },
    querySelector: () => ({ children: [] }),
    parentElement: { querySelector: (/** @type {string} */ s) => (s in found ? question(found[s]) : null) },
  });
};

test("questions of the reader's own are made from a rated one, with times if there are any", () => {
  const both = rootOf({ ".q .when": "with times", ".q .want": "rated" });
  assert.equal(new OwnItems(both).pattern, "with times");
  const rated = rootOf({ ".q .want": "rated" });
  assert.equal(new OwnItems(rated).pattern, "rated");
  assert.equal(rated.removed, false);
});

test("a form that rates nothing starts, and offers no questions of one's own", () => {
  const root = rootOf({});
  const items = new OwnItems(root);
  assert.equal(root.removed, true);
  items.draw(/** @type {any} */ ({ mine: { custom: [{ id: "own-1", label: "Tea" }] } }));
});
