// The preview's part in the browser: listens for changes, brings the page up to
// date in place, and shows what is wrong. It is never published.
//
// It is the first script of a page, so that what it takes for the page as it
// was sent is not yet touched by another.

import { Follower } from "./follower.js";
import { Notices } from "./notice.js";
import { Panel } from "./panel.js";
import { Server } from "./server.js";
import { el } from "./dom.js";

const server = new Server(/** @type {Element} */ (document.querySelector("script[data-token]")));
const page = new Follower(window, server);
const panel = new Panel();
const notices = new Notices();
/** The file that the page is made from. */
let file = "";

/** Brings the page up to date and says what else has changed. */
async function update() {
  const since = server.version;
  const { missed } = await page.update();
  if (missed && !page.filled) return location.reload();
  if (missed) {
    notices.say("missed", "Scripts still have this page as it was. ", el("button", { type: "button", onclick: () => location.reload() }, "Load it again"), " What is filled in will be lost.");
  }
  await learn(since);
}

/**
 * Asks what is known of this page and what has changed since a version.
 * @param {number} since
 */
async function learn(since) {
  const news = await server.news(location.pathname, since);
  file = news.page?.file ?? "";
  page.refresh(news.changes.flatMap((c) => c.copy ?? []));
  notices.saved(news.changes.filter((c) => c.file !== file && !c.copy));
  notices.gone(news.page);
  await diagnose();
}

async function diagnose() {
  panel.show(await server.diagnoses(file));
}

let running = Promise.resolve();
/** Does one thing after the other. @param {() => Promise<unknown>} work */
const queue = (work) => (running = running.then(work).then(() => {}, (e) => console.warn("preview:", e)));

/** How long a connection may be away before that is said, in milliseconds. */
const PATIENCE = 1000;

/** @type {EventSource} */
let source;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let away;

function listen() {
  source?.close();
  source = new EventSource(server.address("events"));
  source.addEventListener("message", (m) => {
    clearTimeout(away);
    away = undefined;
    notices.say("stopped");
    const { kind, version } = JSON.parse(m.data);
    if (kind === "beat") return;
    queue(() => (version === server.version ? diagnose() : update()));
  });
  source.addEventListener("error", lost);
}

/**
 * The browser connects again by itself, but not to a server that refuses: one
 * that was started anew has another token, which is in its pages.
 */
function lost() {
  away ??= setTimeout(() => notices.say("stopped", "The preview has stopped. It goes on here when you start it again: ", el("code", {}, "aftercare serve")), PATIENCE);
  if (source.readyState !== EventSource.CLOSED) return;
  const token = server.token;
  queue(async () => {
    try {
      if (server.token === token) await update();
    } finally {
      setTimeout(listen, PATIENCE / 2);
    }
  });
}

// A hidden tab holds no connection: browsers allow six to one host.
document.addEventListener("visibilitychange", () => (document.hidden ? source.close() : listen()));
listen();
queue(() => learn(server.version));
