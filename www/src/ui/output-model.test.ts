import { describe, expect, test } from "vitest";
import type { OutputRecord } from "../engine/contract";
import { MAX_LINE_CHARACTERS, OutputModel } from "./output-model";

const record = (text: string, threadName = "MainThread", stream: OutputRecord["stream"] = "stdout", ident = 1) => ({
  stream,
  ident,
  threadName,
  text,
});

function shown(model: OutputModel): string[] {
  const all: string[] = [];
  for (let id = model.firstId; id < model.nextId; id++) all.push(model.line(id)?.text.toString() ?? "missing");
  return all;
}

function written(...texts: string[]): OutputModel {
  const model = new OutputModel();
  model.write(texts.map((text) => record(text)));
  return model;
}

describe("lines", () => {
  test("end at newlines, over writes of any size", () => {
    expect(shown(written("one\ntw", "o", "\n\nthree\n"))).toEqual(["one", "two", "", "three"]);
  });

  test("a last one without a newline is there, and goes on", () => {
    const model = written("no newline");
    expect(shown(model)).toEqual(["no newline"]);
    model.write([record(" yet\n")]);
    expect(shown(model)).toEqual(["no newline yet"]);
  });

  test("belong to one thread and one stream each", () => {
    const model = new OutputModel();
    model.write([
      record("a\n", "Thread-1", "stdout", 2),
      record("b\n", "Thread-2", "stderr", 3),
      record("c\n"),
      record("d\n", "Thread-1", "stdout", 2),
    ]);
    const lines = [0, 1, 2, 3].map((id) => model.line(id));
    expect(lines.map((line) => line?.thread.name)).toEqual(["Thread-1", "Thread-2", "MainThread", "Thread-1"]);
    expect(lines.map((line) => line?.thread.index)).toEqual([1, 2, 0, 1]);
    expect(lines[1]?.stream).toBe("stderr");
  });

  test("threads of one name are told apart, and so are names of one ident used again", () => {
    const model = new OutputModel();
    model.write([record("a\n", "w", "stdout", 2), record("b\n", "w", "stdout", 3), record("c\n", "v", "stdout", 2)]);
    expect([0, 1, 2].map((id) => model.line(id)?.thread.index)).toEqual([1, 2, 3]);
  });

  test("where threads write on one another's line, the text still joins up as printed", () => {
    const model = new OutputModel();
    model.write([record("Wor", "A", "stdout", 2), record("Worker", "B", "stdout", 3), record("\n", "A", "stdout", 2)]);
    expect(shown(model)).toEqual(["Wor", "Worker", ""]);
    expect([0, 1, 2].map((id) => model.line(id)?.continues)).toEqual([false, true, true]);
    expect(model.text()).toBe("WorWorker\n");
  });

  test("markup and odd characters are text", () => {
    expect(shown(written("<module> &amp; \t\u0000\u0007|\n"))).toEqual(["<module> &amp; \t\u2400|"]);
  });

  test("a tab is kept wherever it stands", () => {
    expect(shown(written("\tab\n\t\n\t\tif x:\n", "a\tb\t"))).toEqual(["\tab", "\t", "\t\tif x:", "a\tb\t"]);
  });
});

describe("as on a terminal", () => {
  test("a carriage return overwrites", () => {
    expect(shown(written(" 10%\r 50%", "\r100%\n"))).toEqual(["100%"]);
    expect(shown(written("abcdef\rxy\n"))).toEqual(["xycdef"]);
    expect(shown(written("windows\r\nlines\r\n"))).toEqual(["windows", "lines"]);
  });

  test("a backspace goes back one, and ESC [K erases", () => {
    expect(shown(written("abc\b\bX\n"))).toEqual(["aXc"]);
    expect(shown(written("long line\r\u001b[Kshort\n"))).toEqual(["short"]);
    expect(shown(written("abc\u001b[2Kd\n"))).toEqual(["   d"]);
  });

  test("colours last over writes of one thread and do not leak into another's", () => {
    const model = new OutputModel();
    model.write([record("\u001b[1;31mred", "A", "stdout", 2), record("plain\n", "B", "stdout", 3)]);
    model.write([record("still red\u001b[0m plain\n", "A", "stdout", 2)]);
    const runs = (id: number) => model.line(id)?.text.runs.map(({ text, style }) => [text, style?.classes ?? ""]);
    expect(runs(0)).toEqual([["red", "bold ansi-red-fg"]]);
    expect(runs(1)).toEqual([["plain", ""]]);
    expect(runs(2)).toEqual([
      ["still red", "bold ansi-red-fg"],
      [" plain", ""],
    ]);
  });

  test("palette and true colours have values", () => {
    const styles = written("\u001b[38;5;196mx\u001b[48;2;1;2;3my\u001b[38;5;244mz\n").line(0)?.text.runs;
    expect(styles?.[0]?.style?.color).toBe("rgb(255, 0, 0)");
    expect(styles?.[1]?.style?.background).toBe("rgb(1, 2, 3)");
    expect(styles?.[2]?.style?.color).toBe("rgb(128, 128, 128)");
  });

  test("an escape sequence may be cut in two; one that nobody ends is dropped", () => {
    expect(shown(written("a\u001b[3", "1mb\u001b[", "0mc\n"))).toEqual(["abc"]);
    expect(shown(written("title \u001b]0;name\u0007here\u001b[?25l\n"))).toEqual(["title here"]);
  });
});

describe("bounds", () => {
  test("only the last lines are kept, with their ids", () => {
    const model = new OutputModel(100);
    model.write(Array.from({ length: 5_000 }, (_, number) => record(`${number}\n`)));
    expect(model.firstId).toBe(4_900);
    expect(model.nextId).toBe(5_000);
    expect(model.line(4_899)).toBeUndefined();
    expect(shown(model)[0]).toBe("4900");
    expect(shown(model)).toHaveLength(100);
  });

  test("long lines count by their characters", () => {
    const model = new OutputModel(100, 1_000);
    for (let number = 0; number < 50; number++) model.write([record(`${"x".repeat(99)}\n`)]);
    expect(shown(model).length).toBeLessThanOrEqual(11);
  });

  test("a line that never ends goes on in further ones", () => {
    const model = new OutputModel(10);
    for (let count = 0; count < 100; count++) model.write([record("y".repeat(5_000))]);
    expect(shown(model)).toHaveLength(10);
    expect(shown(model)[0]).toHaveLength(MAX_LINE_CHARACTERS);
    expect(model.line(model.nextId - 1)?.continues).toBe(true);
  });

  test("clear begins anew", () => {
    const model = written("a\nb");
    model.clear();
    model.write([record("c\n", "T", "stdout", 9)]);
    expect([model.firstId, model.nextId, model.text(), model.line(0)?.thread.index]).toEqual([0, 1, "c\n", 1]);
  });
});

describe("threads", () => {
  const mixed = () => {
    const model = new OutputModel(4);
    model.write([
      record("a1\n", "A", "stdout", 2),
      record("b1 ", "B", "stdout", 3),
      record("a2\n", "A", "stdout", 2),
      record("b2", "B", "stdout", 3),
    ]);
    return model;
  };
  const counts = (model: OutputModel) => [...model.threads].map(({ name, lines }) => [name, lines]);

  test("are counted by the lines that are kept, and leave with their last", () => {
    const model = mixed();
    expect(counts(model)).toEqual([
      ["A", 2],
      ["B", 2],
    ]);
    model.write([record("\nc\nc\nc\n", "C", "stdout", 4)]);
    expect(counts(model)).toEqual([["C", 4]]);
    model.clear();
    expect(counts(model)).toEqual([]);
  });

  test("one thread's text has its lines, whoever wrote between them", () => {
    const model = mixed();
    expect(model.text(({ thread }) => thread.name === "B")).toBe("b1 \nb2");
    expect(model.text(({ thread }) => thread.name === "A")).toBe("a1\na2\n");
    expect(model.text()).toBe("a1\nb1 a2\nb2");
  });
});

describe("what the reader typed", () => {
  test("stands behind the prompt", () => {
    const model = written("name? ");
    model.echo("Ada");
    model.write([record("hello\n")]);
    expect(model.text()).toBe("name? Ada\nhello\n");
  });

  test("has a line of its own without a prompt, even when empty", () => {
    const model = new OutputModel();
    model.echo("");
    model.echo("Ada");
    expect(model.text()).toBe("\nAda\n");
    expect(model.line(1)?.thread.name).toBe("keyboard");
  });
});

describe("records", () => {
  const at = (model: OutputModel, number: number) => model.lineOfRecord(number)?.text.toString();

  test("each leads to the line that it began on", () => {
    const model = written("one\ntwo\n", "thr", "ee", "\n", "four");
    expect([1, 2, 3, 4, 5, 6].map((number) => at(model, number))).toEqual([
      ...["one", "three", "three", "three", "four"],
      undefined,
    ]);
  });

  test("what was typed and what the page explains are no records", () => {
    const model = written("? ");
    model.echo("yes");
    model.write([record("Deadlock: in words.\n", "explanation", "stderr", 0), record("after\n")]);
    expect([1, 2].map((number) => at(model, number))).toEqual(["? yes", "after"]);
  });

  test("lines that were dropped or cleared lead nowhere, and a new run counts from 1", () => {
    const model = new OutputModel(2);
    model.write(["a\n", "b\n", "c\n"].map((text) => record(text)));
    expect([1, 2, 3].map((number) => at(model, number))).toEqual([undefined, "b", "c"]);
    model.clear();
    model.write([record("d\n")]);
    expect([3, 4].map((number) => at(model, number))).toEqual([undefined, "d"]);
    model.restart();
    model.write([record("e\n")]);
    expect(at(model, 1)).toBe("e");
  });
});
