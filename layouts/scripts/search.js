// "Find" leads to the list of all pages. Where scripts run it opens a search above the page instead,
// which is loaded only then.
import { define } from "./search/element.js";

const root = new URL("..", import.meta.url).href;

define(async (element, input) => {
  const { panel, look } = element.dataset;
  const sheet = document.head.appendChild(document.createElement("link"));
  sheet.rel = "stylesheet";
  sheet.href = root + look;
  // Both at once: on a slow line each way there and back is felt.
  const table = fetch(`${root}word-index/${document.documentElement.lang}/pages.txt`);
  const { start } = await import(root + panel);
  await start(element, input, root, table);
});
