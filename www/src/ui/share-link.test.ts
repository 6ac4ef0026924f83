import { deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { projectOf } from "./project";
import { readFragment, writeFragment } from "./share-link";

const fragment = (value: unknown) => `#code=${deflateRawSync(JSON.stringify(value)).toString("base64url")}`;

test("a program comes back as it was written, whatever is in it", async () => {
  const project = projectOf(
    "mäin.py",
    { "mäin.py": "print('<module> & 😀')\n\t\0", "empty.txt": "" },
    { argv: 'a "b c"', stdin: "one\ntwo", dialect: "python2", gil: true },
  );
  const written = await writeFragment(project);
  expect(written).toMatch(/^#code=[A-Za-z0-9_-]+$/);
  expect(await readFragment(written)).toEqual(project);
});

test("what is not set is not in the link", async () => {
  const { inflateRawSync } = await import("node:zlib");
  const written = await writeFragment(projectOf("a.py", { "a.py": "1" }));
  const json = inflateRawSync(Buffer.from(written.slice(6), "base64url")).toString();
  expect(json).toBe('{"files":{"a.py":"1"},"main":"a.py"}');
});

test("text is smaller in a link than outside", async () => {
  const text = "import threading\nprint(threading.current_thread().name)\n".repeat(20);
  expect((await writeFragment(projectOf("a.py", { "a.py": text }))).length).toBeLessThan(text.length / 5);
});

test("links written elsewhere are read, and damaged ones refused with the reason", async () => {
  expect(await readFragment(fragment({ files: { "a.py": "1" }, main: "a.py" }))).toMatchObject({ main: "a.py" });
  const whole = fragment({ files: { "a.py": "print('long enough to be cut')" }, main: "a.py" });
  await expect(readFragment(whole.slice(0, -9))).rejects.toThrow("cut off");
  await expect(readFragment("#code=%%%")).rejects.toThrow("damaged");
  await expect(readFragment("#code=")).rejects.toThrow("damaged");
  await expect(readFragment(fragment({ files: {}, main: "a.py" }))).rejects.toThrow("something else");
});

test("a link that unpacks to far more than it is, is refused", async () => {
  const bomb = fragment({ files: { "a.py": "x".repeat(50_000_000) }, main: "a.py" });
  expect(bomb.length).toBeLessThan(100_000);
  await expect(readFragment(bomb)).rejects.toThrow("it is too large: a link can hold 4,000,000 bytes.");
  await expect(readFragment(`#code=${"A".repeat(7_000_000)}`)).rejects.toThrow("too large");
});

const many = (length: number) => Object.fromEntries(Array.from({ length }, (_, number) => [`${number}`, ""]));

test("a link has limits, each told in its own words, and at once", async () => {
  const crowd = fragment({ files: many(40_000), main: "0" });
  const startedAt = performance.now();
  await expect(readFragment(crowd)).rejects.toThrow("it has 40,000 files, and a link can hold 200.");
  expect(performance.now() - startedAt).toBeLessThan(2_000);
  const long = fragment({ files: { "a.py": "x".repeat(1_000_001) }, main: "a.py" });
  await expect(readFragment(long)).rejects.toThrow("its file “a.py” has 1,000,001 characters");
  const wordy = fragment({ files: { "a.py": "" }, main: "a.py", argv: Array(600_000).fill("x") });
  await expect(readFragment(wordy)).rejects.toThrow("its arguments and its input have 1,200,000 characters");
  expect(Object.keys((await readFragment(fragment({ files: many(200), main: "0" }))).files)).toHaveLength(200);
});

test("what cannot be read from a link is not written into one", async () => {
  await expect(writeFragment(projectOf("0", many(201)))).rejects.toThrow("it has 201 files");
  const files = Object.fromEntries(["a", "b", "c", "d", "e"].map((name) => [name, "ä".repeat(500_000)]));
  await expect(writeFragment(projectOf("a", files))).rejects.toThrow("it is too large");
});
