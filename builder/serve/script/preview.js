// The preview's script in a page; it is never published. It is the first script,
// so that it sees the page as it was sent, before other scripts change it.

import { Bar } from "./bar.js";
import { Follower } from "./follower.js";
import { Notices } from "./notice.js";
import { Panel } from "./panel.js";
import { Server } from "./server.js";
import { Watch } from "./watch.js";

const server = new Server(/** @type {Element} */ (document.querySelector("script[data-token]")));
const page = new Follower(window, server);

/** The boxes over the page. In a frame there are none: the framing page has them. */
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
