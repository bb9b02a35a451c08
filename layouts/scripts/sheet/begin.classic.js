// No module: of a classic script a browser tells when it was run, so that whoever measures the page
// sees that nothing on it waits for the planner.
// Words first: text packs best together.
import "./words.js";
import "./planner.js";
