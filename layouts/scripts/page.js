// What every page runs: the search, and a quick exit that replaces the page in the history. Pages
// with something to hide run leave.js instead, which does more.
import "./search.js";

const out = /** @type {HTMLAnchorElement | null} */ (document.querySelector("quick-leave a"));
if (out)
  out.onclick = () => {
    location.replace(out.href);
    return false;
  };
