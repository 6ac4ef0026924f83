import { describe, expect, test } from "vitest";
import {
  argvOf,
  argvText,
  freeName,
  nameProblem,
  programOf,
  projectOf,
  readProject,
  renamed,
  sameProject,
  withFile,
  withoutFile,
} from "./project";

const two = projectOf("main.py", { "main.py": "import helper", "helper.py": "x = 1" });

describe("names of files", () => {
  test("are relative paths that every system takes", () => {
    for (const name of ["a.py", "data/input.txt", "naïve name.py", ".hidden"]) {
      expect(nameProblem(name, ["other.py"])).toBeUndefined();
    }
    const wrong = ["", "/etc/x", "../x", "a//b", "a/./b", "a\\b", "a\nb", 'a"b', " a", "a ", "x".repeat(101)];
    for (const name of wrong) expect(nameProblem(name, []), JSON.stringify(name)).toMatch(/\.$/);
  });

  test("are there once, and no file is a folder as well", () => {
    expect(nameProblem("a.py", ["a.py"])).toMatch(/already/);
    expect(nameProblem("a", ["a/b.py"])).toMatch(/folder/);
    expect(nameProblem("a/b.py", ["a"])).toMatch(/folder/);
  });

  test("a taken one gets a number before its ending", () => {
    expect(freeName("a.py", [])).toBe("a.py");
    expect(freeName("a.py", ["a.py", "a-2.py"])).toBe("a-3.py");
    expect(freeName("README", ["README"])).toBe("README-2");
  });
});

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

test("the engine gets standard input only where there is some", () => {
  expect(programOf(two)).toEqual({ files: two.files, main: "main.py", argv: [], dialect: "auto" });
  expect(programOf({ ...two, stdin: "x\n", argv: "a 'b c'" })).toMatchObject({ stdin: "x\n", argv: ["a", "b c"] });
});

describe("from outside", () => {
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
