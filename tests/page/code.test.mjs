/** The code in the editor: the two forms, edits that survive, and loading that fails or lasts. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { choose, editorText, lines, run, setUp, showDocumented, state, write } from "./harness.mjs";

let site;
before(async () => {
  site = await setUp();
});
after(() => site.close());

test("a program that is documented in Python 2 is shown in Python 3 first; the documented form is a click away", async () => {
  const page = await site.open();
  assert.match(await page.locator("#dialect-text").innerText(), /^In Python 3\./);
  assert.match(await editorText(page), /print\('Worker'\)/);
  await showDocumented(page);
  assert.match(await page.locator("#dialect-text").innerText(), /Python 2/);
  assert.match(await editorText(page), /print 'Worker'/);
  await page.getByRole("button", { name: "Show the Python 3 form" }).click();
  await page.getByRole("button", { name: "Show as documented" }).waitFor();
  assert.match(await editorText(page), /print\('Worker'\)/);
  await page.getByRole("button", { name: "Show as documented" }).click();
  assert.match(await editorText(page), /print 'Worker'/);
});

test("edited Python 2 code is translated, and neither form is lost", async () => {
  const page = await site.open();
  await showDocumented(page);
  await write(page, "print 'mine'");
  await page.getByRole("button", { name: "Show the Python 3 form" }).click();
  await page.getByRole("button", { name: "Show as documented" }).waitFor();
  assert.equal(await editorText(page), "print('mine')");
  await page.getByRole("button", { name: "Show as documented" }).click();
  assert.equal(await editorText(page), "print 'mine'");
});

test("a form without a file of its own is translated", async () => {
  const page = await site.open({ path: "#threading_daemon_join_timeout" });
  await page.getByRole("button", { name: "Show the Python 3 form" }).click();
  await page.getByRole("button", { name: "Show as documented" }).waitFor();
  assert.match(await editorText(page), /print\('d\.isAlive\(\)', d\.isAlive\(\)\)/);
});

test("what stays Python 3 in a Python 2 program is said below its code, by line, in both forms", async () => {
  const page = await site.open();
  const stays = page.locator("#stays");
  const texts = () => page.locator("#stays li").allInnerTexts();
  await showDocumented(page);
  await write(page, "print 'a'\nprint 7 / 2\nprint 9 / 2");
  await stays.waitFor();
  assert.deepEqual(await texts(), ["Line 2: / divides as in Python 3.", "Line 3: / divides as in Python 3."]);
  assert.equal(await page.locator("#stays code").first().innerText(), "/");
  await page.getByRole("button", { name: "Line 3" }).click();
  assert.equal(await page.evaluate(() => document.getSelection().toString()), "print 9 / 2");
  await page.getByRole("button", { name: "Show the Python 3 form" }).click();
  await page.getByRole("button", { name: "Show as documented" }).waitFor();
  await page.getByRole("button", { name: "Line 3" }).click();
  assert.equal(await page.evaluate(() => document.getSelection().toString()), "print(9 / 2)");
  await page.keyboard.type("print(4)");
  await stays.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Show as documented" }).click();
  await stays.waitFor();
  await page.locator("#settings > summary").click();
  await page.getByLabel("Dialect").selectOption("python3");
  await stays.waitFor({ state: "hidden" });
  await page.getByLabel("Dialect").selectOption("auto");
  await stays.waitFor();
  await write(page, "print(7 / 2)");
  await stays.waitFor({ state: "hidden" });
});

test("the runtime is not asked about a program while another one runs", async () => {
  const page = await site.open();
  // Longer than the pause of the reader's after which it would be asked, in vain.
  await run(page, "# fake: wait 1500");
  await state(page, "running");
  await write(page, "print 7 / 2");
  await state(page, "exited");
  await page.locator("#stays").waitFor();
});

test("edits survive a reload and another example; Reset brings the example back, and can be undone", async () => {
  const page = await site.open();
  const original = await editorText(page);
  await write(page, "# mine");
  await choose(page, "fetch_status");
  await page.getByRole("heading", { name: "Both streams" }).waitFor();
  assert.doesNotMatch(await editorText(page), /mine/);
  await choose(page, "threading_simple");
  await page.getByRole("heading", { name: "Starting threads" }).waitFor();
  assert.equal(await editorText(page), "# mine");
  await page.reload();
  await state(page, "idle");
  await page.locator("#editor .cm-content").waitFor();
  assert.equal(await editorText(page), "# mine");
  await page.locator("#reset").click();
  assert.equal(await editorText(page), original);
  await page.locator("#editor .cm-content").press("Control+z");
  assert.equal(await editorText(page), "# mine");
});

test("storage that the browser refuses does not stop the page", async () => {
  const page = await site.open({
    async prepare(context) {
      await context.addInitScript(() => {
        Object.defineProperty(window, "localStorage", {
          get() {
            throw new DOMException("refused", "SecurityError");
          },
        });
      });
    },
  });
  await write(page, "# mine");
  await choose(page, "fetch_status");
  await page.getByRole("heading", { name: "Both streams" }).waitFor();
  await choose(page, "threading_simple");
  await page.getByRole("heading", { name: "Starting threads" }).waitFor();
  assert.equal(await editorText(page), "# mine");
});

test("the code stands still when the editor takes its place", async () => {
  let plain;
  const measure = (page) =>
    page.locator("#editor").evaluate((editor) => {
      const text = document
        .createTreeWalker(editor.querySelector("code, .cm-content"), NodeFilter.SHOW_TEXT)
        .nextNode();
      const range = document.createRange();
      range.selectNodeContents(text);
      const { left, top } = range.getClientRects()[0];
      return { left, top, height: editor.getBoundingClientRect().height };
    });
  const page = await site.open({
    async prepare(context) {
      await context.route(/assets\/editor-(?!host)/, async (route, request) => {
        const loading = request.frame().page();
        await loading.locator("#editor .plain-code").waitFor();
        await state(loading, "idle");
        plain = await measure(loading);
        await route.continue();
      });
    },
  });
  const edited = await measure(page);
  for (const side of ["left", "top", "height"]) {
    assert.ok(Math.abs(edited[side] - plain[side]) < 1, `${side}: ${plain[side]} became ${edited[side]}`);
  }
});

test("the skip link leads to the program and leaves the example", async () => {
  const page = await site.open({ path: "#fetch_status" });
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.hash === "#program");
  assert.equal(await page.locator("#title").innerText(), "Both streams");
  assert.equal(await page.evaluate(() => document.activeElement.id), "program");
});

test("the recorded output is shown as text", async () => {
  const page = await site.open({ path: "#fetch_status" });
  assert.match(await page.locator("#recorded-output").innerText(), /^at <module>\n/);
  assert.equal(await page.locator("#recorded-title").innerText(), "Recorded output");
  assert.equal(await page.locator("#recorded-status").innerText(), "exit status 3");
});

test("Run while the runtime loads waits for it; Stop calls that off", async () => {
  const page = await site.open({ path: "?load=held", ready: false });
  assert.equal(await page.locator("#progress-text").innerText(), "36% · 3.1 of 8.5 MB");
  assert.equal(await page.locator("#progress").evaluate((bar) => bar.value / bar.max > 0.3), true);
  await run(page);
  assert.match(await page.locator("#status-detail").innerText(), /runs as soon as it is ready/);
  await page.locator("#stop").click();
  assert.equal(await page.locator("#status-detail").isVisible(), false);
  await run(page);
  await page.evaluate(() => document.dispatchEvent(new Event("fake-load")));
  await state(page, "exited");
  await page.locator("#output .line").nth(4).waitFor();
  assert.equal((await lines(page)).length, 5);
});

test("a runtime that does not load says so, and Try again loads it", async () => {
  const page = await site.open({ path: "?load=fail", ready: false });
  await state(page, "failed");
  assert.match(await page.locator("#status-detail").innerText(), /could not be fetched \(404\)/);
  await page.getByRole("button", { name: "Try again" }).click();
  await state(page, "idle");
  await run(page);
  await state(page, "exited");
});

test("whoever has edited the documented form finds it again", async () => {
  const page = await site.open();
  await showDocumented(page);
  await write(page, "print 'mine'");
  await page.reload();
  await state(page, "idle");
  await page.locator("#editor .cm-content").waitFor();
  assert.equal(await editorText(page), "print 'mine'");
  assert.equal(await page.locator("#edited").isVisible(), true);
});
