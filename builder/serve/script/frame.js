// The page that frames another, at some width, with emulated media, with or
// without scripts. With scripts, the framed page keeps itself up to date;
// without, this one does it from outside.

import { Bar, widths } from "./bar.js";
import { el } from "./dom.js";
import { Follower } from "./follower.js";
import { Notices } from "./notice.js";
import { Panel } from "./panel.js";
import { Server, plain } from "./server.js";
import { Watch } from "./watch.js";

const query = new URLSearchParams(location.search);
const view = { width: query.get("width") ?? "", as: query.get("as") ?? "", scripts: query.get("scripts") ?? "" };
const server = new Server(/** @type {Element} */ (document.querySelector("script[data-token]")));
const silent = view.scripts === "off";
const start = (view.as ? `/_aftercare/as/${view.as}` : "") + (query.get("path") ?? "/");
const frame = /** @type {HTMLIFrameElement} */ (
  el("iframe", {
    src: start,
    title: "The page",
    class: view.as === "print" ? "paper" : "screen",
    sandbox: silent ? "allow-same-origin" : null,
  })
);
frame.style.inlineSize = view.as === "print" ? "178mm" : view.width ? `${widths[view.width]}px` : "100%";
document.body.append(frame);

/** @type {Follower | undefined} */
let page;
const panel = new Panel();
const bar = new Bar({ problems: () => panel.toggle(), view });

const watch = new Watch(
  server,
  { panel, bar, notices: new Notices() },
  {
    path: () => plain(frame.contentWindow?.location.pathname ?? start),
    async update() {
      if (silent) await page?.update();
      else server.version = Math.max(server.version, (await server.news("/", 0)).version);
      return "";
    },
    refresh: (paths) => silent && page?.refresh(paths),
    filled: () => false,
  },
);

frame.addEventListener("load", () => {
  const inside = frame.contentWindow;
  if (!inside || inside.location.pathname === "blank") return;
  if (silent) page = new Follower(inside, server);
  bar.follow(inside.document);
  watch.ask();
});
watch.start();
