/* The planner begins when the page has been shown once: its text is read first, and the planner
   takes a while on an old phone. The page has it fetched ahead, so that nothing is asked for later. */
const { dataset } = /** @type {HTMLElement} */ (document.querySelector("sheet-planner"));

requestAnimationFrame(() => setTimeout(() => import(new URL("..", import.meta.url).href + dataset.script)));
