// The connection to the server's event stream.

/**
 * A message from a line: an event, or that the connection is lost and whether
 * the server has refused it.
 * @typedef {{event?: {version: number, report: number}, refused?: boolean}} Word
 */

/**
 * How long the server may be silent before the line reconnects, in milliseconds. It sends an event every 20 seconds,
 * but after a sleep the connection may be dead.
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
 * Listens for one page. Pages share one line where the browser has shared
 * workers, because it allows only six connections to a host.
 * @param {import("./server.js").Server} server
 * @param {(word: Word) => void} heard
 * @returns {() => void} stops listening
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
