/** The sheet as a person uses it, for the tests of it. */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** Saves what the page hands to the browser, and prints nothing, so that a test can look. */
export const CATCH = `
window.saved = [];
URL.createObjectURL = (blob) => (saved.push(blob), "data:,");
window.print = () => {};
Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => { window.copied = text; } } });
window.confirm = () => true;
`;

export class Sheet {
  /** @param {any} page */
  constructor(page) {
    this.page = page;
  }

  /** Opens the sheet. @param {any} page @param {string} [path] @param {string} [before] */
  static async open(page, path = "/sheet/", before = CATCH) {
    await page.goto(path, before);
    await page.wait(() => document.querySelector("sheet-planner.on"));
    return new Sheet(page);
  }

  next = () => this.page.click("[data-do=next]");
  view = (name) => this.page.click(`.sheet-views [data-view=${name}]`);

  /** Answers by options, and in words. @param {string} id @param {string[]} options @param {string} [words] */
  async answer(id, options, words) {
    for (const o of options) await this.page.click(`#q-${id} label:has([value="${o}"])`);
    if (words) await this.page.type(`#q-${id} .exactly`, words);
  }

  /** @param {string} name */
  async name(name) {
    await this.page.click(".whose summary");
    await this.page.type(".whose .name", name);
    await this.page.click(".whose summary");
  }

  /** Answers to some of the six, from the first on. @param {Record<string, [string[], string?]>} answers */
  async six(answers) {
    for (let i = 0; i < 6; i++) {
      const id = await this.page.evaluate(() => document.querySelector(".sheet .q:not([hidden])").id.slice(2));
      if (answers[id]) await this.answer(id, ...answers[id]);
      await this.next();
    }
  }

  /** The answers of a person, by question. @param {number} [person] */
  answers = (person = 0) =>
    this.page.evaluate(
      (p) => Object.fromEntries(document.querySelector("sheet-planner").store.state.mine.people[p].answers),
      person,
    );

  /** Makes a link, locked if there is a phrase. @param {string} [phrase] */
  async link(phrase) {
    await this.view("send");
    if (phrase) {
      await this.page.click("label:has(> .lock)");
      await this.page.type(".lock-part .exactly", phrase);
    }
    await this.page.click("[data-do=link]");
    await this.page.wait(() => document.querySelector(".made:not([hidden])"));
    return this.page.evaluate(() => document.querySelector(".made .link").value);
  }

  /** Pastes a link. @param {string} link */
  async paste(link) {
    await this.view("compare");
    await this.page.evaluate((text) => {
      const field = document.querySelector(".paste");
      field.value = text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }, link);
    await this.page.click("[data-do=paste]");
    await this.page.wait(
      () => !document.querySelector(".preview").hidden || !document.querySelector(".sheet-error").hidden,
    );
  }

  /** Takes what was opened for somebody else's. */
  beside = () => this.page.choose("Somebody else’s: read it, and compare", ".preview");
  mine = () => this.page.choose("My own: go on with it", ".preview");

  /** The text of the newest file that was saved. */
  saved = () =>
    this.page.wait(() => window.saved?.length > 0).then(() => this.page.evaluate(() => window.saved.at(-1).text()));

  /** What a printed page says, and how many pages it has. @param {"A4" | "Letter"} [format] */
  async printed(format) {
    const folder = await mkdtemp(join(tmpdir(), "paper-"));
    try {
      const file = join(folder, "x.pdf");
      await this.page.pdf(file, format);
      const run = promisify(execFile);
      const { stdout: text } = await run("pdftotext", ["-layout", file, "-"]);
      const { stdout: info } = await run("pdfinfo", [file]);
      return { text: text.normalize("NFKC").replace(/\s+/g, " "), pages: Number(/Pages:\s+(\d+)/.exec(info)?.[1]) };
    } finally {
      await rm(folder, { recursive: true });
    }
  }
}

export const SAM = {
  stop: [["word"], "The word is Tuesday."],
  "off-limits": [["phones"], "Not my neck."],
  health: [[], "My inhaler is in the blue bag."],
  first: [["held"], "From behind, ten minutes."],
  words: [["thanks"]],
  "check-in": [[]],
};
export const ALEX = {
  stop: [["hand"]],
  "off-limits": [["jokes"]],
  first: [["alone"], "Ten minutes in the bath."],
  words: [["safe"]],
};
