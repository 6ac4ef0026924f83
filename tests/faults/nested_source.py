# once
"""Source that is nested too deeply raises an error in Python."""
import ast

SOURCES = {
    "parentheses": "(" * 20_000 + ")" * 20_000,
    "open parentheses": "(" * 20_000,
    "brackets": "[" * 150 + "]" * 150,
    "minus": "-" * 100_000 + "1",
    "not": "not " * 100_000 + "1",
    "invert": "~" * 100_000 + "1",
    "attributes": "a" + ".b" * 100_000,
    "calls": "a" + "()" * 100_000,
    "subscripts": "a" + "[0]" * 100_000,
    "plus": "1" + "+1" * 100_000,
    "power": "1" + "**1" * 100_000,
    "comparison": "1" + "<1" * 10_000,
    "lambda": "lambda: " * 100_000 + "1",
    "conditional": "1 if 1 else " * 100_000 + "1",
    "await": "await " * 100_000 + "1",
    "indentation": "".join(" " * depth + "if 1:\n" for depth in range(90)) + " " * 90 + "pass",
    "elif": "if 1: pass\n" + "elif 1: pass\n" * 10_000,
    "assignments": "a = " * 10_000 + "1",
    "list of negative numbers": "[" + "-1, " * 10_000 + "]",
    "method chain": "a" + ".b()" * 150,
    "sum": "1" + " + 1" * 500,
}


def outcome(work, source):
    try:
        work(source)
    except (SyntaxError, RecursionError, MemoryError) as error:
        return type(error).__name__
    return "works"


for name, source in SOURCES.items():
    compiled = outcome(lambda text: compile(text, "deep", "exec"), source)
    parsed = outcome(lambda text: ast.unparse(ast.parse(text)), source)
    dumped = outcome(lambda text: ast.dump(ast.parse(text)), source)
    print(f"{name}: {compiled}, {parsed}, {dumped}")
