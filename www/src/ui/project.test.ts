import { describe, expect, test } from "vitest";
import {
  argvOf,
  argvText,
  hasFile,
  programOf,
  projectOf,
  readProject,
  renamed,
  sameProject,
  withFile,
  withoutFile,
} from "./project";

const two = projectOf("main.py", { "main.py": "import helper", "helper.py": "x = 1" });

describe("changes", () => {
  test("rename keeps the order, and the main file's role", () => {
    const project = renamed(two, "main.py", "start.py");
    expect([Object.keys(project.files), project.main]).toEqual([["start.py", "helper.py"], "start.py"]);
  });

  test("without the main file, the first of the rest is it", () => {
    const project = withoutFile(two, "main.py");
    expect([Object.keys(project.files), project.main]).toEqual([["helper.py"], "helper.py"]);
  });

  test("leave the one that they were made from", () => {
    expect(sameProject(withFile(two, "helper.py", "x = 2"), two)).toBe(false);
    expect(sameProject(withFile(two, "helper.py", "x = 1"), two)).toBe(true);
    expect(two.files["helper.py"]).toBe("x = 1");
  });
});

describe("sys.argv", () => {
  test("is taken apart as by a shell", () => {
    expect(argvOf(`-n 3  "two words" 'it is' a"b c"d "" "say \\"hi\\""`)).toEqual([
      "-n",
      "3",
      "two words",
      "it is",
      "ab cd",
      "",
      'say "hi"',
    ]);
    expect(argvOf("  ")).toEqual([]);
    expect(argvOf('"never closed')).toEqual(["never closed"]);
  });

  test("is written so that it can be read again", () => {
    const words = ["plain", "two words", "", 'a"b', "c\\d", "it's"];
    expect(argvOf(argvText(words))).toEqual(words);
  });
});

test("the engine gets standard input and the global lock only where they are wanted", () => {
  expect(programOf(two)).toEqual({ files: two.files, main: "main.py", argv: [], dialect: "auto" });
  expect(programOf({ ...two, stdin: "x\n", argv: "a 'b c'" })).toMatchObject({ stdin: "x\n", argv: ["a", "b c"] });
  expect(programOf({ ...two, gil: true })).toMatchObject({ gil: true });
});

describe("from outside", () => {
  test("however many files there are, their names are checked once each", () => {
    const files = Object.fromEntries(Array.from({ length: 40_000 }, (_, number) => [`folder/${number}.py`, ""]));
    const startedAt = performance.now();
    expect(readProject({ files, main: "folder/7.py" })).toMatchObject({ main: "folder/7.py" });
    expect(readProject({ files: { ...files, folder: "" }, main: "folder" })).toBeUndefined();
    // Each against each takes twenty seconds.
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  test("any name is a file's, also one that objects have of their own", () => {
    const project = readProject(JSON.parse('{"files": {"__proto__": "1", "constructor": "2"}, "main": "__proto__"}'));
    if (!project) throw new Error("it was refused");
    expect(Object.entries(project.files)).toEqual([
      ["__proto__", "1"],
      ["constructor", "2"],
    ]);
    const changed = renamed(withFile(withoutFile(project, "constructor"), "__proto__", "3"), "__proto__", "a.py");
    expect([Object.entries(changed.files), changed.main]).toEqual([[["a.py", "3"]], "a.py"]);
    expect(Object.entries(programOf(project).files)).toHaveLength(2);
    expect([hasFile(two, "helper.py"), hasFile(two, "constructor")]).toEqual([true, false]);
    expect(readProject({ files: { "a.py": "" }, main: "constructor" })).toBeUndefined();
  });

  test("what is left out has its default", () => {
    expect(readProject({ files: { "a.py": "1" }, main: "a.py" })).toEqual(projectOf("a.py", { "a.py": "1" }));
    expect(readProject({ files: { "a.py": "1" }, main: "a.py", argv: ["x y"], dialect: "python2" })).toMatchObject({
      argv: '"x y"',
      dialect: "python2",
    });
  });

  test("what is no program is refused", () => {
    const good = { files: { "a.py": "1" }, main: "a.py" };
    const wrong = [
      null,
      "text",
      {},
      { ...good, main: "b.py" },
      { ...good, files: { "a.py": 1 } },
      { ...good, files: { "../a.py": "1" }, main: "../a.py" },
      { ...good, files: ["a.py"] },
      { ...good, argv: [1] },
      { ...good, stdin: 5 },
      { ...good, dialect: "perl" },
    ];
    for (const value of wrong) expect(readProject(value), JSON.stringify(value)).toBeUndefined();
  });
});
