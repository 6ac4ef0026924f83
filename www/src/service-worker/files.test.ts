import { describe, expect, test } from "vitest";
import { isImmutable, SiteFiles } from "./files";

const scope = new URL("https://example.org/docs/playground/");
const HASH = "0123456789abcdef";
const names = [
  "index.html",
  "tutorial/index.html",
  "tutorial/race.html",
  "examples/a.py",
  `runtime/${HASH}/worker.js`,
  `runtime/${HASH}/interpreter_bg.wasm`,
];
const files = new SiteFiles(scope, names);
const nameOf = (path: string) => files.nameOf(new URL(path, scope).href);

test("immutable is what has a hash in its address", () => {
  expect(isImmutable("assets/index-DiwrgTda.js")).toBe(true);
  expect(isImmutable("assets/fonts/mono-Diwr_-da.woff2")).toBe(true);
  expect(isImmutable(`runtime/${HASH}/snippets/a/b.js`)).toBe(true);
  expect(isImmutable("assets/index.js")).toBe(false);
  expect(isImmutable("runtime/worker.js")).toBe(false);
  expect(isImmutable("examples/two-counters.py")).toBe(false);
});

describe("an address's file", () => {
  test("with and without its query, a folder's page, a page without its extension", () => {
    expect(nameOf("examples/a.py")).toBe("examples/a.py");
    expect(nameOf("examples/a.py?x=1")).toBe("examples/a.py");
    expect(nameOf("./")).toBe("index.html");
    expect(nameOf("tutorial/#race")).toBe("tutorial/index.html");
    expect(nameOf("tutorial/race")).toBe("tutorial/race.html");
  });

  test("immutable ones of another build too", () => {
    expect(nameOf("assets/new-00000000.js")).toBe("assets/new-00000000.js");
    expect(nameOf("runtime/fedcba9876543210/worker.js")).toBe("runtime/fedcba9876543210/worker.js");
  });

  test("none outside of the folder, on another origin, or where there is no such file", () => {
    expect(nameOf("../index.html")).toBeUndefined();
    expect(nameOf("https://other.example/docs/playground/index.html")).toBeUndefined();
    expect(nameOf("video.mp4")).toBeUndefined();
    expect(nameOf("examples/")).toBeUndefined();
  });
});

test("what is loaded together", () => {
  expect(files.together("index.html")).toEqual(["index.html"]);
  expect(new Set(files.together(`runtime/${HASH}/worker.js`))).toEqual(new Set(names.slice(-2)));
  // Another build's runtime, whose files are unknown to this build.
  expect(files.together("runtime/fedcba9876543210/worker.js")).toEqual(["runtime/fedcba9876543210/worker.js"]);
});
