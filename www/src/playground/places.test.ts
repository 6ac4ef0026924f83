import { expect, test } from "vitest";
import { partsOfSentence } from "./places";

const hasFile = (file: string) => file === "bank.py" || file === "lib/helper.py";

test("places in the program's own files and code between backticks are told from text", () => {
  const sentence = "T1 waits at bank.py:8 for Lock `b`, which T2 holds since /home/web/lib/helper.py:11.";
  expect(partsOfSentence(sentence, hasFile)).toEqual([
    { text: "T1 waits at " },
    { place: { file: "bank.py", line: 8 } },
    { text: " for Lock " },
    { code: "b" },
    { text: ", which T2 holds since " },
    { place: { file: "lib/helper.py", line: 11 } },
    { text: "." },
  ]);
});

test("places elsewhere stay text", () => {
  expect(partsOfSentence("at /lib/queue.py:3", hasFile)).toEqual([{ text: "at /lib/queue.py:3" }]);
  expect(partsOfSentence("", hasFile)).toEqual([]);
});
