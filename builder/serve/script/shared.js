// A shared worker that holds one connection to the server for all open pages.

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
  page.onmessage = () => pages.delete(page); // the only message is "leave"
  pages.add(page);
  if (line.refused) line.open();
  else if (last) page.postMessage(last);
});
