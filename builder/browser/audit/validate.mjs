// Checks every HTML file below a folder with html-validate and writes what it
// finds as JSON: [{file, line, rule, message}]. The program of the package
// does the same and needs a newer Node than Debian has.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { HtmlValidate } from "html-validate";

const folder = process.argv[2];
const checker = new HtmlValidate({
  root: true,
  extends: ["html-validate:standard"],
});
const files = readdirSync(folder, { recursive: true }).filter((name) =>
  name.endsWith(".html"),
);
const found = [];
for (const file of files) {
  const report = await checker.validateFile(join(folder, file));
  for (const result of report.results) {
    for (const { line, ruleId, message } of result.messages)
      found.push({ file, line, rule: ruleId, message });
  }
}
console.log(JSON.stringify({ files: files.length, found }));
