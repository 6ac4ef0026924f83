/** The command line before a browser starts: the input that it rejects, and its messages. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { parseArguments } from "../../scripts/lib/py-arguments.mjs";
import { decode } from "../../scripts/lib/source.mjs";

const script = fileURLToPath(new URL("../../scripts/py.mjs", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "playground-py-"));
after(() => rmSync(scratch, { recursive: true }));
writeFileSync(join(scratch, "a.py"), "print(1)\n");

function py(...args) {
  const env = { ...process.env, THREADING_PLAYGROUND_DIST: join(scratch, "nothing") };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: scratch,
    env,
    encoding: "utf8",
  });
  return { status, stdout, first: stderr.split("\n", 1)[0], stderr };
}

test("wrong command lines end with status 2 and a sentence", () => {
  for (const [args, message] of [
    [[], "FILE is missing"],
    [["--batch"], "FILE is missing"],
    [["missing.py"], "missing.py: there is no such file"],
    [["--batch", "a.py", "missing.py"], "missing.py: there is no such file"],
    [["."], ".: it is a folder, not a file"],
    [["--mount", "data", "a.py"], /^--mount data: give DIR=PATH/],
    [["--timeout", "soon", "a.py"], "--timeout soon: give a number of seconds above 0"],
    [["--timeout=0", "a.py"], "--timeout 0: give a number of seconds above 0"],
    [["--timeout"], "--timeout: a value is missing"],
    [["--browser", "lynx", "a.py"], "--browser lynx: give chromium, firefox"],
    [["--fast", "a.py"], "--fast: there is no such option"],
    [["--batch", "-"], "--batch: - is for a single program"],
  ]) {
    const { status, stdout, first } = py(...args);
    assert.equal(status, 2, args.join(" "));
    assert.equal(stdout, "");
    if (message instanceof RegExp) assert.match(first, message);
    else assert.equal(first, message);
  }
});

test("without a built page it names the command", () => {
  const { status, stderr } = py("a.py");
  assert.equal(status, 1);
  assert.equal(stderr, "there is no built page yet: run npm start, or npm run build\n");
});

test("help", () => {
  const { status, stdout } = py("--help");
  assert.equal(status, 0);
  assert.match(stdout, /^usage: npm run --silent py/);
});

test("after the file everything is the program's", () => {
  const { files, argv, timeoutMs, browser } = parseArguments(["--timeout", "1.5", "a.py", "--timeout", "2", "-"]);
  assert.deepEqual([files, argv, timeoutMs, browser], [["a.py"], ["--timeout", "2", "-"], 1500, "chromium"]);
  assert.deepEqual(parseArguments(["--browser=firefox", "--", "--odd.py"]).files, ["--odd.py"]);
  assert.deepEqual(parseArguments(["-", "x"]).files, ["-"]);
  assert.deepEqual(parseArguments(["--batch", "a.py", "b.py"]).files, ["a.py", "b.py"]);
});

test("source is read as its coding comment says", () => {
  assert.equal(decode(Buffer.from("\ufeffprint('é')"), "a.py"), "print('é')");
  const latin = Buffer.from("#!/usr/bin/python\n# -*- coding: latin-1 -*-\n'\xe9'", "latin1");
  assert.match(decode(latin, "a.py"), /'é'$/);
  assert.throws(() => decode(Buffer.from("'\xe9'", "latin1"), "a.py"), /a\.py: .*it is not utf-8/);
  assert.throws(() => decode(Buffer.from("# coding: nonsense"), "a.py"), /unknown encoding nonsense/);
  assert.equal(decode(Buffer.from("x = 1\n# coding: nonsense"), "a.py").length, 24);
});
