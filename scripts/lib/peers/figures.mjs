/** What is made of the peers' times: minima of the rounds, ratios, their geometric mean, a table. */
import { table } from "../measure.mjs";

const LINE = /^pyperf: (\S+) (\d+(?:\.\d+)?) s$/;

/** Seconds by name in what the stand-in for pyperf printed; other lines are the program's own. */
export function parseTimes(text) {
  const found = text.split("\n").map((line) => LINE.exec(line.trim()));
  return new Map(found.filter(Boolean).map(([, name, seconds]) => [name, Number(seconds)]));
}

/** Takes up `times` into `least`, where it is less than what is there. */
export function keepLeast(least, times) {
  for (const [name, seconds] of times) least.set(name, Math.min(seconds, least.get(name) ?? Number.POSITIVE_INFINITY));
}

export function geometricMean(numbers) {
  return Math.exp(numbers.reduce((sum, number) => sum + Math.log(number), 0) / numbers.length);
}

/** A row for each name that either has: `{ name, here, peer, ratio }`. A ratio above 1 is a loss; one without both has none. */
export function compare(here, peer) {
  const names = new Set([...here.keys(), ...peer.keys()]);
  return [...names].map((name) => {
    const row = { name, here: here.get(name), peer: peer.get(name) };
    return row.here !== undefined && row.peer > 0 ? { ...row, ratio: row.here / row.peer } : row;
  });
}

/** `{ mean, count }` of the rows that have a ratio. */
export function summary(rows) {
  const ratios = rows.map(({ ratio }) => ratio).filter((ratio) => ratio !== undefined);
  return { mean: geometricMean(ratios), count: ratios.length };
}

/** How much faster two threads do twice the work, from `one_NAME` and `two_NAME`. */
export function speedUps(times) {
  const names = [...times.keys()].filter((name) => name.startsWith("one_")).map((name) => name.slice(4));
  return names.map((name) => {
    const [one, two] = [times.get(`one_${name}`), times.get(`two_${name}`)];
    return { name, one, two, speedUp: (2 * one) / two };
  });
}

const milliseconds = (seconds) => (seconds === undefined ? "-" : (seconds * 1000).toPrecision(3));
const times = (ratio) => (ratio === undefined ? "-" : ratio.toFixed(2));

/** The rows, worst first, as a text. */
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
