// Listens to the server and keeps what is shown of a page, and around it, true.

import { el } from "./dom.js";

/**
 * The page as it is open.
 * @typedef {object} Open
 * @property {() => string} path
 * @property {() => Promise<string>} update brings it up to date; returns why a part is not, or ""
 * @property {(paths: string[]) => void} refresh shows copied files again
 * @property {() => boolean} filled whether something would be lost by loading it
 */

/** @typedef {{panel: import("./panel.js").Panel, bar: import("./bar.js").Bar, notices: import("./notice.js").Notices}} Around */

/** How long a connection may be away before that is said, in milliseconds. */
const PATIENCE = 1000;

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
    /** @type {EventSource | undefined} */
    this.source = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.away = undefined;
  }

  /** Listens from now on. A hidden tab holds no connection: browsers allow six to one host. */
  start() {
    document.addEventListener("visibilitychange", () => {
      clearTimeout(this.away);
      this.away = undefined;
      if (document.hidden) this.source?.close();
      else this.listen();
    });
    this.listen();
    this.ask();
  }

  /** Asks about the page that is open now. */
  ask() {
    this.queue(() => this.learn(this.server.version));
  }

  /** Does one thing after the other. @param {() => Promise<unknown>} work */
  queue(work) {
    this.running = this.running.then(work).then(() => {}, (e) => console.warn("preview:", e));
  }

  listen() {
    this.source?.close();
    this.source = new EventSource(this.server.address("events"));
    this.source.addEventListener("message", (m) => this.heard(JSON.parse(m.data)));
    this.source.addEventListener("error", () => this.lost());
  }

  /** @param {{kind: string, version: number}} event */
  heard({ kind, version }) {
    clearTimeout(this.away);
    this.away = undefined;
    this.around?.notices.say("stopped");
    if (kind === "beat") return;
    this.queue(async () => {
      if (version > this.server.version) await this.update();
      else if (kind === "diagnostics") await this.learn(this.server.version);
    });
  }

  /**
   * The browser connects again by itself, but not to a server that refuses: one
   * that was started anew has another token, which is in its pages.
   */
  lost() {
    this.away ??= setTimeout(() => this.around?.notices.say("stopped", "The preview has stopped. It goes on here when you start it again: ", el("code", {}, "aftercare serve")), PATIENCE);
    if (this.source?.readyState !== EventSource.CLOSED) return;
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
    const since = this.server.version;
    const missed = await this.open.update();
    if (missed && !this.open.filled()) return location.reload();
    if (missed) {
      this.around?.notices.say("missed", "Scripts still have this page as it was. ", el("button", { type: "button", onclick: () => location.reload() }, "Load it again"), " What is filled in will be lost.");
    }
    await this.learn(since);
  }

  /**
   * Asks what is known of this page, what has changed since a version, and what
   * is wrong.
   * @param {number} since
   */
  async learn(since) {
    const path = this.open.path();
    const news = await this.server.news(path, since);
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
