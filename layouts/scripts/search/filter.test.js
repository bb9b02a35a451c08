import assert from "node:assert/strict";
import { test } from "node:test";
import { hasAll } from "./filter.js";
import { words } from "./fold.js";

const text = words("Is it normal to cry? Yes, many people’s tears come.");

test("a question stays while it has the beginnings of all words", () => {
  for (const typed of ["", "  ", "cry", "CR", "tear norm", "people"]) assert.ok(hasAll(text, typed), typed);
  for (const typed of ["dry", "cry shower", "ormal"]) assert.ok(!hasAll(text, typed), typed);
});
