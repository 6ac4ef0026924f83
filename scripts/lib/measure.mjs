/** What benchmarks have in common: programs that print `name value unit` lines, peers, statistics and a table. */
import { spawnSync } from "node:child_process";

const LINE = /^(\S+) (-?\d+(?:\.\d+)?(?:e[+-]?\d+)?) (\S+)$/;

/** The figures in a program's output; other lines are an error, for they would be lost. */
export function parseFigures(text) {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [, name, value, unit] = LINE.exec(line) ?? [];
      if (name === undefined) throw new Error(`not a figure: ${line}`);
      return { name, value: Number(value), unit };
    });
}

/** The value below which `share` of the numbers are. */
export function quantile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** The figures of the same program under the machine's own Python, where there is one. */
export function nativePython(path) {
  const done = spawnSync("python3", [path], { encoding: "utf8", timeout: 300_000 });
  return done.status === 0 ? parseFigures(done.stdout) : [];
}

/** Rows of text as aligned columns; numbers to the right. */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? String(cell).padEnd(widths[column]) : String(cell).padStart(widths[column]),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
