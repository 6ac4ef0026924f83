/** Searches in sorted numbers. */

/** How many of the sorted numbers are at most `value`; `low` is known to be no more than that. */
export function countUpTo(sorted: readonly number[], value: number, low = 0): number {
  let from = low;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((sorted[middle] as number) <= value) from = middle + 1;
    else to = middle;
  }
  return from;
}
