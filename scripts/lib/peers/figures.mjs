/** Evaluates the peers' times: minima of the rounds, ratios, their geometric mean, a table. */
import { table } from "../measure.mjs";

const LINE = /^pyperf: (\S+) (\d+(?:\.\d+)?) s$/;

/** Parses the seconds, by name, that the stand-in for pyperf printed; other lines are the program's own output. */
export function parseTimes(text) {
  const found = text.split("\n").map((line) => LINE.exec(line.trim()));
  return new Map(found.filter(Boolean).map(([, name, seconds]) => [name, Number(seconds)]));
}

/** Lowers the values of `least` to those of `times` where these are smaller. */
export function keepLeast(least, times) {
  for (const [name, seconds] of times) least.set(name, Math.min(seconds, least.get(name) ?? Number.POSITIVE_INFINITY));
}

export function geometricMean(numbers) {
  return Math.exp(numbers.reduce((sum, number) => sum + Math.log(number), 0) / numbers.length);
}

/**
 * Returns a row for each name: `{ name, here, peer, ratio }`. A ratio above 1 means that we are slower; it needs both
 * values.
 */
export function compare(here, peer) {
  const names = new Set([...here.keys(), ...peer.keys()]);
  return [...names].map((name) => {
    const row = { name, here: here.get(name), peer: peer.get(name) };
    return row.here !== undefined && row.peer > 0 ? { ...row, ratio: row.here / row.peer } : row;
  });
}

/** Returns `{ mean, count }` of the rows that have a ratio. */
export function summary(rows) {
  const ratios = rows.map(({ ratio }) => ratio).filter((ratio) => ratio !== undefined);
  return { mean: geometricMean(ratios), count: ratios.length };
}

/** Returns how much faster two threads do twice the work, from `one_NAME` and `two_NAME`. */
export function speedUps(times) {
  const names = [...times.keys()].filter((name) => name.startsWith("one_")).map((name) => name.slice(4));
  return names.map((name) => {
    const [one, two] = [times.get(`one_${name}`), times.get(`two_${name}`)];
    return { name, one, two, speedUp: (2 * one) / two };
  });
}

const milliseconds = (seconds) => (seconds === undefined ? "-" : (seconds * 1000).toPrecision(3));
const times = (ratio) => (ratio === undefined ? "-" : ratio.toFixed(2));

/** Formats the rows as text, the worst first. */
export function peersTable(rows, peer) {
  const sorted = [...rows].sort(
    (a, b) => (b.ratio ?? Number.POSITIVE_INFINITY) - (a.ratio ?? Number.POSITIVE_INFINITY),
  );
  const cells = sorted.map((row) => [row.name, milliseconds(row.here), milliseconds(row.peer), times(row.ratio)]);
  return table([["", "here ms", `${peer} ms`, "ratio"], ...cells]);
}

export function speedUpTable(rows) {
  const cells = rows.map(({ name, one, two, speedUp }) => [name, milliseconds(one), milliseconds(two), times(speedUp)]);
  return table([["", "one thread ms", "two threads ms", "speed-up"], ...cells]);
}
