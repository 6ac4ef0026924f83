/** The real page when a program or the runtime fails: the code stays, and the next run works. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { editorText, lines, run, setUp, state, write } from "../page/harness.mjs";
import { example, folderWithRemovableWorker } from "./support.mjs";

const copy = folderWithRemovableWorker();
let site;
let page;
before(async () => {
  site = await setUp({ folder: copy.folder, immutable: false });
  page = await site.open();
});
after(async () => {
  copy.dispose();
  await site.close();
});

async function ended(target = page) {
  await target.locator('#status[data-state="exited"]').waitFor();
  await target.locator('#output:not([aria-busy="true"])').waitFor();
  return target.locator("#status").evaluate(({ dataset }) => `${dataset.reason} ${dataset.exitStatus}`);
}

const printed = async (target = page) => (await lines(target)).map(([, , text]) => text).join("\n");

/** Checks that the code is unchanged, and that a documented program runs in the same page. */
async function checkCodeAndNextRun(code, target = page) {
  assert.equal(await editorText(target), code);
  await run(target, example("threading_simple.py"));
  assert.equal(await ended(target), "exited 0");
  assert.equal(`${await printed(target)}\n`, example("threading_simple.out"));
}

test("a syntax error leaves the code", async () => {
  const code = "print('fine')\nx = = 2";
  await run(page, code);
  assert.equal(await ended(), "exited 1");
  assert.match(
    await printed(),
    /^ {2}File "threading_simple\.py", line 2\n {4}x = = 2\n.*\nSyntaxError: invalid syntax$/,
  );
  assert.deepEqual(new Set((await lines(page)).map(([, stream]) => stream)), new Set(["stderr"]));
  await checkCodeAndNextRun(code);
});

test("sources that no parser is made for are looked at for Python 2, and the next run works", async () => {
  for (const code of [`print ${"(".repeat(20_000)}`, `print ${"-".repeat(100_000)}1`, "print 'a'\n\0"]) {
    await write(page, code);
    // Writes another program after it, whose dialect is determined after that of the first.
    await write(page, "print 7 / 2");
    await page.locator("#stays").waitFor();
    await write(page, code);
    await run(page);
    await ended();
    // The editor draws only the visible part of such a line, so the code itself cannot be compared here.
    await run(page, example("threading_simple.py"));
    assert.equal(await ended(), "exited 0", `after ${JSON.stringify(code.slice(0, 20))}`);
    assert.equal(`${await printed()}\n`, example("threading_simple.out"));
  }
});

test("a stack overflow leaves the code and what was printed", async () => {
  const code = "deep = []\nfor _ in range(1000000):\n    deep = [deep]\nprint('begun')\nrepr(deep)";
  await run(page, code);
  const how = await ended();
  assert.match(await printed(), /^begun/);
  if (how === "crashed 134") assert.match(await page.locator("#status-detail").innerText(), /stack overflow/);
  else assert.match(`${how} ${await printed()}`, /^exited 1 .*\nRecursionError: maximum recursion depth exceeded/s);
  await checkCodeAndNextRun(code);
});

test("Stop is KeyboardInterrupt, and leaves the code", async () => {
  const code = "print('ready')\nwhile True:\n    pass";
  await run(page, code);
  await page.locator("#output .line").waitFor();
  await page.locator("#stop").click();
  assert.equal(await ended(), "exited 130");
  assert.match(await printed(), /^ready\nTraceback \(most recent call last\):\n.*\nKeyboardInterrupt$/s);
  await checkCodeAndNextRun(code);
});

test("a second click ends a program that ignores the first, and leaves the code", async () => {
  const code = `import itertools, time
for turn in itertools.count():
    try:
        if turn == 0:
            print('ready')
        time.sleep(1000)
    except KeyboardInterrupt:
        print('ignored')`;
  await run(page, code);
  await page.locator("#output .line").waitFor();
  await page.locator("#stop").click();
  await page.locator("#output .line", { hasText: "ignored" }).waitFor();
  await page.getByRole("button", { name: "End it at once" }).click();
  assert.equal(await ended(), "killed 137");
  assert.equal(await printed(), "ready\nignored");
  await checkCodeAndNextRun(code);
});

/** Removes expected errors of the console about what is missing; all others must match the pattern. */
function takeErrors(pattern) {
  for (const text of site.errors.splice(0)) assert.match(text, pattern);
}

test("a runtime that does not load: a message, the code stays, Try again works", async () => {
  let isBlocked = true;
  const other = await site.open({
    ready: false,
    prepare: (context) =>
      context.route("**/interpreter_bg.wasm", (route) => (isBlocked ? route.abort() : route.continue())),
  });
  await state(other, "failed");
  assert.match(await other.locator("#status-detail").innerText(), /could not be fetched/);
  const code = "print('mine')";
  await write(other, code);
  await other.getByRole("button", { name: "Try again" }).click();
  await state(other, "failed");
  assert.equal(await editorText(other), code);
  isBlocked = false;
  await other.getByRole("button", { name: "Try again" }).click();
  await state(other, "idle");
  await other.locator("#run").click();
  assert.equal(await ended(other), "exited 0");
  assert.equal(await printed(other), "mine");
  await checkCodeAndNextRun(code, other);
  await other.context().close();
  takeErrors(/Failed to load resource/);
});

test("a worker script that does not load while a program runs: RuntimeError, the code stays, the page recovers", async () => {
  const code = `import threading
print(input('go? '))
go_on = threading.Event()
try:
    for _ in range(8):
        threading.Thread(target=go_on.wait).start()
except RuntimeError as error:
    print(error)
finally:
    go_on.set()`;
  await run(page, code);
  await page.locator("#input-row").waitFor();
  copy.removeWorker();
  try {
    await page.locator("#input").press("Enter");
    assert.equal(await ended(), "exited 0");
  } finally {
    copy.restoreWorker();
  }
  assert.equal((await lines(page)).at(-1)[2], "can't start new thread");
  assert.equal(await editorText(page), code);
  takeErrors(/404/);
});

test("a page whose worker script is missing says so, and Try again works", async () => {
  copy.removeWorker();
  const other = await site.open({ ready: false });
  await state(other, "failed");
  copy.restoreWorker();
  assert.match(await other.locator("#status-detail").innerText(), /worker script could not be loaded/);
  await other.getByRole("button", { name: "Try again" }).click();
  await state(other, "idle");
  await other.close();
  takeErrors(/404/);
});
