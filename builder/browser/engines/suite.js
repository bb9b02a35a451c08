/** Where the suites put their tests; see run.js. */

/**
 * @typedef {(page: any, engine: string) => Promise<void>} Run
 * @typedef {{title: string, always: boolean, run: Run, only?: string[]}} Test only: engines that can do it at all
 */

/** @type {Test[]} */
export const tests = [];

/** A test of every run. @param {string} title @param {Run} run */
export const journey = (title, run) => tests.push({ title, always: true, run });

/** A test of the audit. @param {string} title @param {Run} run @param {string[]} [only] */
export const audit = (title, run, only) => tests.push({ title, always: false, run, only });

/** What can be printed and read back: WebKit's driver can't print. */
export const PRINTS = ["Chromium", "Firefox"];
