// The search of the offline copy, where the index and the text to quote are in the page itself.
import { define } from "./element.js";
import { start } from "./panel.js";

/**
 * The id of a page in the copy, or of a section of it (builder/layout/whole.go).
 * @param {string} url
 * @param {string} [id]
 */
const anchor = (url, id) => url.replace(/\/$/, "").replaceAll("/", "-") + (id ? "-" + id : "");

/**
 * A file of the index, as on the site.
 * @param {Record<string, string>} files
 * @param {string} file
 */
function read(files, file) {
  const name = file.slice(file.lastIndexOf("/") + 1);
  if (name === "search.txt") return text(file.slice(0, -name.length));
  if (!(name in files)) throw new Error("the copy lacks " + file);
  return files[name];
}

/**
 * The text of a page, in the format of the site's quotation files.
 * @param {string} url
 */
function text(url) {
  const place = document.getElementById(anchor(url));
  const quiet = place?.querySelector(".note");
  const lines = ["\t"];
  for (const e of place?.querySelectorAll(".question, h2[id], h3[id], h4[id], p, li, td, dd") ?? []) {
    const words = (e.textContent ?? "").replace(/\s+/g, " ").trim();
    if (e.parentElement === place && /^H/.test(e.tagName))
      lines.push(e.id.slice(anchor(url).length + 1) + "\t" + words);
    else if (!quiet && words && !e.querySelector("p, li")) lines[lines.length - 1] += "\t" + words;
  }
  return lines.join("\n") + "\n\n";
}

define(async (element, input) => {
  const files = JSON.parse(document.getElementById("page:search-index")?.textContent ?? "");
  const load = async (/** @type {string} */ file) => read(files, file);
  await start(
    element,
    input,
    "",
    undefined,
    () => load,
    (url, id) => "#" + anchor(url, id),
  );
});
