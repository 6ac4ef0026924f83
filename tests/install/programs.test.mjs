/** Which blocks become live by themselves: whole programs that use threads. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { before, test } from "node:test";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { installed, useInstalled } from "./installed.mjs";

before(() => useInstalled());

const ASK = `import json, sys
from threading_playground.programs import is_threaded_program
print(json.dumps([is_threaded_program(code) for code in json.load(sys.stdin)]))`;

const verdicts = (codes) =>
  JSON.parse(execFileSync(installed("python"), ["-c", ASK], { input: JSON.stringify(codes), encoding: "utf8" }));

const LIVE = {
  "a thread": "import threading\nthreading.Thread(target=print).start()",
  "under a guard":
    "import threading\ndef main():\n    threading.Timer(0, print).start()\nif __name__ == '__main__':\n    main()",
  "a class of thread":
    "from threading import Thread\nclass T(Thread):\n    def run(self):\n        print(self.name)\nT().start()",
  "a pool":
    "from concurrent import futures\nwith futures.ThreadPoolExecutor() as pool:\n    print(*pool.map(str, [1]))",
  "a global of a function":
    "import threading\ndef f():\n    global n\n    n = 1\nt = threading.Thread(target=f); t.start(); t.join(); print(n)",
  "a star import": "from threading import *\nThread(target=print).start()",
  comprehensions:
    "import threading\nts = [threading.Thread(target=print, args=(n,)) for n in range(3)]\nfor t in ts: t.start()",
};

const PLAIN = {
  "a signature": "class threading.Thread(group=None, target=None)",
  "a stub": "import threading\ndef start(self) -> None: ...\nthreading.Thread(target=print).start()",
  "a fragment: a name from elsewhere": "import threading\nthreading.Thread(target=work).start()",
  "a fragment without its import": "t = threading.Thread(target=print)\nt.start()",
  "definitions alone": "import threading\nclass T(threading.Thread):\n    def run(self):\n        self.start()",
  "no thread": "print('hello')",
  "an import and no more": "import threading\nprint(threading.active_count())",
  "a package that is not there": "import threading, requests\nthreading.Thread(target=requests.get).start()",
  sockets: "import threading, socket\nthreading.Thread(target=socket.socket).start()",
  "a shell": "$ python -c 'import threading'",
  "Python 2": "import threading\nprint 'hello'\nthreading.Thread(target=f).start()",
};

test("whole programs with threads", () => {
  assert.deepEqual(
    verdicts(Object.values(LIVE)).map((is, at) => [Object.keys(LIVE)[at], is]),
    Object.keys(LIVE).map((name) => [name, true]),
  );
});

test("signatures, fragments, and what a browser cannot run", () => {
  assert.deepEqual(
    verdicts(Object.values(PLAIN)).map((is, at) => [Object.keys(PLAIN)[at], is]),
    Object.keys(PLAIN).map((name) => [name, false]),
  );
});

test("of the Python 3 examples of the playground most are such programs, whatever they do", () => {
  const folder = inRoot("dist/examples/python3");
  const codes = readdirSync(folder)
    .filter((name) => name.endsWith(".py"))
    .map((name) => [name, readFileSync(`${folder}/${name}`, "utf8")]);
  const found = verdicts(codes.map(([, code]) => code));
  const missed = codes.filter((_, at) => !found[at]).map(([name]) => name);
  assert.ok(missed.length <= codes.length / 5, missed.join(" "));
});
