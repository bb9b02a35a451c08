// Search and quick exit in one file, for the pages that have both: one request less.
import "./leave.js";
import "./search.js";
