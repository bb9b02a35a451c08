// The connection on which the server tells what has changed.

/**
 * What comes over a line: an event, or that the connection is lost, and whether
 * for good because the server has refused it.
 * @typedef {{event?: {version: number, report: number}, refused?: boolean}} Word
 */

/**
 * How long the server may say nothing, in milliseconds: it speaks every 20 seconds. After a sleep nobody may be at the
 * other end.
 */
const SILENCE = 50_000;

export class Line {
  /**
   * @param {string} address
   * @param {(word: Word) => void} heard
   */
  constructor(address, heard) {
    this.address = address;
    this.heard = heard;
    this.open();
  }

  open() {
    this.close();
    const source = (this.source = new EventSource(this.address));
    source.addEventListener("message", (m) => {
      this.wait();
      this.heard({ event: JSON.parse(m.data) });
    });
    source.addEventListener("error", () => this.heard({ refused: this.refused }));
    this.wait();
  }

  get refused() {
    return this.source?.readyState === EventSource.CLOSED;
  }

  wait() {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.open(), SILENCE);
  }

  close() {
    clearTimeout(this.silence);
    this.source?.close();
  }
}

/**
 * Listens for one page, over the line of all pages where the browser can share
 * one: it allows six connections to a host, and a page that shows three widths
 * is four.
 * @param {import("./server.js").Server} server
 * @param {(word: Word) => void} heard
 * @returns {() => void} ends it
 */
export function listen(server, heard) {
  /** @type {Line | undefined} */
  let own;
  const alone = () => {
    own ??= new Line(server.address("events"), heard);
    return () => own?.close();
  };
  if (typeof SharedWorker === "undefined") return alone();
  const worker = new SharedWorker(server.address("shared.js"), { type: "module", name: "aftercare" });
  let ended = false;
  worker.addEventListener("error", () => ended || alone());
  worker.port.onmessage = (m) => heard(m.data);
  const leave = () => worker.port.postMessage("leave");
  addEventListener("pagehide", leave, { once: true });
  return () => {
    ended = true;
    removeEventListener("pagehide", leave);
    leave();
    worker.port.close();
    own?.close();
  };
}
