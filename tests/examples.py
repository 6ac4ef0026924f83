"""Checks www/examples: the documented files are untouched, index.json names every file, and programs print their .out.

Runs under CPython: python3 tests/examples.py [path of the translate example, to run the Python 2 programs as well].
CPython 3.13 and later draw carets under a call; with an older version they are not compared.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "www/examples"
COMPAT = ROOT / "crate/dialect/src/compat"
PARALLEL_STUB = """
from concurrent.futures import ThreadPoolExecutor

def map(function, iterable):
    with ThreadPoolExecutor() as pool:
        return list(pool.map(function, iterable))
"""
# Lines are written whole, as in the playground: CPython writes a line's text and its end separately.
WHOLE_LINES = """
import sys, threading

class WholeLines(threading.local):
    rest = ""
    def write(self, text):
        *lines, self.rest = (self.rest + text).split("\\n")
        for line in lines:
            sys.__stdout__.buffer.write((line + "\\n").encode())
        sys.__stdout__.buffer.flush()
    def flush(self):
        pass

sys.stdout = WholeLines()
"""
# Runs argv[1] as __main__ with the names of Python 2; tracebacks quote the original text.
PYTHON2 = """
import sys
source, name, compat = sys.argv[1:]
sys.path.append(compat)
import _python2
sys.argv = [name]
namespace = {'__name__': '__main__', '__file__': name}
_python2.install(namespace)
sys.excepthook = lambda kind, error, trace: sys.__excepthook__(kind, error.with_traceback(trace.tb_next), trace.tb_next)
exec(compile(open(source).read(), name, 'exec'), namespace)
"""


def normalised(text):
    """Frames inside threading.py vary with the version; so does the folder of a program. Carets are kept from 3.13 on."""
    text = re.sub(
        r'^  File "[^"]*threading(?:\.py)?>?", line \d+, in (\w+)\n(?:    .*\n)*',
        r'  File "<threading>", line N, in \1' + "\n",
        text,
        flags=re.MULTILINE,
    )
    text = re.sub(r'^  File "/[^"]*/', '  File "', text, flags=re.MULTILINE)
    if sys.version_info < (3, 13):
        text = re.sub(r"^ +[~^]+\n", "", text, flags=re.MULTILINE)
    return text


def check_documented():
    for line in (ROOT / "tests/examples.sha256").read_text().splitlines():
        digest, path = line.split()
        assert hashlib.sha256((ROOT / path).read_bytes()).hexdigest() == digest, f"{path} was changed"


def check_index(entries):
    first = [entry["name"] for entry in entries[:5]]
    assert first == ["simple", "simpleargs", "daemon", "daemon_join", "daemon_join_timeout"]
    assert len({entry["name"] for entry in entries}) == len(entries)
    named = set()
    for entry in entries:
        assert entry["title"] and entry["summary"] and entry["dialect"] in ("python2", "python3")
        for key in ("file", "out", "python3"):
            if key in entry:
                assert (EXAMPLES / entry[key]).is_file(), entry[key]
                named.add(entry[key])
        status = EXAMPLES / (entry["name"] + ".status")
        recorded = int(status.read_text()) if status.exists() else 0
        assert recorded == entry.get("status", 0), entry["name"]
        for extra in entry.get("files", []):
            assert (EXAMPLES / extra).is_file(), extra
            named.add(extra)
    there = {path.relative_to(EXAMPLES).as_posix() for path in EXAMPLES.rglob("*.py")}
    assert there == named & there, f"not in index.json: {there - named}"


def run(command, modules, stdin=""):
    environment = os.environ | {"PYTHONPATH": str(modules), "PYTHONWARNINGS": "ignore::DeprecationWarning"}
    done = subprocess.run(command, cwd=EXAMPLES, env=environment, input=stdin.encode(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
    return done.returncode, normalised(done.stdout.decode())


def check_program(entry, file, translator, scratch):
    out = EXAMPLES / Path(file).with_suffix(".out")
    # Bytes, because a carriage return is part of the output.
    expected = normalised(out.read_bytes().decode())
    source = EXAMPLES / file
    if entry["dialect"] == "python2" and file == entry["file"]:
        if translator is None:
            return "skipped"
        text = subprocess.run([translator], input=source.read_bytes(), capture_output=True, check=True).stdout
        (scratch / "translated.py").write_bytes(text)
        command = [sys.executable, "-c", PYTHON2, scratch / "translated.py", file, COMPAT]
    else:
        # The documented programs use setDaemon(), about which Python 3 warns; `run` disables the warning.
        command = [sys.executable, source, *entry.get("argv", [])]
    status, printed = run(command, scratch, entry.get("stdin", ""))
    assert printed == expected, f"{file}\n--- expected\n{expected}--- printed\n{printed}"
    assert status == entry.get("status", 0), f"{file}: status {status}"
    return "ok"


def main():
    translator = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else None
    entries = json.loads((EXAMPLES / "index.json").read_text())
    check_documented()
    check_index(entries)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        (scratch / "parallel.py").write_text(PARALLEL_STUB)
        (scratch / "sitecustomize.py").write_text(WHOLE_LINES)
        for entry in entries:
            for key in ("file", "python3"):
                if key in entry:
                    print(entry[key], check_program(entry, entry[key], translator, scratch))


if __name__ == "__main__":
    main()
