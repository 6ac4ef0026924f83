import { python } from "@codemirror/lang-python";
import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { expressionBefore } from "./editor-help";
import { callAt, parameterOf } from "./editor-signature";

/** A state with the cursor at `|`. */
function stateAt(text: string): [EditorState, number] {
  const at = text.indexOf("|");
  return [EditorState.create({ doc: text.replace("|", ""), extensions: [python()] }), at];
}
const call = (text: string) => callAt(...stateAt(text));
const before = (text: string) => expressionBefore(...stateAt(text));

test("the call around the cursor, with the arguments before it", () => {
  expect(call("f(|)")).toEqual({ from: 1, expression: "f", position: 0 });
  expect(call("threading.Thread(|")).toEqual({ from: 16, expression: "threading.Thread", position: 0 });
  expect(call("f(a, b[1, 2], |)")).toMatchObject({ expression: "f", position: 2 });
  expect(call("f(1, g(2, |), 3)")).toMatchObject({ expression: "g", position: 1 });
  expect(call("f(1, g(2), |3)")).toMatchObject({ expression: "f", position: 2 });
  expect(call("f(1, target=|)")).toMatchObject({ position: 1, keyword: "target" });
  expect(call("f(\n    1,\n    |\n)")).toMatchObject({ expression: "f", position: 1 });
  expect(call("x = f(1, |")).toMatchObject({ expression: "f", position: 1 });
  for (const none of ["f()|", "|f()", "class A(B|): pass", "(1, |)", "def f(a|): pass"])
    expect(call(none)).toBeUndefined();
});

test("the parameter that an argument is for", () => {
  const thread = ["group=None", "target=None", "name=None", "args=()", "kwargs=None", "*", "daemon=None"];
  const at = (position: number, keyword?: string) => ({
    from: 0,
    expression: "f",
    position,
    ...(keyword ? { keyword } : {}),
  });
  expect(parameterOf(at(1), thread)).toBe(1);
  expect(parameterOf(at(0, "daemon"), thread)).toBe(6);
  expect(parameterOf(at(5), thread)).toBe(-1);
  expect(parameterOf(at(3), ["first", "/", "*rest", "**more"])).toBe(2);
  expect(parameterOf(at(1), ["first", "/", "second"])).toBe(2);
  expect(parameterOf(at(0, "any"), ["first", "**more"])).toBe(1);
});

test("the expression before a dot", () => {
  expect(before("threading|.")).toBe("threading");
  expect(before("x = queue.Queue()|.")).toBe("queue.Queue()");
  expect(before("a + self.lock|.acquire")).toBe("self.lock");
  expect(before("with pool|.")).toBe("pool");
  expect(before("f(x|.)")).toBe("x");
  expect(before("'text'|.")).toBe("'text'");
  expect(before("if a == b|.")).toBe("b");
  expect(before("1 + |.")).toBeUndefined();
});
