// Listens to the server and keeps what is shown of a page, and around it, true.

import { el } from "./dom.js";
import { listen } from "./line.js";

/**
 * The page as it is open.
 * @typedef {object} Open
 * @property {() => string} path
 * @property {() => Promise<string>} update brings it up to date; returns why a part is not, or ""
 * @property {(paths: string[]) => void} refresh shows copied files again
 * @property {() => boolean} filled whether something would be lost by loading it
 */

/**
 * @typedef {{panel: import("./panel.js").Panel, bar: import("./bar.js").Bar, notices: import("./notice.js").Notices}}
 *   Around
 */

/** How long a connection may be away before that is said, in milliseconds. */
const PATIENCE = 1000;

/** The first and the longest pause before what has failed is tried again, in milliseconds. */
const [AGAIN, SELDOM] = [250, 5000];

export class Watch {
  /**
   * @param {import("./server.js").Server} server
   * @param {Around | null} around nothing in a page that is framed
   * @param {Open} open
   */
  constructor(server, around, open) {
    this.server = server;
    this.around = around;
    this.open = open;
    /** The source of the page. */
    this.file = "";
    this.running = Promise.resolve();
    /**
     * What the server has told last, and what has been made of it: the report that is shown, and the version up to
     * which changes are known.
     */
    this.told = { version: server.version, report: -1 };
    this.report = -1;
    this.known = server.version;
    this.pause = AGAIN;
    /** @type {(() => void) | undefined} ends listening */
    this.end = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.away = undefined;
  }

  /** Listens from now on. A hidden tab does not, and finds what it has missed when it is seen again. */
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

  /** Does one thing after the other. @param {() => Promise<unknown>} work */
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
    this.told = event;
    this.queue(() => this.catchUp());
  }

  /** Makes up for what is behind what was told. What fails is tried again until it is done. */
  async catchUp() {
    clearTimeout(this.again);
    const { version, report } = this.told;
    try {
      if (version > this.server.version) await this.update();
      else if (report !== this.report) await this.learn();
      this.report = report;
      this.pause = AGAIN;
    } catch (e) {
      this.again = setTimeout(() => this.queue(() => this.catchUp()), this.pause);
      this.pause = Math.min(2 * this.pause, SELDOM);
      throw e;
    }
  }

  /**
   * The browser connects again by itself, but not to a server that refuses: one
   * that was started anew has another token, which is in its pages.
   * @param {boolean} [refused]
   */
  lost(refused) {
    this.away ??= setTimeout(
      () =>
        this.around?.notices.say(
          "stopped",
          "The preview has stopped. It goes on here when you start it again: ",
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

  /** Brings the page up to date and says what else has changed. */
  async update() {
    const missed = await this.open.update();
    if (missed && !this.open.filled()) return location.reload();
    if (missed) {
      this.around?.notices.say(
        "missed",
        "Scripts still have this page as it was. ",
        el("button", { type: "button", onclick: () => location.reload() }, "Load it again"),
        " What is filled in will be lost.",
      );
    }
    await this.learn();
  }

  /** Asks what is known of this page, what else has changed, and what is wrong. */
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
    const found = await this.server.diagnoses(this.file);
    panel.show(found);
    bar.judge(found);
  }
}
