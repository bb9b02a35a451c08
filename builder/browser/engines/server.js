/**
 * Serves a built guide on this machine. Into each page goes a script that
 * keeps what goes wrong in it, and what a test wants to happen first: so it
 * works alike in every engine, and under the guide's own policy.
 *
 * @typedef {{origin: string, folder: string, before: string, paths: string[], stop: () => Promise<void>}} Server
 */
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".json": "application/json",
  ".txt": "text/plain; charset=utf-8",
};

const SEEN = `
window.seen = [];
addEventListener("error", (e) => seen.push("error: " + e.message));
addEventListener("unhandledrejection", (e) => seen.push("rejected: " + e.reason));
document.addEventListener("securitypolicyviolation", (e) => seen.push("policy: " + e.violatedDirective + " " + e.blockedURI));
for (const kind of ["error", "warn", "info", "log", "debug"]) console[kind] = (...all) => seen.push("console: " + all.join(" "));
`;

/** A page with the script in it. @param {Buffer} page */
const watched = (page) => page.toString().replace("<head>", '<head><script src="/seen.js"></script>');

/** @param {string} folder @returns {Promise<Server>} */
export async function serve(folder) {
  /** @type {Server} */
  const state = { origin: "", folder, before: "", paths: [], stop: async () => {} };
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "", "http://x").pathname);
    state.paths.push(path);
    const answer = (status, type, body) =>
      response.writeHead(status, { "Content-Type": type, "Cache-Control": "no-store" }).end(body);
    if (path === "/seen.js") return answer(200, TYPES[".js"], SEEN + state.before);
    if (path === "/empty") return answer(200, TYPES[".html"], "<!doctype html><title>x</title>");
    const name = normalize(path.endsWith("/") ? path + "index.html" : path);
    try {
      const body = await readFile(join(folder, name));
      const type = TYPES[extname(name)] ?? "application/octet-stream";
      answer(200, type, extname(name) === ".html" ? watched(body) : body);
    } catch {
      answer(404, TYPES[".html"], await readFile(join(folder, "404.html")).then(watched, () => "The guide is gone."));
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
  state.origin = `http://127.0.0.1:${/** @type {any} */ (server.address()).port}`;
  state.stop = async () => {
    server.closeAllConnections();
    server.close();
  };
  return state;
}
