/** Common code of the benchmarks: programs that print lines `name value unit`, peers, statistics and a table. */
import { spawnSync } from "node:child_process";

const LINE = /^(\S+) (-?\d+(?:\.\d+)?(?:e[+-]?\d+)?) (\S+)$/;

/** Parses the figures in a program's output. Other lines are an error, because they would be lost. */
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

/** Returns the value below which `share` of the numbers are. */
export function quantile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** Returns the figures of the same program under the machine's own Python, if there is one. */
export function nativePython(path) {
  const done = spawnSync("python3", [path], { encoding: "utf8", timeout: 300_000 });
  return done.status === 0 ? parseFigures(done.stdout) : [];
}

/** Formats rows of text as aligned columns, with numbers aligned to the right. */
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
