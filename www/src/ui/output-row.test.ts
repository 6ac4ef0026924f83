import { expect, test } from "vitest";
import { OutputModel } from "./output-model";
import { repeatsLabels } from "./output-row";

test("each line of a traceback after the first repeats thread and stream; another thread's, or another stream's, does not", () => {
  const model = new OutputModel();
  const write = (stream: "stdout" | "stderr", threadName: string, text: string) =>
    model.write([{ stream, ident: threadName.length, threadName, text }]);
  write("stderr", "A", "Traceback\n  File\nError\n");
  write("stderr", "BB", "other\n");
  write("stderr", "A", "more\n");
  write("stdout", "A", "one\ntwo\n");
  const repeated = Array.from({ length: model.nextId }, (_, id) => {
    const line = model.line(id);
    return line && repeatsLabels(line, model.line(id - 1));
  });
  expect(repeated).toEqual([false, true, true, false, false, false, false]);
});
