/**
 * A link that opens in a new tab can hand its sheet to a tab in which one is
 * being filled in already. Nothing leaves the browser.
 */
const channel = new BroadcastChannel("planner");

/**
 * Answers other tabs while a sheet is open here.
 *
 * @param {() => boolean} busy whether there is a sheet to add to
 * @param {(link: string) => void} receive
 */
export const listen = (busy, receive) =>
  channel.addEventListener("message", ({ data }) => {
    if (data === "anyone" && busy()) channel.postMessage("here");
    else if (typeof data?.link === "string" && busy()) receive(data.link);
  });

/**
 * Calls found once if another tab has a sheet open; found gets a way to hand over.
 * @param {(hand: (link: string) => void) => void} found
 */
export function ask(found) {
  let asked = true;
  channel.addEventListener("message", ({ data }) => {
    if (data !== "here" || !asked) return;
    asked = false;
    found((link) => channel.postMessage({ link }));
  });
  channel.postMessage("anyone");
}
