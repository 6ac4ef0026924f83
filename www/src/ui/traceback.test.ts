import { expect, test } from "vitest";
import { sourceLink } from "./traceback";

const mine = (name: string) => ["main.py", "package/helper.py"].includes(name);

test("lines that name the reader's files are links to their places", () => {
  const text = '  File "main.py", line 12, in <module>';
  expect(sourceLink(text, mine)).toEqual({ from: 7, to: 25, file: "main.py", line: 12 });
  expect(text.slice(7, 25)).toBe('"main.py", line 12');
  expect(sourceLink('  File "/home/web/package/helper.py", line 3, in boom', mine)).toMatchObject({
    file: "package/helper.py",
    line: 3,
  });
  expect(sourceLink('  File "main.py", line 10 in worker', mine)).toMatchObject({ line: 10 });
  expect(sourceLink('    File "main.py", line 2', mine)).toMatchObject({ line: 2 });
});

test("other files, and text that only looks like it, are not", () => {
  expect(sourceLink('  File "threading", line 1024 in run', mine)).toBeUndefined();
  expect(sourceLink('  File "/elsewhere/main.py", line 1, in f', mine)).toBeUndefined();
  expect(sourceLink('see File "main.py", line 2', mine)).toBeUndefined();
  expect(sourceLink("plain", mine)).toBeUndefined();
});
