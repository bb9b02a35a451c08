// Runs beside the pages that are open, in one copy, and hands on to all of them
// what the server says.

import { Line } from "./line.js";

/** @type {Set<MessagePort>} */
const pages = new Set();
/** @type {import("./line.js").Word | undefined} */
let last;

const line = new Line("/_aftercare/events" + location.search, (word) => {
  last = word;
  for (const page of pages) page.postMessage(word);
});

globalThis.addEventListener("connect", (/** @type {any} */ event) => {
  /** @type {MessagePort} */
  const page = event.ports[0];
  page.onmessage = () => pages.delete(page); // it says only that it leaves
  pages.add(page);
  if (line.refused) line.open();
  else if (last) page.postMessage(last);
});
