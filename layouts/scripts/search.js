// "Find" leads to the list of all pages. Where scripts run it opens a search above the page instead,
// which is loaded only then.
import { define } from "./search/element.js";

define(async (panel, { script = "", root = "", index = "" }) => {
  const { start } = await import(new URL(script, document.baseURI).href);
  start(panel, root, index);
});
