// What every page runs beside its text: the search, and a way out that leaves no page to come back
// to. Pages with something to hide run leave.js, which does more.
import "./search.js";

const out = /** @type {HTMLAnchorElement | null} */ (document.querySelector("quick-leave a"));
if (out)
  out.onclick = () => {
    location.replace(out.href);
    return false;
  };
