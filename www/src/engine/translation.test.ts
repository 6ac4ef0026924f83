import { expect, test } from "vitest";
import { translationOf } from "./translation";

test("each note has its line and its text", () => {
  expect(translationOf(["python2", "print(7 / 2)", "1", "`/` divides.", "12", "Text is Unicode."])).toEqual({
    dialect: "python2",
    source: "print(7 / 2)",
    notes: [
      { line: 1, text: "`/` divides." },
      { line: 12, text: "Text is Unicode." },
    ],
  });
  expect(translationOf(["python3", "x"])).toEqual({ dialect: "python3", source: "x", notes: [] });
});
