import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Problem } from "../problems/problems";
import { projectOf, withFile, withoutFile } from "../ui/project";
import { SyntaxCheck, type SyntaxOwner } from "./syntax-check";

type Asked = Parameters<SyntaxOwner["ask"]>[0];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const wrong = (file: string, line: number) =>
  `  File "${file}", line ${line}\n    def f(:\n          ^\nSyntaxError: invalid syntax\n`;

function setUp() {
  const asked: (Asked & { answer(text: string): Promise<void>; fail(): Promise<void> })[] = [];
  let files = new Map<string, readonly Problem[]>();
  const check = new SyntaxCheck({
    ask: (question) =>
      new Promise((resolve, reject) => {
        const settle = async (act: () => void) => {
          act();
          await vi.advanceTimersByTimeAsync(0);
        };
        asked.push({
          ...question,
          answer: (text) => settle(() => resolve(text)),
          fail: () => settle(() => reject(new Error("no answer"))),
        });
      }),
    onChecked: (checked) => {
      files = new Map(checked);
    },
  });
  check.setReady(true);
  const pause = () => vi.advanceTimersByTimeAsync(400);
  const titles = () =>
    Object.fromEntries([...files].map(([file, problems]) => [file, problems.map((one) => one.title)]));
  return { check, asked, pause, titles, found: () => [...files.values()].flat() };
}

const one = projectOf("a.py", { "a.py": "def f(:" });

test("once the reader pauses, with the words and the place that a run would have", async () => {
  const { check, asked, pause, found } = setUp();
  check.edit(one, "a.py");
  await vi.advanceTimersByTimeAsync(399);
  check.edit(one, "a.py");
  await vi.advanceTimersByTimeAsync(399);
  expect(asked).toEqual([]);
  await pause();
  expect(asked).toMatchObject([{ file: "a.py", source: "def f(:", dialect: "auto" }]);
  await asked[0]?.answer(wrong("a.py", 1));
  expect(found()).toMatchObject([
    {
      kind: "syntax",
      title: "SyntaxError: invalid syntax",
      places: [{ file: "a.py", line: 1, column: 7, endColumn: 8 }],
    },
  ]);
});

test("the answer about an older text says nothing of the newer one", async () => {
  const { check, asked, pause, titles } = setUp();
  check.edit(one, "a.py");
  await pause();
  check.edit(withFile(one, "a.py", "def f(): pass"), "a.py");
  await pause();
  // One question at a time: the second waits for the answer to the first.
  expect(asked).toHaveLength(1);
  await asked[0]?.answer(wrong("a.py", 1));
  expect(titles()).toEqual({});
  expect(asked[1]?.source).toBe("def f(): pass");
  await asked[1]?.answer("");
  expect(titles()).toEqual({ "a.py": [] });
});

test("nothing is asked while a program runs, and the last text once it has ended", async () => {
  const { check, asked, pause } = setUp();
  check.setReady(false);
  check.edit(one, "a.py");
  await pause();
  check.edit(withFile(one, "a.py", "x"), "a.py");
  await pause();
  expect(asked).toEqual([]);
  check.setReady(true);
  await vi.advanceTimersByTimeAsync(0);
  expect(asked.map(({ source }) => source)).toEqual(["x"]);
});

test("without an answer nothing is known, neither of this text nor of the one before", async () => {
  const { check, asked, pause, titles } = setUp();
  check.edit(one, "a.py");
  await pause();
  await asked[0]?.answer(wrong("a.py", 1));
  check.edit(withFile(one, "a.py", "(".repeat(1000)), "a.py");
  await pause();
  await asked[1]?.fail();
  expect(titles()).toEqual({});
});

test("another file is told the main file, which decides the dialect; a deleted one has no problems; nor another program", async () => {
  const { check, asked, pause, titles } = setUp();
  const two = withFile(withFile(one, "a.py", "print 1"), "b.py", "def f(:");
  check.edit(two, "b.py");
  await pause();
  expect(asked[0]).toMatchObject({ file: "b.py", main: "print 1" });
  await asked[0]?.answer(wrong("b.py", 1));
  expect(titles()).toEqual({ "b.py": ["SyntaxError: invalid syntax"] });
  check.edit(withoutFile(two, "b.py"), "a.py");
  expect(titles()).toEqual({});
  await pause();
  await asked[1]?.answer(wrong("a.py", 1));
  check.forget();
  expect(titles()).toEqual({});
});

test("a change of the dialect checks again", async () => {
  const { check, asked, pause } = setUp();
  check.edit(one, "a.py");
  await pause();
  await asked[0]?.answer("");
  check.edit({ ...one, dialect: "python2" }, "a.py");
  await pause();
  expect(asked[1]?.dialect).toBe("python2");
});
