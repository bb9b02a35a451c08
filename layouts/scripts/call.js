// On a page that begins with numbers to tap: those of the reader's own country take the place of
// the ones that are there without scripts, and their full list comes before the others.
import "./leave.js";
import "./search.js";
import { country } from "./call/region.js";

const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".call[data-country]")]);
const own = country(
  navigator.language,
  rows.map((row) => row.dataset.country ?? ""),
);
for (const row of rows) row.hidden = row.dataset.country !== own;

const list = document.querySelector(`.services [data-country="${own}"]`);
list?.parentElement?.querySelector("[data-country]")?.before(list);
