/** Where the suites put their tests; see run.js. */

/** @type {{title: string, always: boolean, run: (page: any, engine: string) => Promise<void>}[]} */
export const tests = [];

/** A test of every run. @param {string} title @param {(page: any, engine: string) => Promise<void>} run */
export const journey = (title, run) => tests.push({ title, always: true, run });

/** A test of the audit. @param {string} title @param {(page: any, engine: string) => Promise<void>} run */
export const audit = (title, run) => tests.push({ title, always: false, run });
