const NS = "http://www.w3.org/2000/svg";
/** The empty edge that readers of codes need, in modules. */
const QUIET = 4;

/** A code as a picture of the page. @param {import("./qr.js").Code} code @param {string} label */
export function picture(code, label) {
  const svg = document.createElementNS(NS, "svg");
  let path = "";
  for (let y = 0; y < code.size; y++) for (let x = 0; x < code.size; x++) if (code.dark(x, y)) path += `M${x + QUIET} ${y + QUIET}h1v1h-1z`;
  svg.setAttribute("viewBox", `0 0 ${code.size + 2 * QUIET} ${code.size + 2 * QUIET}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  const dark = document.createElementNS(NS, "path");
  dark.setAttribute("d", path);
  svg.append(dark);
  return svg;
}
