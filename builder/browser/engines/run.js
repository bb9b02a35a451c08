/**
 * The guide in three engines. A file *.suite.js beside this one adds tests:
 *
 *     journey("what holds", async (page) => { ... })   // in every run
 *     audit("what holds", async (page) => { ... })     // with AUDIT=1 alone
 *
 * Each test gets a page of its own, in each engine; what went wrong in the page
 * fails it, too. ENGINE=WebKit runs one engine, ONLY=text the tests whose name
 * has the text, SITE=folder takes a guide that is built already, FAILED=folder
 * keeps a picture of what failed.
 */
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ENGINES } from "./engines.js";
import { serve } from "./server.js";
import { tests } from "./suite.js";

const here = import.meta.dirname;
let folder = process.env.SITE ?? "";

for (const name of (await readdir(here)).filter((n) => n.endsWith(".suite.js")).sort()) await import("./" + name);

/** The guide is built once, whichever engine is ready for it first. @type {Promise<void> | undefined} */
let built;
const build = () =>
  (built ??= (async () => {
    if (folder) return;
    folder = await mkdtemp(join(tmpdir(), "guide-"));
    await promisify(execFile)("go", ["run", "./cmd/aftercare", "build", "-q", "-d", folder], {
      cwd: join(here, "../../.."),
    });
  })());

describe("engines", { concurrency: true }, () => {
  after(async () => {
    if (!process.env.SITE && folder) await rm(folder, { recursive: true });
  });
  for (const [name, start] of Object.entries(ENGINES)) {
    if (process.env.ENGINE && process.env.ENGINE !== name) continue;
    describe(name, { concurrency: false }, () => {
      let engine, server;
      before(async () => {
        await build();
        server = await serve(folder);
        engine = await start();
      });
      after(async () => {
        await engine?.stop();
        await server?.stop();
      });
      for (const { title, always, run, only } of tests) {
        if (only && !only.includes(name)) continue;
        if ((!always && !process.env.AUDIT && !process.env.ONLY) || !title.includes(process.env.ONLY ?? "")) continue;
        test(title, async () => {
          const page = await engine.open(server);
          try {
            await run(page, name);
            assert.deepEqual(await page.said(), [], "what went wrong in the page");
          } catch (err) {
            if (process.env.FAILED)
              await page
                .screenshot(join(process.env.FAILED, `${name} ${title.replace(/\W+/g, "-")}.png`))
                .catch(() => {});
            throw err;
          } finally {
            await page.close();
          }
        });
      }
    });
  }
});
