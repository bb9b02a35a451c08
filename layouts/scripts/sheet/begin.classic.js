// Not a module: browsers report when a classic script has run, so measurements show that nothing on the page
// waits for the planner.
// Words first: text packs best together.
import "./words.js";
import "./planner.js";
