/**
 * One small page object over three browser engines: Chromium and Firefox
 * through puppeteer-core, WebKit through selenium-webdriver. What the two
 * libraries do alike is done here in one way: everything beyond opening,
 * clicking, typing and pictures is evaluated inside the page.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execSync, spawn } from "node:child_process";
import puppeteer from "puppeteer-core";
import { Builder, By, Key } from "selenium-webdriver";

/** How long a condition may take on a busy machine, in milliseconds. */
const PATIENCE = 60_000;

export const PHONE = { width: 390, height: 844 };

/**
 * A page of one browser. Selectors are CSS; a function is evaluated in the
 * page and gets its arguments by value.
 */
class Page {
  /** @param {import("./server.js").Server} server */
  constructor(server) {
    this.server = server;
    /** What the browser said in its own console, where the driver tells. @type {string[]} */
    this.remarks = [];
    /** Dialogs that came up, where the driver tells: each is accepted, unless the page is to stay. @type {string[]} */
    this.asked = [];
    this.stays = false;
  }

  /** Opens a path of the guide. Before runs in the page before anything else does. @param {string} path @param {string} [before] */
  async goto(path, before = "") {
    this.server.before = before;
    // An address that differs in its fragment alone would not be loaded anew.
    await this.visit("about:blank");
    await this.visit(this.server.origin + path);
  }

  /** Waits until a function returns something true, and returns it. @param {Function} condition @param {...any} args */
  async wait(condition, ...args) {
    const end = Date.now() + PATIENCE;
    for (let last; ;) {
      try {
        const value = await this.evaluate(condition, ...args);
        if (value) return value;
      } catch (err) {
        last = err; // the page is on its way to another
      }
      if (Date.now() > end) {
        throw new Error(
          `waited in vain for ${condition} (${args.map((a) => JSON.stringify(a)).join(", ")}) at ${await this.url()}${last ? ": " + last : ""}`,
        );
      }
      await new Promise((done) => setTimeout(done, 30));
    }
  }

  /** Clicks where a person would: in the middle of what is on screen. @param {string} selector */
  async click(selector) {
    await this.seen(selector);
    await this.press(selector);
  }

  /** Waits for an element that stays where it is, and brings it to the middle of the screen. @param {string} selector */
  async seen(selector) {
    await this.wait(async (s) => {
      const e = document.querySelector(s);
      if (!e?.checkVisibility()) return false;
      e.scrollIntoView({ block: "center", behavior: "instant" });
      const place = () => JSON.stringify(e.getBoundingClientRect());
      const before = place();
      await new Promise((done) => setTimeout(done, 20));
      return e.isConnected && place() === before;
    }, selector);
  }

  /** Puts text in place of what a field says, key by key. @param {string} selector @param {string} text */
  async type(selector, text) {
    await this.seen(selector);
    await this.evaluate((s) => {
      const field = document.querySelector(s);
      field.focus();
      field.select();
    }, selector);
    await this.write(selector, text);
  }

  /** Clicks the first button or link that says something. @param {string} text @param {string} [within] */
  async choose(text, within = "body") {
    await this.wait(
      (t, w) => {
        const all = [...document.querySelectorAll(w)].flatMap((e) => [
          ...e.querySelectorAll("button, a, label, summary"),
        ]);
        document.querySelectorAll("[data-chosen]").forEach((e) => e.removeAttribute("data-chosen"));
        const found = all.find(
          (e) => e.checkVisibility() && (e.getAttribute("aria-label") ?? e.textContent.trim()) === t,
        );
        found?.setAttribute("data-chosen", "");
        return !!found;
      },
      text,
      within,
    );
    await this.click("[data-chosen]");
  }

  /** Waits until the text on screen is as wanted. @param {string} selector @param {RegExp} pattern */
  async says(selector, pattern) {
    await this.wait(
      (s, source, flags) => new RegExp(source, flags).test(document.querySelector(s)?.innerText ?? ""),
      selector,
      pattern.source,
      pattern.flags,
    ).catch(async (err) => {
      throw new Error(`${err.message}\n${selector} says ${JSON.stringify(await this.text(selector))}`);
    });
  }

  /** The text that is on screen. @param {string} selector */
  text(selector = "body") {
    return this.evaluate((s) => document.querySelector(s)?.innerText ?? "", selector);
  }

  /**
   * Errors, failed promises, words in the console and breaches of the policy since the page was opened, and what
   * the browser itself has remarked on. @returns {Promise<string[]>}
   */
  async said() {
    return [...(await this.evaluate(() => window.seen ?? ["the page was not served by the tests"])), ...this.remarks];
  }
}

/** A call as text, alike for both libraries; an element comes back as true. @param {Function} f @param {any[]} args */
const call = (f, args) =>
  `Promise.resolve().then(() => (${f})(...${JSON.stringify(args)})).then((v) => (v instanceof Node ? true : v))`;

/** Chromium and Firefox. */
class PuppeteerPage extends Page {
  /** @param {import("./server.js").Server} server @param {import("puppeteer-core").Page} page */
  constructor(server, page) {
    super(server);
    this.page = page;
    page.on("console", (m) => this.remarks.push(`${m.type()}: ${m.text()} ${m.location().url ?? ""}`));
    page.on("pageerror", (err) => this.remarks.push(`error: ${err}`));
    page.on("dialog", (dialog) => {
      this.asked.push(dialog.type());
      return this.stays ? dialog.dismiss() : dialog.accept();
    });
  }

  visit = (url) => this.page.goto(url, { timeout: PATIENCE });
  evaluate = (f, ...args) => this.page.evaluate(call(f, args));
  press = (selector) => this.page.click(selector);
  url = async () => this.page.url();
  back = () => this.page.goBack({ timeout: PATIENCE });
  reload = () => this.page.reload({ timeout: PATIENCE });
  resize = (size) => this.page.setViewport(size);
  screenshot = (path, fullPage = false) => this.page.screenshot({ path, fullPage });

  async write(_, text) {
    if (text) await this.page.keyboard.type(text);
    else await this.page.keyboard.press("Backspace");
  }

  /** The page as paper. @param {string} path @param {"A4" | "Letter"} format */
  pdf = (path, format = "A4") => this.page.pdf({ path, format, preferCSSPageSize: true, timeout: PATIENCE });

  /** Presses keys by their names, such as Tab or Enter. */
  async keys(...names) {
    for (const name of names) await this.page.keyboard.press(name === "Space" ? " " : name);
  }

  async upload(selector, path) {
    await (await this.page.$(selector)).uploadFile(path);
  }

  /** In front of other tabs: a browser lets those behind it wait. */
  front = () => this.page.bringToFront();

  /** Another tab of the same profile. */
  async another() {
    const page = await this.page.browserContext().newPage();
    await page.setViewport(PHONE);
    return new PuppeteerPage(this.server, page);
  }

  close = () => this.page.browserContext().close();
}

/** WebKit. */
class SeleniumPage extends Page {
  /** @param {import("./server.js").Server} server @param {import("selenium-webdriver").WebDriver} driver @param {string} tab */
  constructor(server, driver, tab) {
    super(server);
    this.driver = driver;
    this.tab = tab;
  }

  /** WebDriver speaks to one tab at a time. */
  async here() {
    if (current.get(this.driver) === this.tab) return this.driver;
    await this.driver.switchTo().window(this.tab);
    current.set(this.driver, this.tab);
    return this.driver;
  }

  visit = async (url) => {
    await this.here();
    await this.driver.get(url);
  };
  evaluate = async (f, ...args) => {
    await this.here();
    const [value, error] = await this.driver.executeAsyncScript(
      `const done = arguments[0]; ${call(f, args)}.then((v) => done([v ?? null]), (e) => done([null, String(e)]))`,
    );
    if (error) throw new Error(error);
    return value;
  };
  press = async (selector) => (await this.here()).findElement(By.css(selector)).click();
  write = async (selector, text) => (await this.here()).findElement(By.css(selector)).sendKeys(text || Key.BACK_SPACE);
  keys = async (...names) => {
    await this.here();
    const keys = names.map((n) => Key[n.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase()] ?? n);
    for (const key of keys) await this.driver.actions().sendKeys(key).perform();
  };
  url = async () => (await this.here()).getCurrentUrl();
  back = async () => (await this.here()).navigate().back();
  reload = async () => (await this.here()).navigate().refresh();
  upload = async (selector, path) => (await this.here()).findElement(By.css(selector)).sendKeys(path);

  /** Sets the size of what is inside the window, again if the window was still on its way to another. */
  resize = async ({ width, height }) => {
    const window = (await this.here()).manage().window();
    let [outer, high] = [width, height];
    for (const end = Date.now() + PATIENCE; ;) {
      await window.setRect({ width: outer, height: high });
      const [w, h] = await this.evaluate(() => [innerWidth, innerHeight]);
      if (w === width && h === height) return;
      if (Date.now() > end) throw new Error(`the window is ${w} × ${h} inside, not ${width} × ${height}`);
      await new Promise((done) => setTimeout(done, 50));
      const now = await window.getRect();
      const [w2, h2] = await this.evaluate(() => [innerWidth, innerHeight]);
      [outer, high] = [now.width + width - w2, now.height + height - h2];
    }
  };

  screenshot = async (path, fullPage = false) => {
    if (fullPage) {
      const [width, height] = await this.evaluate(() => [innerWidth, document.documentElement.scrollHeight]);
      await this.resize({ width, height: Math.min(height, 6000) });
    }
    await writeFile(path, Buffer.from(await (await this.here()).takeScreenshot(), "base64"));
    if (fullPage) await this.resize(PHONE);
  };

  async another() {
    await this.here();
    await this.driver.switchTo().newWindow("tab");
    const tab = await this.driver.getWindowHandle();
    current.set(this.driver, tab);
    return new SeleniumPage(this.server, this.driver, tab);
  }

  /** One session serves all tests, so what a test left is taken out. */
  close = async () => {
    const [first, ...others] = await this.driver.getAllWindowHandles();
    for (const tab of others) {
      await this.driver.switchTo().window(tab);
      await this.driver.close();
    }
    await this.driver.switchTo().window(first);
    current.set(this.driver, first);
    await this.driver.get(this.server.origin + "/empty");
    await this.evaluate(() => (localStorage.clear(), sessionStorage.clear()));
  };
}

/** The tab that a driver speaks to. @type {WeakMap<object, string>} */
const current = new WeakMap();

/** @typedef {{name: string, open: (server: import("./server.js").Server) => Promise<any>, stop: () => Promise<void>}} Engine */

/** @param {"chrome" | "firefox"} browser @param {Record<string, any>} options @returns {Promise<Engine>} */
async function launch(name, browser, options) {
  const profile = await mkdtemp(join(tmpdir(), "engine-"));
  const running = await puppeteer.launch({
    browser,
    headless: true,
    userDataDir: profile,
    protocolTimeout: 3 * PATIENCE,
    ...options,
  });
  return {
    name,
    async open(server) {
      const page = await (await running.createBrowserContext()).newPage();
      await page.setViewport(PHONE);
      return new PuppeteerPage(server, page);
    },
    async stop() {
      await running.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** Lets WebKit's window be as narrow as a phone: its buttons, which nobody sees, keep it at 447 pixels or more. */
const NO_BUTTONS =
  "* { min-width: 0; min-height: 0; margin: 0; padding: 0; border-width: 0; font-size: 1px; -gtk-icon-transform: scale(0); }";

/** @returns {Promise<Engine>} */
async function webkit() {
  const port = 4500 + (process.pid % 500);
  const config = await mkdtemp(join(tmpdir(), "engine-"));
  await mkdir(join(config, "gtk-3.0"));
  await writeFile(join(config, "gtk-3.0/gtk.css"), NO_BUTTONS);
  // A group of its own, so that the screen ends with the driver.
  const driver = spawn("xvfb-run", ["-a", "WebKitWebDriver", `--port=${port}`], {
    stdio: "ignore",
    detached: true,
    env: { ...process.env, XDG_CONFIG_HOME: config },
  });
  await new Promise((done, failed) => driver.once("spawn", done).once("error", failed));
  const session = await eventually(() =>
    new Builder()
      .usingServer(`http://127.0.0.1:${port}`)
      .withCapabilities({
        browserName: "MiniBrowser",
        "webkitgtk:browserOptions": {
          binary: process.env.WEBKIT ?? "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
          args: ["--automation"],
        },
      })
      .build(),
  );
  await session.manage().setTimeouts({ script: PATIENCE, pageLoad: PATIENCE });
  return {
    name: "WebKit",
    async open(server) {
      const tab = await session.getWindowHandle();
      current.set(session, tab);
      const page = new SeleniumPage(server, session, tab);
      await page.resize(PHONE);
      return page;
    },
    async stop() {
      await session.quit().catch(() => {});
      process.kill(-driver.pid);
      await rm(config, { recursive: true, force: true });
    },
  };
}

/** Tries again until a driver listens. @template T @param {() => Promise<T>} act @returns {Promise<T>} */
async function eventually(act) {
  for (const end = Date.now() + PATIENCE; ;) {
    try {
      return await act();
    } catch (err) {
      if (Date.now() > end) throw err;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}

/** @type {Record<string, () => Promise<Engine>>} */
export const ENGINES = {
  Chromium: () =>
    launch("Chromium", "chrome", {
      // As in builder/bench/chromium: the engine alone, where it is installed.
      executablePath: execSync("which $CHROMIUM chromium-headless-shell chromium | head -n 1", {
        encoding: "utf8",
      }).trim(),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    }),
  Firefox: () =>
    launch("Firefox", "firefox", {
      executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
      extraPrefsFirefox: { "datareporting.policy.dataSubmissionEnabled": false, "app.update.enabled": false },
    }),
  WebKit: webkit,
};
