import { expect, test } from "vitest";
import { compare, comparisonText, withoutVersion } from "./comparison";

test("the same text is the same, with or without a last newline", () => {
  expect(compare("a\nb\n", "a\nb")).toBe("same");
  expect(compare("", "\n")).toBe("same");
});

test("another order and other numbers are told from another output", () => {
  expect(compare("b\na\n", "a\nb\n")).toBe("order");
  expect(compare("took 1.52 s\nid 0x7f3a\n", "id 0xbeef\ntook 0.9 s\n")).toBe("numbers");
  expect(compare("a\nb\nb\n", "a\nb\n")).toBe("different");
  expect(compare("Worker 1 failed", "Worker 1 ended")).toBe("different");
});

test("the words say where the recording is from", () => {
  expect(comparisonText("same", "documented")).toBe("As documented");
  expect(comparisonText("order", "recorded")).toMatch(/^As recorded, in another order/);
  expect(comparisonText("different", "recorded")).toMatch(/something else than recorded$/);
});

test("frames of threading.py are told as recordings tell them", () => {
  const printed =
    '  File "/lib/threading.py", line 12, in run\n    self.x()\n    ~~~~~~^^\n  File "mine.py", line 1, in f\n    g()\n';
  const recorded = '  File "<threading>", line N, in run\n  File "mine.py", line 1, in f\n    g()\n';
  expect(withoutVersion(printed)).toBe(recorded);
  expect(withoutVersion(recorded)).toBe(recorded);
});
