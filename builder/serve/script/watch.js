// Listens to the server and keeps the page, and the boxes over it, up to date.

import { el } from "./dom.js";
import { listen } from "./line.js";

/**
 * An open page, as preview.js or frame.js provide it.
 * @typedef {object} Open
 * @property {() => string} path
 * @property {() => Promise<string>} update brings it up to date; resolves to why a part is not, or ""
 * @property {(paths: string[]) => void} refresh reloads copied files
 * @property {() => boolean} filled whether a reload would lose what was filled in
 */

/**
 * @typedef {{panel: import("./panel.js").Panel, bar: import("./bar.js").Bar, notices: import("./notice.js").Notices}}
 *   Around
 */

/** How long a connection may be lost before the writer is told, in milliseconds. */
const PATIENCE = 1000;

/** The first and the longest pause before a retry, in milliseconds. */
const [MIN_PAUSE, MAX_PAUSE] = [250, 5000];

export class Watch {
  /**
   * @param {import("./server.js").Server} server
   * @param {Around | null} around null in a framed page
   * @param {Open} open
   */
  constructor(server, around, open) {
    this.server = server;
    this.around = around;
    this.open = open;
    /** The source of the page. */
    this.file = "";
    this.running = Promise.resolve();
    /** The last event, the report that is shown, and the version up to which changes are known. */
    this.latest = { version: server.version, report: -1 };
    this.report = -1;
    this.known = server.version;
    this.pause = MIN_PAUSE;
    /** @type {(() => void) | undefined} ends listening */
    this.end = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} until the writer is told that the server is away */
    this.away = undefined;
  }

  /** Starts listening. A hidden tab pauses, and catches up when it is shown again. */
  start() {
    document.addEventListener("visibilitychange", () => {
      clearTimeout(this.away);
      this.away = undefined;
      if (document.hidden) this.end?.();
      else this.listen();
    });
    this.listen();
  }

  /** Asks about the page that is open now. */
  ask() {
    this.report = -1;
    this.queue(() => this.catchUp());
  }

  /** Runs work after all that was queued before. @param {() => Promise<unknown>} work */
  queue(work) {
    this.running = this.running.then(work).then(
      () => {},
      (e) => console.warn("preview:", e),
    );
  }

  listen() {
    this.end?.();
    this.end = listen(this.server, ({ event, refused }) => (event ? this.heard(event) : this.lost(refused)));
  }

  /** @param {{version: number, report: number}} event */
  heard(event) {
    clearTimeout(this.away);
    this.away = undefined;
    this.around?.notices.say("stopped");
    this.latest = event;
    this.queue(() => this.catchUp());
  }

  /** Brings everything up to the latest event, and retries until that has worked. */
  async catchUp() {
    clearTimeout(this.again);
    const { version, report } = this.latest;
    try {
      if (version > this.server.version) await this.update();
      else if (report !== this.report) await this.learn();
      this.report = report;
      this.pause = MIN_PAUSE;
    } catch (e) {
      this.again = setTimeout(() => this.queue(() => this.catchUp()), this.pause);
      this.pause = Math.min(2 * this.pause, MAX_PAUSE);
      throw e;
    }
  }

  /**
   * The browser reconnects by itself unless the server refuses it, as a restarted
   * one does: it has a new token, which the page gets by an update.
   * @param {boolean} [refused]
   */
  lost(refused) {
    this.away ??= setTimeout(
      () =>
        this.around?.notices.say(
          "stopped",
          "The preview has stopped. To continue here, start it again: ",
          el("code", {}, "aftercare serve"),
        ),
      PATIENCE,
    );
    if (!refused) return;
    const token = this.server.token;
    this.queue(async () => {
      try {
        if (this.server.token === token) await this.update();
      } finally {
        setTimeout(() => this.listen(), PATIENCE / 2);
      }
    });
  }

  /** Brings the page up to date, then everything around it. */
  async update() {
    const missed = await this.open.update();
    if (missed && !this.open.filled()) return location.reload();
    if (missed) {
      this.around?.notices.say(
        "missed",
        "Scripts on this page still use its earlier version. ",
        el("button", { type: "button", onclick: () => location.reload() }, "Reload"),
        " Anything filled in will be lost.",
      );
    }
    await this.learn();
  }

  /** Asks about this page, what else has changed and what is wrong, and shows it. */
  async learn() {
    const path = this.open.path();
    const news = await this.server.news(path, Math.min(this.known, this.server.version));
    this.known = news.version;
    this.file = news.page?.file ?? "";
    this.open.refresh(news.changes.flatMap((c) => c.copy ?? []));
    if (!this.around) return;
    const { notices, bar, panel } = this.around;
    notices.saved(news.changes.filter((c) => c.file !== this.file && !c.copy));
    notices.gone(news.page);
    bar.tell(path, news.page);
    const found = await this.server.diagnose(this.file);
    panel.show(found);
    bar.judge(found);
  }
}
