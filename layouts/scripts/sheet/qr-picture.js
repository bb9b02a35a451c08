const NS = "http://www.w3.org/2000/svg";
/** The empty edge that readers of codes need, in modules. */
const QUIET = 4;

/** A code as a picture of the page. @param {number[][]} code @param {string} label */
export function picture(code, label) {
  const svg = document.createElementNS(NS, "svg");
  const path = document.createElementNS(NS, "path");
  const size = code.length + 2 * QUIET;
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  path.setAttribute(
    "d",
    code.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : ""))).join(""),
  );
  svg.append(path);
  return svg;
}
