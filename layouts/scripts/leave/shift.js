/* Counting presses of the Shift key, without a page. */

/** Presses that leave. */
export const enough = 3;

/** Milliseconds in which the next press has to follow (GOV.UK's "Exit this page"). */
export const pause = 5000;

/**
 * Returns a counter: it is told of each key and when it was pressed, in milliseconds, and answers
 * how many times Shift has been pressed in a row. Any other key, or a pause, starts again.
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
