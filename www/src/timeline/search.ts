/** Searches in sorted numbers, and inserts. */

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

/** Nearly always at the end. */
export function insert<T>(into: T[], at: number, value: T): void {
  if (at === into.length) into.push(value);
  else into.splice(at, 0, value);
}
