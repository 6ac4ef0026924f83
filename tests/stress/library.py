"""The library used by several threads: files, `re`, `json`, `pickle`, `random`, `logging`, `contextvars`, imports."""

import contextvars
import io
import json
import logging
import os
import pickle
import random
import re
import sys
import tempfile

from rounds import THREADS, Round, main

TIMES = 25
FOLDER = tempfile.mkdtemp()
sys.path.insert(0, FOLDER)


def open_log(rng):
    return open(os.path.join(FOLDER, f"log {rng.random()}"), "w+")


def write_lines(file, number, rng):
    for n in range(TIMES):
        file.write(f"thread {number} line {n} {'x' * rng.randrange(50)}\n")


def lines_are_whole(file):
    file.seek(0)
    lines = file.read().splitlines()
    file.close()
    os.unlink(file.name)
    want = sorted(f"thread {number} line {n}" for number in range(THREADS) for n in range(TIMES))
    have = sorted(line.rsplit(" ", 1)[0] for line in lines)
    return "" if have == want else f"{len(have)} lines, strange: {sorted(set(have) - set(want))[:3]}"


def open_lines(rng):
    path = os.path.join(FOLDER, f"lines {rng.random()}")
    with open(path, "w") as file:
        file.writelines(f"line {n} {'y' * (n % 30)}\n" for n in range(THREADS * TIMES))
    return open(path, rng.choice(["r", "rb"])), []


def read_lines(state, number, rng):
    file, got = state
    while line := file.readline():
        got.append(line)


def each_line_once(state):
    file, got = state
    file.seek(0)
    want = sorted(file.readlines())
    file.close()
    os.unlink(file.name)
    return "" if sorted(got) == want else f"{len(got)} lines of {len(want)}"


def use_text(state, number, rng):
    for n in range(TIMES):
        pattern = re.compile(f"(a+)(b{{{n % 5}}})c{number}")
        found = pattern.fullmatch(f"aaa{'b' * (n % 5)}c{number}")
        assert found and found.group(1) == "aaa"
        value = {"thread": number, "list": list(range(n)), "text": "é" * n}
        assert json.loads(json.dumps(value)) == value
        assert pickle.loads(pickle.dumps(value)) == value


def dump_shared(state, number, rng):
    """Serialise a structure that others change: a result or RuntimeError, never a crash."""
    for n in range(TIMES):
        if number < 2:
            state["list"].append(n)
            state["dict"][f"{number} {n}"] = n
            if n % 7 == 0:
                state["list"].clear()
        else:
            for dump in (json.dumps, pickle.dumps, repr, str):
                try:
                    dump(state)
                except (RuntimeError, IndexError):
                    pass


def draw(drawn, number, rng):
    for _ in range(TIMES):
        drawn.append(random.getrandbits(64))
        assert 0 <= random.random() < 1 and random.choice("abc") in "abc"


def all_differ(drawn):
    return "" if len(set(drawn)) == THREADS * TIMES else f"{len(drawn) - len(set(drawn))} numbers came twice"


def new_logger(rng):
    stream = io.StringIO()
    logger = logging.Logger(f"stress {rng.random()}")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger.addHandler(handler)
    return logger, stream


def log(state, number, rng):
    for n in range(TIMES):
        state[0].warning("thread %d message %d", number, n)


def all_logged(state):
    want = sorted(f"thread {number} message {n}" for number in range(THREADS) for n in range(TIMES))
    have = sorted(state[1].getvalue().splitlines())
    return "" if have == want else f"{len(have)} of {len(want)}, strange: {sorted(set(have) - set(want))[:3]}"


VARIABLE = contextvars.ContextVar("variable", default="none")


def use_context(state, number, rng):
    def inside(n):
        token = VARIABLE.set((number, n))
        assert VARIABLE.get() == (number, n)
        VARIABLE.reset(token)
        assert VARIABLE.get() == "none"

    for n in range(TIMES):
        contextvars.copy_context().run(inside, n)
    assert VARIABLE.get() == "none"


def write_module(rng):
    name = f"stress_{rng.randrange(1 << 62)}"
    os.mkdir(os.path.join(FOLDER, name))
    with open(os.path.join(FOLDER, name, "__init__.py"), "w") as file:
        file.write("import sys\nran = getattr(sys, 'stress_ran', 0) + 1\nsys.stress_ran = ran\nfrom . import part\nlast = 'last'\n")
    with open(os.path.join(FOLDER, name, "part.py"), "w") as file:
        file.write("class Part:\n    pass\nlast = 'last of part'\n")
    sys.stress_ran = 0
    return name


def import_module(name, number, rng):
    # The package first: if one thread begins with the submodule, importlib may report a deadlock of two threads, also in
    # CPython.
    module = __import__(name)
    assert module.last == "last" and module.part.Part
    part = __import__(f"{name}.part")
    assert part is module and part.part.last == "last of part"


def ran_once(name):
    for module in [name, f"{name}.part"]:
        del sys.modules[module]
    return "" if sys.stress_ran == 1 else f"the module ran {sys.stress_ran} times"


ROUNDS = {
    "written lines": Round(open_log, write_lines, lines_are_whole),
    "read lines": Round(open_lines, read_lines, each_line_once),
    "text": Round(lambda rng: None, use_text, lambda state: ""),
    "dumps": Round(lambda rng: {"list": [], "dict": {}}, dump_shared, lambda state: ""),
    "random": Round(lambda rng: [], draw, all_differ),
    "logging": Round(new_logger, log, all_logged),
    "contextvars": Round(lambda rng: None, use_context, lambda state: ""),
    "imports": Round(write_module, import_module, ran_once),
}

if __name__ == "__main__":
    main(ROUNDS)
