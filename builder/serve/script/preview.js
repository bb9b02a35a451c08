// The preview's part in a page. It is never published. It is the first script
// of a page, so that what it takes for the page as it was sent is not yet
// touched by another.

import { Bar } from "./bar.js";
import { Follower } from "./follower.js";
import { Notices } from "./notice.js";
import { Panel } from "./panel.js";
import { Server } from "./server.js";
import { Watch } from "./watch.js";

const server = new Server(/** @type {Element} */ (document.querySelector("script[data-token]")));
const page = new Follower(window, server);

/** What stands around the page; in a frame, that is the business of the page outside. */
function around() {
  if (window.parent !== window) return null;
  const panel = new Panel();
  const bar = new Bar({ problems: () => panel.toggle() });
  bar.follow(document);
  return { panel, bar, notices: new Notices() };
}

new Watch(server, around(), {
  path: () => location.pathname,
  update: () => page.update(),
  refresh: (paths) => page.refresh(paths),
  filled: () => page.filled,
}).start();
