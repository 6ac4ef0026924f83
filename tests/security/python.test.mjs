/**
 * Python has no access to the page, the network, the browser's storage or the machine. Each way is tried in the real
 * runtime.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { openRunner } from "../../scripts/lib/runner.mjs";
import { builtFolder } from "../e2e/support.mjs";

const PROGRAM = readFileSync(inRoot("tests/security/doors.py"), "utf8");
/** The error for each way, unless the name does not exist. */
const SOCKETS = /^OSError: \[Errno 95\] a browser gives no sockets to a page$/;
const PROCESSES = /^OSError: \[Errno 95\] emscripten does not support processes\.$/;
const NO_FILE = /^FileNotFoundError: \[Errno 2\] No such file or directory: /;
const EXPECTED = [
  [/^import /, /^ModuleNotFoundError: No module named '\w+'$/],
  [/^(builtin|frozen) module /, /^AttributeError: 'NoneType' object has no attribute 'loader'$/],
  [/^extension /, /^ImportError: /],
  [/^urlopen https:/, /^URLError: <urlopen error unknown url type: https>$/],
  [/^urlopen file:/, /^URLError: <urlopen error \[Errno 2\] No such file/],
  [/^urlopen /, /^URLError: <urlopen error (ftp error: )?.*\[Errno 95\] a browser gives no sockets to a page/],
  [/^(http\.client|asyncio|socket|smtplib|ftplib|xmlrpc)/, SOCKETS],
  [/^os\.popen|^subprocess/, PROCESSES],
  [/^os\./, /^AttributeError: module 'os' has no attribute '\w+'(: a browser gives a page no processes)?$/],
  [/^multiprocessing/, /: \[Errno 95\] a browser gives a page no processes: /],
  [/^open /, NO_FILE],
];

/** Everything in the page that a program could change. */
const snapshot = () =>
  Promise.all([indexedDB.databases(), caches.keys()]).then(([databases, cacheNames]) => ({
    local: { ...localStorage },
    session: { ...sessionStorage },
    cookie: document.cookie,
    databases,
    cacheNames,
    html: document.documentElement.outerHTML,
    address: location.href,
    entries: history.length,
    // Without the language's own globals, which Firefox creates when they are first used.
    globals: Object.keys(globalThis).sort(),
  }));

for (const browser of ["chromium", "firefox"]) {
  const asked = [];
  const knocks = [];
  /** Another server, which a program would reach if it had a way. */
  const other = createServer((request, response) => {
    knocks.push(request.url);
    response.end("reached");
  });
  let runner;
  before(async () => {
    await new Promise((done) => other.listen(0, "127.0.0.1", done));
    runner = await openRunner({ browser, folder: builtFolder, onRequest: (_, url) => asked.push(url) });
  });
  after(async () => {
    await runner?.close();
    other.close();
    assert.deepEqual(runner?.pageErrors, []);
  });

  test(`${browser}: every door is shut, with an exception that says so, and the browser hears nothing of it`, async () => {
    const hidden = await runner.page.evaluate(snapshot);
    asked.length = 0;
    const requests = [];
    runner.page.on("request", (request) => requests.push(request.url()));
    const result = await runner.run({
      files: { "doors.py": PROGRAM },
      main: "doors.py",
      argv: [`localhost:${other.address().port}`],
      timeoutMs: 120_000,
    });
    assert.equal(result.status, 0, result.stderr);
    const lines = result.stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const told = Object.fromEntries(lines.slice(-4).map(([name, , value]) => [name, value]));
    let tried = 0;
    for (const [name, kind, text] of lines.slice(0, -4)) {
      const [, expected] = EXPECTED.find(([names]) => names.test(name)) ?? [];
      assert.match(`${kind}: ${text}`, expected, name);
      tried += 1;
    }
    assert.ok(tried > 80, `${tried} doors`);
    assert.deepEqual(told.names, [], "nothing by a browser's names");
    const [modules, classes] = told["looked through"];
    assert.ok(modules > 60 && classes > 500, `${modules} modules, ${classes} classes`);
    assert.deepEqual(told.environ, ["HOME", "LANG", "PATH", "TMPDIR", "USER"]);
    assert.deepEqual(told.root, ["dev", "home", "tmp"], "a tree of its own");

    assert.deepEqual(knocks, [], "nobody reached the other server");
    const foreign = [...asked, ...requests].filter((url) => !/\/runtime\/[0-9a-f]{16}\/[\w./-]+\.js$/.test(url));
    assert.deepEqual(foreign, [], "workers' scripts, and nothing else, were fetched");
    assert.deepEqual(await runner.page.evaluate(snapshot), hidden, "page, address and storage are as they were");
  });

  test(`${browser}: the test above would see a door that is open`, async () => {
    const before = await runner.page.evaluate(snapshot);
    await runner.page.evaluate(() => {
      document.body.dataset.door = "open";
      localStorage.setItem("door", "open");
      return fetch("favicon.svg?door").then(() => undefined);
    });
    const now = await runner.page.evaluate(snapshot);
    assert.notEqual(now.html, before.html);
    assert.notDeepEqual(now.local, before.local);
    assert.ok(asked.some((url) => url.endsWith("?door")));
  });
}

/** All functions that the interpreter imports. A new one with more access needs consideration. */
test("the interpreter is given clocks, random numbers, messages to its page and no more", async () => {
  const runtime = join(builtFolder, "runtime", readdirSync(join(builtFolder, "runtime"))[0]);
  const module = new WebAssembly.Module(readFileSync(join(runtime, "interpreter_bg.wasm")));
  const names = WebAssembly.Module.imports(module).map(({ name }) => name);
  assert.ok(names.length > 20);
  const reaching =
    /fetch|xml|socket|eval|function_new|new_?no_?args|document|storage|cookie|indexed|import|open|location|navigate|write|element|node|event_?source|beacon/i;
  assert.deepEqual(
    names.filter((name) => reaching.test(name)),
    [],
  );
});
