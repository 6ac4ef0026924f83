import { expect, test } from "vitest";
import { Printed } from "./printed";

const record = (text: string) => ({ stream: "stdout" as const, ident: 1, threadName: "MainThread", text });

test("everything is there, in print order, however much it is", async () => {
  const printed = new Printed();
  expect(printed.isEmpty).toBe(true);
  printed.add([record("a"), record("b\n")]);
  printed.add([record(`${"x".repeat(1_200_000)}\n`)]);
  printed.add([record("end ✓")]);
  expect(printed.isEmpty).toBe(false);
  expect(await printed.blob().text()).toBe(`ab\n${"x".repeat(1_200_000)}\nend ✓`);
  printed.clear();
  expect(await printed.blob().text()).toBe("");
});

test("what is kept is bounded, and a gap is said to be one", async () => {
  const printed = new Printed();
  const million = "y".repeat(1_000_000);
  for (let count = 0; count < 258; count++) printed.add([record(million)]);
  printed.add([record("end")]);
  const blob = printed.blob();
  expect(await blob.slice(0, 48).text()).toBe("[The first 2 million characters were dropped.]\ny");
  expect(await blob.slice(-4).text()).toBe("yend");
});
