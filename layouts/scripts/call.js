// On a page that begins with numbers to call, shows those of the reader's country instead of the
// default ones, and moves that country's full list to the top.
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
