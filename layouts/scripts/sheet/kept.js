/**
 * Stores a draft in the browser, only on request: until the tab is closed, or until it is deleted. Storage may
 * be full, off or forbidden; the sheet works without it.
 */
const KEY = "planner-draft";

/** @param {string} where "tab" or "device" @returns {Storage} */
const storage = (where) => (where === "device" ? localStorage : sessionStorage);

/** @template T @param {() => T} use @param {T} otherwise */
function attempt(use, otherwise) {
  try {
    return use();
  } catch {
    return otherwise;
  }
}

/** The draft, and where it is kept. */
export function readDraft() {
  for (const where of ["tab", "device"]) {
    const text = attempt(() => storage(where).getItem(KEY), null);
    const draft = text && attempt(() => JSON.parse(text), undefined);
    if (draft && typeof draft === "object") return { where, draft };
  }
  return undefined;
}

/** @param {string} where @param {unknown} draft @returns {boolean} whether it could be kept */
export const writeDraft = (where, draft) =>
  attempt(() => (storage(where).setItem(KEY, JSON.stringify(draft)), true), false);

/** Deletes the draft from every storage. */
export function forgetDraft() {
  for (const where of ["tab", "device"]) attempt(() => storage(where).removeItem(KEY), undefined);
}

/** Calls changed when another tab writes or deletes the draft of the device. @param {() => void} changed */
export function watchDraft(changed) {
  addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) changed();
  });
}
