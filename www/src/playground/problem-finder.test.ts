import { expect, test } from "vitest";
import type { OutputRecord, RunResult } from "../engine/contract";
import { ProblemFinder } from "./problem-finder";

const record = (threadName: string, text: string, more: Partial<OutputRecord> = {}): OutputRecord => ({
  stream: "stderr",
  ident: threadName.length,
  threadName,
  text,
  ...more,
});
const ended = (status: number): RunResult => ({
  reason: "exited",
  status,
  message: "",
  durationMs: 1,
  dialect: "python3",
  threads: 1,
});
const finder = () => new ProblemFinder(["bank.py", "helper.py"]);

const IN_THREAD = `Exception in thread Thread-1 (pay):
Traceback (most recent call last):
  File "/lib/python3.14/threading.py", line 1044, in _bootstrap_inner
    self.run()
    ~~~~~~~~^^
  File "bank.py", line 12, in pay
    check(amount)
  File "/home/web/helper.py", line 3, in check
    return 1 / amount
           ~~^~~~~~~~
ZeroDivisionError: division by zero
`;

test("an exception in a thread has its name, the place first, and the way there", () => {
  const found = finder();
  expect(found.add([record("Thread-1 (pay)", IN_THREAD)])).toBe(true);
  expect(found.problems).toEqual([
    {
      kind: "exception",
      severity: "error",
      title: "ZeroDivisionError: division by zero",
      thread: "Thread-1 (pay)",
      lines: ["Raised at helper.py:3 and caught nowhere.", "Called from bank.py:12."],
      places: [
        { file: "helper.py", line: 3, column: 8, endColumn: 18 },
        { file: "bank.py", line: 12 },
      ],
    },
  ]);
});

test("it does not matter in what pieces it was written, nor that another thread writes meanwhile", () => {
  const found = finder();
  for (const character of IN_THREAD) {
    found.add([record("Thread-1 (pay)", character), record("Other", "busy\n")]);
  }
  expect(found.problems.map(({ title }) => title)).toEqual(["ZeroDivisionError: division by zero"]);
});

const IN_MAIN = `Traceback (most recent call last):
  File "bank.py", line 2, in <module>
    open("x")
FileNotFoundError: [Errno 2] No such file or directory: 'x'
`;

test("a traceback of the main thread counts where it was the end of the program", () => {
  const found = finder();
  expect(found.add([record("MainThread", IN_MAIN)])).toBe(false);
  expect(found.end(ended(1))).toBe(true);
  expect(found.problems[0]?.places).toEqual([{ file: "bank.py", line: 2 }]);
});

test("one that was caught and logged does not", () => {
  const logged = finder();
  logged.add([record("MainThread", IN_MAIN)]);
  expect(logged.end(ended(0))).toBe(false);
  const goesOn = finder();
  goesOn.add([record("MainThread", `${IN_MAIN}and on\n`)]);
  expect(goesOn.end(ended(1))).toBe(false);
  const other = finder();
  other.add([record("Thread-1", IN_MAIN)]);
  expect(other.problems).toEqual([]);
});

test("of a chain the last exception is told", () => {
  const found = finder();
  const more = IN_MAIN.replace("line 2", "line 9").replace(/FileNotFoundError.*/, "RuntimeError: no file");
  const chain = `${IN_MAIN}\nDuring handling of the above exception, another exception occurred:\n\n${more}`;
  found.add([record("MainThread", chain)]);
  found.end(ended(1));
  expect(found.problems.map(({ title, places }) => [title, places[0]?.line])).toEqual([["RuntimeError: no file", 9]]);
});

test("a syntax error has its line and its column", () => {
  const found = finder();
  const text = `  File "bank.py", line 4\n    for x in range(3)\n                     ^\nSyntaxError: expected ':'\n`;
  found.add([record("MainThread", text)]);
  found.end(ended(1));
  expect(found.problems).toEqual([
    {
      kind: "syntax",
      severity: "error",
      title: "SyntaxError: expected ':'",
      thread: "MainThread",
      lines: ["The program cannot be read: see bank.py:4."],
      places: [{ file: "bank.py", line: 4, column: 18, endColumn: 19 }],
    },
  ]);
});

test("standard output is no standard error, and a flood of problems is bounded", () => {
  const found = finder();
  found.add([record("Thread-1 (pay)", IN_THREAD, { stream: "stdout" })]);
  expect(found.problems).toEqual([]);
  for (let count = 0; count < 300; count++) found.add([record("Thread-1 (pay)", IN_THREAD)]);
  expect(found.problems.length).toBe(100);
});
