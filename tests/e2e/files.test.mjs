/** A program's files: the tree in memory, several source files, pipes, and features that a browser does not have. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ending, useRunner } from "./support.mjs";

const site = useRunner();

/** Runs a program that contains its own assertions, and checks that it reached its end. */
async function passes(source, given) {
  const result = await site.run(`${source}\nprint("passed")\n`, given);
  assert.equal(result.stderr, "");
  assert.equal(result.stdout, "passed\n");
  assert.equal(ending(result), "exited 0");
}

test("open works in every mode, and os tells what it made", () =>
  passes(`
import io, os
assert os.getcwd() == "/home/web" and os.listdir() == ["program.py"]
with open("a.txt", "w") as f:
    assert f.write("hello\\nworld\\n") == 12 and f.name == "a.txt" and f.mode == "w"
with open("a.txt") as f:
    assert f.readline() == "hello\\n" and f.read() == "world\\n"
with open("a.txt", "a+b") as f:
    f.write(b"\\x00\\xff"); f.seek(6)
    assert f.read() == b"world\\n\\x00\\xff"
with open("a.txt", "r+b", buffering=0) as f:
    assert isinstance(f, io.FileIO) and isinstance(f, io.RawIOBase) and f.mode == "rb+"
    f.write(b"J"); f.truncate(5); f.seek(0)
    assert f.read() == b"Jello"
try:
    open("a.txt", "x")
except FileExistsError as error:
    assert error.errno == 17 and error.filename == "a.txt"
else:
    raise AssertionError
for bad, kind in (("none.txt", FileNotFoundError), ("/tmp", IsADirectoryError), ("a.txt/b", NotADirectoryError)):
    try:
        open(bad)
    except kind:
        pass
    else:
        raise AssertionError(bad)
os.chmod("a.txt", 0o400)
try:
    open("a.txt", "w")
except PermissionError:
    pass
else:
    raise AssertionError
assert os.stat("a.txt").st_size == 5 and os.stat("a.txt").st_mode == 0o100400
assert f.closed and repr(f) == "<_io.FileIO [closed]>"
`));

test("pathlib, tempfile, shutil, glob and linecache stand on it", () =>
  passes(`
import glob, linecache, os, pathlib, shutil, tempfile
pathlib.Path("d/e").mkdir(parents=True)
pathlib.Path("d/e/f").write_text("text")
assert sorted(str(p) for p in pathlib.Path("d").rglob("*")) == ["d/e", "d/e/f"]
with tempfile.TemporaryDirectory() as folder:
    shutil.copytree("d", folder + "/copy")
    assert glob.glob(folder + "/**/f", recursive=True) == [folder + "/copy/e/f"]
assert not os.path.exists(folder)
with tempfile.NamedTemporaryFile("w+") as f:
    f.write("x"); f.flush()
    assert os.path.getsize(f.name) == 1
os.symlink("d/e/f", "link")
assert os.path.realpath("link") == "/home/web/d/e/f" and pathlib.Path("link").read_text() == "text"
shutil.move("d", "moved"); shutil.rmtree("moved")
assert not os.path.exists("link") and os.path.lexists("link")
assert linecache.getline(__file__, 2).startswith("import glob")
`));

test("threads share the tree, and whole lines of a log", () =>
  passes(`
import logging, threading
logging.basicConfig(filename="app.log", format="%(threadName)s %(message)s", level=logging.INFO)
def work():
    for n in range(200):
        logging.info("line %d", n)
threads = [threading.Thread(target=work, name=f"T{n}") for n in range(4)]
for t in threads: t.start()
for t in threads: t.join()
lines = open("app.log").read().splitlines()
assert sorted(lines) == sorted(f"T{t} line {n}" for t in range(4) for n in range(200)), len(lines)
`));

test("a program of several files imports them, in either dialect, with their lines in tracebacks", async () => {
  const result = await site.run("import pkg.helper\npkg.helper.fail()\n", {
    files: {
      "program.py": "import pkg.helper\nprint(pkg.helper.__file__)\npkg.helper.fail()\n",
      "pkg/__init__.py": "",
      "pkg/helper.py": "print 'two'\ndef fail():\n    print 'failing'\n    raise KeyError(1)\n",
    },
  });
  assert.equal(result.stdout, "two\n/home/web/pkg/helper.py\nfailing\n");
  assert.equal(
    result.stderr,
    `Traceback (most recent call last):
  File "program.py", line 3, in <module>
    pkg.helper.fail()
    ~~~~~~~~~~~~~~~^^
  File "/home/web/pkg/helper.py", line 4, in fail
    raise KeyError(1)
KeyError: 1
`,
  );
  assert.equal(ending(result), "exited 1");
});

test("files may be bytes, anywhere in the tree; a main file that is no text is a syntax error", async () => {
  const data = { "/data/raw": new Uint8Array([0, 255]), "program.py": `print(open("/data/raw", "rb").read())\n` };
  assert.equal((await site.run("", { files: data })).stdout, "b'\\x00\\xff'\n");
  const bad = await site.run("", { files: { "program.py": new Uint8Array([0x61, 0x0a, 0xe9]) } });
  assert.match(bad.stderr, /^SyntaxError: Non-UTF-8 code starting with '\\xe9' in file program.py on line 2/m);
  assert.equal(ending(bad), "exited 1");
});

test("pipes carry bytes between threads and can be waited for", () =>
  passes(`
import os, select, threading
reader, writer = os.pipe()
assert select.select([reader], [writer], [], 0) == ([], [writer], [])
def work():
    os.write(writer, b"x" * 200_000)
    os.close(writer)
t = threading.Thread(target=work); t.start()
assert select.select([reader], [], []) == ([reader], [], [])
with open(reader, "rb") as f:
    assert f.read() == b"x" * 200_000
t.join()
reader, writer = os.pipe()
os.close(reader)
try:
    os.write(writer, b"x")
except BrokenPipeError:
    pass
else:
    raise AssertionError
`));

test("asyncio runs, with threads and timeouts", () =>
  passes(`
import asyncio, threading, time
async def name():
    return threading.current_thread().name
async def main():
    loop = asyncio.get_running_loop()
    start = time.monotonic()
    await asyncio.gather(*(asyncio.to_thread(time.sleep, 0.2) for _ in range(3)), asyncio.sleep(0.2))
    assert 0.2 <= time.monotonic() - start < 5
    assert await loop.run_in_executor(None, lambda: 42) == 42
    there = lambda: asyncio.run_coroutine_threadsafe(name(), loop).result()
    assert await asyncio.to_thread(there) == "MainThread"
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(60)
    except TimeoutError:
        pass
    else:
        raise AssertionError
asyncio.run(main())
`));

test("pools of threads: concurrent.futures, multiprocessing.pool and multiprocessing.dummy", () =>
  passes(`
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.pool import ThreadPool
import multiprocessing.dummy
with ThreadPoolExecutor(3) as pool:
    assert list(pool.map(abs, [-1, -2])) == [1, 2]
with ThreadPool(3) as pool:
    assert pool.map(abs, [-1, -2]) == [1, 2]
with multiprocessing.dummy.Pool(2) as pool:
    assert pool.apply(abs, (-3,)) == 3
`));

test("what a browser does not have raises as CPython does, and says why", () =>
  passes(`
import errno, os, socket, subprocess, sys
def check(kind, text, act):
    try:
        act()
    except kind as error:
        assert text in str(error), error
    else:
        raise AssertionError(text)
assert sys.platform == "emscripten"
check(OSError, "does not support processes", lambda: subprocess.run(["ls"]))
check(OSError, "no sockets", lambda: socket.create_connection(("localhost", 80)))
check(OSError, "no sockets", socket.socket)
assert not hasattr(os, "fork")
assert errno.errorcode[errno.ENOENT] == "ENOENT" and os.strerror(errno.EAGAIN) == "Resource temporarily unavailable"
`));

test("faulthandler shows every thread where it stands", async () => {
  const result = await site.run(`import faulthandler, sys, threading, time

def wait(ready, over):
    ready.set()
    over.wait()

ready, over = threading.Event(), threading.Event()
thread = threading.Thread(target=wait, args=(ready, over), name="Waiter")
thread.start()
ready.wait()
frames = sys._current_frames()
while frames[thread.ident].f_code.co_name != "wait" or frames[thread.ident].f_back.f_code.co_name != "wait":
    frames = sys._current_frames()
faulthandler.dump_traceback_later(0.05)
time.sleep(0.5)
faulthandler.dump_traceback()
over.set()
`);
  const threads = `Thread 0x00000003 \\[Waiter\\] \\(most recent call first\\):
(?:  File "threading", line \\d+ in wait\\n)+  File "program.py", line 5 in wait
(?:  File "threading", line \\d+ in \\w+\\n)+
`;
  const main = (line) => `Thread 0x0000000\\d \\[MainThread\\] \\(most recent call first\\):
  File "program.py", line ${line} in <module>
`;
  assert.match(
    result.stderr,
    new RegExp(`^Timeout \\(0:00:00\\.050000\\)!\n${threads}${main(15)}${threads}Current t${main(16).slice(1)}$`),
  );
  assert.equal(ending(result), "exited 0");
});

test("logging formats times, and queue.SimpleQueue is the native one", () =>
  passes(`
import io, logging, queue, re, threading
stream = io.StringIO()
logging.basicConfig(format="%(asctime)s %(message)s", stream=stream)
logging.warning("x")
assert re.fullmatch(r"\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} x\\n", stream.getvalue()), stream.getvalue()
q = queue.SimpleQueue()
assert type(q).__module__ == "_queue"
threads = [threading.Thread(target=lambda: [q.put(n) for n in range(500)]) for _ in range(4)]
for t in threads: t.start()
assert sorted(q.get() for _ in range(2000)) == sorted(list(range(500)) * 4)
try:
    q.get(timeout=0.01)
except queue.Empty:
    pass
else:
    raise AssertionError
`));
