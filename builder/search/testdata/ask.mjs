// Asks the index in a folder, as a browser would: node ask.mjs FOLDER INDEX < JSON list of texts.
// Prints, for each text, the pages found in order, those that lead and the bytes of the files that were read.
import { readFileSync } from "node:fs";
import { Engine } from "../../../layouts/scripts/search/engine.js";

const [, , folder, index] = process.argv;
const answers = [];
for (const text of JSON.parse(readFileSync(0, "utf8"))) {
  const files = [];
  const read = async (file) => {
    files.push(file);
    return readFileSync(folder + "/" + file, "utf8");
  };
  const engine = new Engine(read, index);
  const { hits, guesses, lines } = await engine.search(text);
  for (const hit of hits.slice(0, lines)) await engine.quotes(hit.page);
  const led = hits.filter((hit) => hit.score === Infinity);
  answers.push({
    pages: hits.map((hit) => hit.page.url),
    led: led.map((hit) => hit.page.url),
    guesses,
    files,
  });
}
console.log(JSON.stringify(answers));
