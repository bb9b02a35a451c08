/**
 * Whether two words differ by one slip: a letter too many, too few or wrong, or two neighbours swapped.
 * @param {string} a
 * @param {string} b
 */
export function isSlip(a, b) {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const left = a.slice(i);
  const right = b.slice(i);
  return (
    left !== right &&
    (left.slice(1) === right.slice(1) ||
      left.slice(1) === right ||
      left === right.slice(1) ||
      (left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2)))
  );
}
