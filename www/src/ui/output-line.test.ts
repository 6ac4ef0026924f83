import { expect, test } from "vitest";
import { LineText } from "./output-line";
import { MAX_CHARACTERS, OutputModel } from "./output-model";

/** A terminal's line, one cell at a time, as slowly as it likes. */
class SlowLine {
  cells: { character: string; classes: string }[] = [];
  cursor = 0;

  write(text: string, classes: string): void {
    for (const character of text) this.cells[this.cursor++] = { character, classes };
  }

  erase(part: number): void {
    if (part !== 1) this.cells.length = this.cursor;
    if (part !== 0) this.cells.fill({ character: " ", classes: "" }, 0, this.cursor);
  }
}

/** The same numbers each time. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

const RED = { classes: "red" };
const BOLD = { classes: "bold" };

test("whatever is written, erased and read, in any order, a line is what a terminal shows", () => {
  const random = numbers(7);
  const below = (limit: number) => Math.floor((random.next().value as number) * limit);
  for (let round = 0; round < 300; round++) {
    const line = new LineText();
    const slow = new SlowLine();
    for (let step = below(60); step > 0; step--) {
      const choice = below(9);
      const style = [null, RED, BOLD][below(3)] ?? null;
      const classes = style?.classes ?? "";
      const text = "abcdefgh".slice(0, 1 + below(8));
      if (choice < 4) {
        line.write(text, style);
        slow.write(text, classes);
      } else if (choice === 4) {
        line.carriageReturn();
        slow.cursor = 0;
      } else if (choice === 5) {
        line.backspace();
        slow.cursor = Math.max(0, slow.cursor - 1);
      } else if (choice < 8) {
        const part = below(3);
        line.erase(part);
        slow.erase(part);
      } else {
        line.toString();
      }
    }
    if (below(2) === 0) line.close();
    const cells = line.runs.flatMap(({ text, style }) =>
      [...text].map((character) => ({ character, classes: style?.classes ?? "" })),
    );
    expect(cells).toEqual(slow.cells);
    expect(line.length).toBe(slow.cells.length);
    expect(String(line)).toBe(slow.cells.map(({ character }) => character).join(""));
  }
});

const RUNS = 8_000;
const coloured = (count: number) => Array.from({ length: count }, (_, n) => `\u001b[3${n % 8}m${n % 10}`).join("");
const record = (text: string) => ({ stream: "stdout" as const, ident: 1, threadName: "MainThread", text });

/** The shortest of three, so that a slip of the machine's does not count. */
function shortestMs(line: string, writes: string): number {
  const times = [1, 2, 3].map(() => {
    const model = new OutputModel();
    model.write([record(line)]);
    const startedAt = performance.now();
    model.write([record(writes)]);
    return performance.now() - startedAt;
  });
  return Math.min(...times);
}

for (const [name, write] of [
  ["overwriting its beginning in another colour", "\r\u001b[31mx"],
  ["overwriting its end", "\b\u001b[32mx"],
  ["erasing all before the cursor", "\u001b[1K"],
  ["erasing all of it, over and over", "x\u001b[2K"],
  ["a word of its own each time", "\rprogress\u001b[1m!"],
]) {
  test(`a line of ${RUNS} colours costs a write no more than an empty line does: ${name}`, () => {
    const writes = write?.repeat(4_000) ?? "";
    const [long, short] = [shortestMs(coloured(RUNS - 1), writes), shortestMs("", writes)];
    // To take the line apart, once, and a slow clock; a copy of all runs for each write takes a hundred times as long.
    expect(long).toBeLessThan(4 * short + 40);
  });
}

test("what is kept is bounded by its runs as well as its characters", () => {
  const model = new OutputModel();
  for (let line = 0; line < 60; line++) model.write([record(`${coloured(RUNS)}\n`)]);
  let runs = 0;
  for (let id = model.firstId; id < model.nextId; id++) runs += model.line(id)?.text.runs.length ?? 0;
  expect(runs).toBeGreaterThan(0);
  expect(runs).toBeLessThan(MAX_CHARACTERS / 50);
});
