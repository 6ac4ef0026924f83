/** The real page on the real engine: a reader's actions with the documented examples. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { choose as chooseProgram, editorText, lines, run, setUp, state, write } from "../page/harness.mjs";
import { builtFolder, example, examples, withoutLastNewline } from "./support.mjs";

let site;
let page;
before(async () => {
  site = await setUp({ folder: builtFolder });
  page = await site.open({ permissions: ["clipboard-read", "clipboard-write"] });
});
after(() => site.close());

/** Waits until the current run has ended. */
async function ended(reason, status) {
  await page.locator('#status[data-state="exited"]').waitFor();
  const shown = await page.locator("#status").evaluate((element) => ({ ...element.dataset }));
  assert.deepEqual([shown.reason, shown.exitStatus], [reason, String(status)]);
  await page.locator('#output:not([aria-busy="true"])').waitFor();
}

async function choose(name) {
  const { title, file } = examples().find((entry) => entry.name === name);
  await chooseProgram(page, name);
  await page.getByRole("heading", { name: title, exact: true }).waitFor();
  // An example that is documented in Python 2 is shown in Python 3 first.
  const documented = page.getByRole("button", { name: "Show as documented" });
  if (await documented.isVisible()) await documented.click();
  // The code of this example, not the previous one.
  await page.locator(`#tabs [data-file="${file.split("/").at(-1)}"]`).waitFor();
}

async function copied() {
  await page.locator("#copy").click();
  await page.locator("#output-told", { hasText: "Copied" }).waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

test("loading shows bytes on a progress bar and ends ready", async () => {
  const seen = await site.open({
    ready: false,
    async prepare(context) {
      await context.addInitScript(() => {
        window.shown = [];
        const look = () => {
          const bar = document.getElementById("progress");
          if (bar)
            window.shown.push([bar.hidden, bar.value, bar.max, document.getElementById("progress-text").textContent]);
        };
        new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
      });
    },
  });
  await state(seen, "idle");
  const shown = await seen.evaluate(() => window.shown);
  const moving = shown.filter(([hidden, value, max]) => !hidden && max > 1_000_000 && value > 0 && value < max);
  assert.ok(moving.length >= 2, `seen part of the way ${moving.length} times`);
  assert.match(moving.at(-1)[3], /^\d+% · \d+\.\d of \d+\.\d MB$/);
  assert.equal(shown.at(-1)[0], true, "hidden at the end");
  await seen.context().close();
});

for (const { name, file, out } of examples().slice(0, 5)) {
  test(`${name}: the documented output, by the button and by Ctrl+Enter`, async () => {
    await choose(name);
    assert.equal(`${await editorText(page)}\n`.trimEnd(), example(file).trimEnd());
    assert.equal((await page.locator("#recorded-output").textContent()).trimEnd(), example(out).trimEnd());
    await page.locator("#run").click();
    await ended("exited", 0);
    assert.equal(withoutLastNewline(await copied()), withoutLastNewline(example(out)));
    const shown = await lines(page);
    assert.equal(shown.map(([, , text]) => text).join("\n"), withoutLastNewline(example(out)));
    for (const [index, [thread, stream, text]] of shown.entries()) {
      // A line of logging contains its thread's name, and goes to standard error.
      const named = /^\((\S+) *\)/.exec(text)?.[1];
      const printer = text.startsWith("d.isAlive") ? "MainThread" : `Thread-${index + 1}`;
      assert.deepEqual([thread, stream], named ? [named, "stderr"] : [printer, "stdout"]);
    }
    await page.locator("#clear").click();
    await page.locator("#editor .cm-content").focus();
    await page.keyboard.press("Control+Enter");
    await page.locator("#output .line").first().waitFor();
    await ended("exited", 0);
    assert.equal(withoutLastNewline(await copied()), withoutLastNewline(example(out)));
    assert.equal(`${await editorText(page)}\n`.trimEnd(), example(file).trimEnd(), "the key inserted nothing");
  });
}

test("where no thread can go on, the output says why, and Stop ends it", async () => {
  await choose("simple");
  await run(page, "import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()\n");
  const explained = page.locator('#output .line[data-thread="explanation"] .text');
  await explained.nth(2).waitFor();
  assert.deepEqual((await explained.allTextContents()).slice(0, 2), [
    "Deadlock: MainThread waits for a lock that it holds itself.",
    "  MainThread waits at threading_simple.py:4 for Lock `lock`, which it holds itself since threading_simple.py:3.",
  ]);
  await state(page, "running");
  await page.locator("#stop").click();
  await ended("exited", 130);
  await page.locator("#reset").click();
});

test("Python 2 is said to be Python 2, and its Python 3 form is a click away and runs", async () => {
  await choose("simple");
  assert.match(await page.locator("#dialect-text").innerText(), /Python 2/);
  await page.locator("#run").click();
  await ended("exited", 0);
  assert.match(
    await page.locator("#status-headline").innerText(),
    /6 threads, \d+\.\d of \d+ cores? · run as Python 2$/,
  );
  await page.getByRole("button", { name: "Show the Python 3 form" }).click();
  await page.getByRole("button", { name: "Show as documented" }).waitFor();
  assert.equal((await editorText(page)).trimEnd(), example("python3/threading_simple.py").trimEnd());
  await page.locator("#run").click();
  await ended("exited", 0);
  assert.doesNotMatch(await page.locator("#status-headline").innerText(), /Python 2/);
  assert.equal(await copied(), example("threading_simple.out"));
  await page.getByRole("button", { name: "Show as documented" }).click();
});

test("edited Python 2 is translated by the real translator; Reset brings the example back", async () => {
  await choose("simpleargs");
  const original = await editorText(page);
  await write(page, "import threading\nprint 'mine', threading.current_thread().getName()\n");
  await page.locator("#edited").waitFor();
  await page.locator("#run").click();
  await ended("exited", 0);
  assert.deepEqual(await lines(page), [["MainThread", "stdout", "mine MainThread"]]);
  await page.getByRole("button", { name: "Show the Python 3 form" }).click();
  await page.getByRole("button", { name: "Show as documented" }).waitFor();
  assert.match(await editorText(page), /^import threading\nprint\('mine', /);
  await page.getByRole("button", { name: "Show as documented" }).click();
  await write(page, "print 7 / 2\nprint 'text'\n");
  await page.locator("#stays li").first().waitFor();
  assert.match(
    await page.locator("#stays li").first().innerText(),
    /^Line 1: \/ divides as in Python 3: 7 \/ 2 is 3\.5/,
  );
  await page.locator("#reset").click();
  assert.equal(await editorText(page), original);
});

test("input() is answered in the page", async () => {
  await run(page, "name = input('name? ')\nprint('hello', name)\n");
  await page.locator("#input-row").waitFor();
  await page.locator("#input").fill("Ada");
  await page.locator("#input").press("Enter");
  await ended("exited", 0);
  assert.deepEqual(
    (await lines(page)).map(([, , text]) => text),
    ["name? Ada", "hello Ada"],
  );
});

test("input() of another thread: the page says which one waits, and only that one does", async () => {
  const code = `import threading
answered = threading.Event()
threading.Thread(target=lambda: (print("hello", input()), answered.set()), name="Clerk").start()
print("the others go on")
answered.wait()
`;
  await run(page, code);
  await page.locator("#output .line", { hasText: "the others go on" }).waitFor();
  await page.getByLabel("Clerk is waiting for input").fill("Grace");
  await page.locator("#input").press("Enter");
  await ended("exited", 0);
  assert.deepEqual((await lines(page)).map(([, , text]) => text).sort(), ["Grace", "hello Grace", "the others go on"]);
});

test("several files, arguments and standard input reach the program; a traceback leads into the imported file", async () => {
  await choose("word_count");
  assert.deepEqual(await page.locator("#tabs .tab").allInnerTexts(), ["word_count.py runs", "counting.py"]);
  await page.locator("#run").click();
  await ended("exited", 0);
  assert.equal(await copied(), example("word_count.out"));
  await page.locator('#tabs [data-file="counting.py"]').click();
  await write(
    page,
    "def words_of(line):\n    raise ValueError('no <module>')\n\n\ndef merge(counters):\n    return list(counters)",
  );
  await page.locator("#run").click();
  await ended("exited", 1);
  assert.match(await copied(), /ValueError: no <module>\n$/);
  await page.locator('#tabs [data-file="word_count.py"]').click();
  await page.locator('#output a.trace[data-file="counting.py"][data-line="2"]').click();
  assert.equal(await page.locator('#tabs [aria-selected="true"]').getAttribute("data-file"), "counting.py");
  assert.equal(
    (await page.evaluate(() => document.getSelection().toString())).trim(),
    "raise ValueError('no <module>')",
  );
});

test("carriage returns and colours, each thread in its own line, and a filter for each", async () => {
  await choose("progress");
  await page.locator("#run").click();
  await ended("exited", 0);
  await page.locator("#threads .chip", { hasText: "music" }).click();
  await page.waitForFunction(() => document.querySelectorAll("#output .line").length === 1);
  assert.deepEqual(await lines(page), [["music", "stdout", `music    [${"#".repeat(20)}] 100%`]]);
  assert.equal(await page.locator("#output .ansi-magenta-fg").innerText(), "music   ");
});

test("sys.exit() is no traceback, and ends with its status", async () => {
  await run(page, "import sys\nprint('last line', end='')\nsys.exit(4)");
  await ended("exited", 4);
  assert.deepEqual(await lines(page), [["MainThread", "stdout", "last line"]]);
});
