// "Find" is a link to the list of all pages. With scripts it opens a search above the page instead,
// which is loaded on first use.
import { define } from "./search/element.js";

const root = new URL("..", import.meta.url).href;

define(async (element, input) => {
  const { panel, look } = element.dataset;
  const sheet = document.head.appendChild(document.createElement("link"));
  sheet.rel = "stylesheet";
  sheet.href = root + look;
  // Both at once: on a slow line every round trip is felt.
  const table = fetch(`${root}word-index/${document.documentElement.lang}/pages.txt`);
  const { start } = await import(root + panel);
  await start(element, input, root, table);
});
