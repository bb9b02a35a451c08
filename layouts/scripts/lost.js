// A messenger that encodes the # of a link to a sheet makes it lead to a page that
// is not there. The sheet is where it would have been.
import { leadOn } from "./sheet/link.js";

const to = leadOn(location.pathname + location.search);
if (to) location.replace(to);
