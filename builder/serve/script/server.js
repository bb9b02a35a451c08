// The preview's requests to its server, and the types of the answers.

/**
 * @typedef {{file: string, line?: number, column?: number}} Position
 * @typedef {{position: Position, message: string, editor?: string}} Note another place that explains a diagnostic
 * @typedef {{severity: string, code: string, position: Position, message: string, hint?: string, frame?: string,
 *   editor?: string, notes?: Note[]}} Diagnostic
 * All and onPage are summaries in words, for the guide and for the page.
 * @typedef {{all: string, onPage: string, here: Diagnostic[], elsewhere: Diagnostic[], checking?: boolean}} Diagnosis
 *
 * A source that has changed, and the page or copy made from it.
 * @typedef {{kind: "saved" | "new" | "deleted" | "moved", file: string, from?: string, title?: string, href?: string,
 *   copy?: string}} Change
 *
 * @typedef {{title: string, file: string, href: string, line?: number}} Backlink
 * @typedef {{id: string, label: string, line?: number}} Source
 * @typedef {{line: number, text: string}} Block
 *
 * What the bar shows about a page; see PageInfo in revision.go. A page that is gone has only the first five.
 * @typedef {object} PageInfo
 * @property {string} file
 * @property {string} [editor] address that opens the file, with %l for the line and %c for the column
 * @property {string} [gone] "deleted", "moved", "draft", "future", "expired" or "unreadable"
 * @property {string} [to] file that it became
 * @property {string} [href] address of that file
 * @property {{name: string, date?: string}[]} [marks]
 * @property {number} [words]
 * @property {number} [grade]
 * @property {number} [limit]
 * @property {{words: number, text: string, line: number}} [longest]
 * @property {Source[]} [cited]
 * @property {Source[]} [unused]
 * @property {Backlink[]} [linked]
 * @property {boolean} [counting] whether linked is incomplete
 * @property {Block[]} [blocks]
 *
 * @typedef {{version: number, changes: Change[], page: PageInfo | null}} News
 */

const folder = "/_aftercare/";

/** One run of the preview's server: its token and the newest version it has sent. */
export class Server {
  /** @param {Element} script that the server has put into the page */
  constructor(script) {
    this.token = "";
    this.version = 0;
    this.adopt(script);
  }

  /**
   * Takes token and version from the script of a newer page.
   * @param {Element} script
   */
  adopt(script) {
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
   * The changes since a version, and the description of the page at a path.
   * @param {string} path
   * @param {number} since
   * @returns {Promise<News>}
   */
  news(path, since) {
    return this.ask("news", { path: plain(path), since });
  }

  /**
   * What is wrong with the source of a page, and elsewhere.
   * @param {string} file
   * @returns {Promise<Diagnosis>}
   */
  diagnose(file) {
    return this.ask("diagnostics", { file });
  }
}

/**
 * The path of a page in the guide, without the folder of emulated media.
 * @param {string} path
 */
export const plain = (path) => path.replace(/^\/_aftercare\/as\/[a-z]+/, "");
