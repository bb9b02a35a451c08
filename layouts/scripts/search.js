// "Find" leads to the list of all pages. Where scripts run it opens a search above the page instead,
// which is loaded only then.
import { define } from "./search/element.js";

const root = new URL("..", import.meta.url).href;

define(async (element, input) => {
  const { panel, look } = element.dataset;
  const sheet = document.head.appendChild(document.createElement("link"));
  sheet.rel = "stylesheet";
  sheet.href = root + look;
  const { start } = await import(root + panel);
  await start(element, input, root);
});
