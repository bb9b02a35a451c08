/** Prints the nodes and nothing else of the page. @param {string} name @param {Node[]} nodes */
export function layOut(name, nodes) {
  document.querySelectorAll(".print-area").forEach((p) => p.remove());
  const area = document.createElement("div");
  area.className = "print-area " + name;
  area.append(...nodes);
  document.body.append(area);
  document.documentElement.classList.add("printing");
  addEventListener("afterprint", () => document.documentElement.classList.remove("printing"), { once: true });
}
