import { describe, expect, test } from "vitest";
import { FileNames, freeName, nameProblem } from "./file-names";

const free = (wanted: string, ...taken: string[]) => freeName(wanted, new FileNames(taken));

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
    expect(nameProblem("a/b", ["a/b/c.py"])).toMatch(/folder/);
    expect(nameProblem("ab", ["a/b.py", "abc"])).toBeUndefined();
  });

  test("a taken one gets a number before its ending", () => {
    expect(free("a.py")).toBe("a.py");
    expect(free("a.py", "a.py", "a-2.py")).toBe("a-3.py");
    expect(free("README", "README")).toBe("README-2");
  });

  test("whatever a file is called, there is a name for it", () => {
    const long = "x".repeat(300);
    expect(free(`${long}.py`)).toBe(`${"x".repeat(97)}.py`);
    expect(free(`${long}.py`, `${"x".repeat(97)}.py`)).toBe(`${"x".repeat(95)}-2.py`);
    expect([free(" a:b?.py "), free(".."), free("\n"), free("")]).toEqual(["a_b_.py", "file", "_", "file"]);
    for (const odd of ["😀".repeat(99), `${"a ".repeat(99)}.p y`, `a.${long}`, ".", "...", `.${long}`, `${long}.  `]) {
      expect(nameProblem(free(odd), []), odd).toBeUndefined();
    }
  });
});
