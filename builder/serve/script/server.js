// What the preview's script asks its server.

/**
 * @typedef {{file: string, line?: number, column?: number}} Position
 * @typedef {{position: Position, message: string, editor?: string}} Note another place that explains it
 * @typedef {{severity: string, code: string, position: Position, message: string, hint?: string, frame?: string,
 *   editor?: string, notes?: Note[]}} Diagnostic
 * All and onPage say in words how much is wrong with the guide and with the page.
 * @typedef {{all: string, onPage: string, here: Diagnostic[], elsewhere: Diagnostic[], checking?: boolean}} Diagnosis
 *
 * A source that was saved, made ("new"), taken away or moved, and what was made of it.
 * @typedef {{kind: "saved" | "new" | "deleted" | "moved", file: string, from?: string, title?: string, href?: string,
 *   copy?: string}} Change
 *
 * @typedef {{title: string, file: string, href: string, line?: number}} Reference
 * @typedef {{id: string, label: string, line?: number}} Source
 * @typedef {{line: number, text: string}} Block
 *
 * What the guide knows of a page. One that is not there has only gone, and where it went.
 * @typedef {object} Page
 * @property {string} file
 * @property {string} [editor] address that opens the file, with %l for the line and %c for the column
 * @property {string} [gone] "deleted", "moved", "draft", "future", "expired" or "unreadable"
 * @property {string} [to] file that it became
 * @property {string} [href] address of that
 * @property {{name: string, date?: string}[]} [marks]
 * @property {number} [words]
 * @property {number} [grade]
 * @property {number} [limit]
 * @property {{words: number, text: string, line: number}} [longest]
 * @property {Source[]} [cited]
 * @property {Source[]} [unused]
 * @property {Reference[]} [linked]
 * @property {boolean} [counting] whether linked is not complete yet
 * @property {Block[]} [blocks]
 *
 * @typedef {{version: number, changes: Change[], page: Page | null}} News
 */

const folder = "/_aftercare/";

/** The server as one run of the program is: its token, and the newest state it has shown. */
export class Server {
  /** @param {Element} script that the server has put into the page */
  constructor(script) {
    this.token = "";
    this.version = 0;
    this.meet(script);
  }

  /**
   * Takes over what a page says of the server that sent it.
   * @param {Element} script
   */
  meet(script) {
    this.token = script.getAttribute("data-token") ?? "";
    this.version = Number(script.getAttribute("data-version"));
  }

  /**
   * @param {string} name
   * @param {Record<string, string | number>} [query]
   */
  address(name, query = {}) {
    const values = Object.entries({ token: this.token, ...query }).map(([k, v]) => [k, String(v)]);
    return `${folder}${name}?${new URLSearchParams(values)}`;
  }

  /**
   * @param {string} name
   * @param {Record<string, string | number>} query
   */
  async ask(name, query) {
    const answer = await fetch(this.address(name, query));
    if (!answer.ok) throw new Error(`${name}: ${answer.status} ${answer.statusText}`);
    return answer.json();
  }

  /**
   * What has changed since a version, and what is known of the page at a path.
   * @param {string} path
   * @param {number} since
   * @returns {Promise<News>}
   */
  news(path, since) {
    return this.ask("news", { path: plain(path), since });
  }

  /**
   * What is wrong, with the source of this page or elsewhere.
   * @param {string} file
   * @returns {Promise<Diagnosis>}
   */
  diagnoses(file) {
    return this.ask("diagnostics", { file });
  }
}

/**
 * The path of a page in the guide, whichever look it is shown in.
 * @param {string} path
 */
export const plain = (path) => path.replace(/^\/_aftercare\/as\/[a-z]+/, "");
