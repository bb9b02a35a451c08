/* Counting presses of the Shift key, without a page. */

/** How many presses leave the page. */
export const enough = 3;

/** Milliseconds within which the next press has to follow (GOV.UK's "Exit this page"). */
export const pause = 5000;

/**
 * Returns a counter. Called with each key and the time of its press in milliseconds, it returns
 * how many times in a row Shift was pressed. Another key or a pause resets it.
 * @returns {(key: string, time: number) => number}
 */
export function counter() {
  let count = 0;
  let last = 0;
  return (key, time) => {
    if (key !== "Shift") return (count = 0);
    count = time - last > pause ? 1 : count + 1;
    last = time;
    return count;
  };
}
