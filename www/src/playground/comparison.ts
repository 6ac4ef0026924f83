/** How what a program printed compares with the output that is recorded of it. */

/**
 * - `same`: character for character.
 * - `order`: the same lines in another order, as threads take turns.
 * - `numbers`: the same but for numbers in it, such as times and identifiers, and perhaps the order.
 * - `different`
 */
export type Comparison = "same" | "order" | "numbers" | "different";

/** A frame inside `threading.py`, with the lines of code below it: what stands there is another Python version's in another version. */
const THREADING_FRAME = /^ {2}File "[^"]*threading(?:\.py)?>?", line \d+, in (\w+)\n(?: {4}.*\n)*/gm;

/** As recordings have such frames. */
export function withoutVersion(printed: string): string {
  return printed.replace(THREADING_FRAME, (_, name: string) => `  File "<threading>", line N, in ${name}\n`);
}

const NUMBER = /\b(?:0x[0-9a-f]+|\d+(?:[.,]\d+)*)\b/gi;

/** Recordings end with a newline or not, as their document had it. */
const linesOf = (text: string) => text.replace(/\n+$/, "").split("\n");
const sorted = (lines: readonly string[]) => [...lines].sort().join("\n");

export function compare(printed: string, recorded: string): Comparison {
  const [one, other] = [linesOf(printed), linesOf(recorded)];
  if (one.join("\n") === other.join("\n")) return "same";
  if (sorted(one) === sorted(other)) return "order";
  const withoutNumbers = (lines: readonly string[]) => sorted(lines.map((line) => line.replace(NUMBER, "0")));
  return withoutNumbers(one) === withoutNumbers(other) ? "numbers" : "different";
}

/** In words; `origin` is where the recording is from. */
export function comparisonText(comparison: Comparison, origin: "documented" | "recorded"): string {
  const as = origin === "documented" ? "As documented" : "As recorded";
  switch (comparison) {
    case "same":
      return as;
    case "order":
      return `${as}, in another order: threads take turns as they come`;
    case "numbers":
      return `${as}, but for numbers such as times`;
    case "different":
      return `This run printed something else than ${origin}`;
  }
}
