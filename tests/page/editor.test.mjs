/** The editor: brackets, completion, wrapping, finding, and the marks that a run leaves. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violations } from "../support/axe.mjs";
import { editorText, run, setUp, state, write } from "./harness.mjs";

let site;
before(async () => {
  site = await setUp();
});
after(() => site.close());

const content = (page) => page.locator("#editor .cm-content");

test("a bracket is closed as it is opened, and names of the file are completed", async () => {
  const page = await site.open({ path: "#own" });
  await write(page, "account_of_ada = 1\n");
  await content(page).press("Control+End");
  await page.keyboard.type("print(acc");
  const choice = page.locator(".cm-tooltip-autocomplete li", { hasText: "account_of_ada" });
  await choice.waitFor();
  assert.deepEqual(await violations(page), []);
  await choice.click();
  assert.equal(await editorText(page), "account_of_ada = 1\nprint(account_of_ada)");
});

test("long lines wrap where the reader wants it, and do so after a reload", async () => {
  const page = await site.open({ path: "#own" });
  await write(page, `# ${"word ".repeat(100)}`);
  const height = () => page.locator("#editor .cm-line").evaluate((line) => line.getBoundingClientRect().height);
  const before = await height();
  const wrap = page.getByRole("button", { name: "Wrap" });
  await wrap.click();
  assert.equal(await wrap.getAttribute("aria-pressed"), "true");
  assert.ok((await height()) > 2 * before);
  await page.reload();
  await state(page, "idle");
  await content(page).waitFor();
  assert.ok((await height()) > 2 * before);
});

for (const colorScheme of ["light", "dark"]) {
  test(`the find panel passes axe, ${colorScheme}`, async () => {
    const page = await site.open({ path: "#own", colorScheme });
    await content(page).press("Control+f");
    await page.locator(".cm-search").waitFor();
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Escape");
    await page.locator(".cm-search").waitFor({ state: "detached" });
  });
}

test("a thread is marked at the line that it is at, by name, and no more once the run is over", async () => {
  const page = await site.open({ path: "#own" });
  const events = [
    { kind: "began", thread: 1, atMs: 0 },
    {
      kind: "blocked",
      thread: 1,
      atMs: 1,
      wait: "lock",
      what: "Lock.acquire",
      type: "Lock",
      file: "program.py",
      line: 2,
    },
  ];
  const steps = events.map((event) => `# fake: event ${JSON.stringify(event)}`);
  await run(page, [...steps, "# fake: hang"].join("\n"));
  const marked = page.locator("#editor .cm-line[data-threads]");
  await marked.waitFor();
  assert.equal(await marked.getAttribute("data-threads"), "MainThread");
  assert.equal(await marked.textContent(), steps[1]);
  assert.equal(await page.locator("#editor .cm-gutterElement.thread-lock").innerText(), "2");
  await page.locator("#stop").click();
  await state(page, "exited");
  await marked.waitFor({ state: "detached" });
});

test("a syntax error is underlined at its place after a run, with its words beside it, until the next run", async () => {
  const page = await site.open({ path: "#own" });
  const shown = '  File "program.py", line 1\n    # fake: err\n            ^^^\nSyntaxError: invalid syntax\n';
  await run(page, `# fake: err MainThread ${JSON.stringify(shown)}\n# fake: exit 1`);
  await state(page, "exited");
  const mark = page.locator("#editor .cm-lintRange-error");
  await mark.waitFor();
  assert.equal(await mark.textContent(), "err");
  await mark.hover();
  await page.locator(".cm-diagnostic", { hasText: "SyntaxError: invalid syntax" }).waitFor();
  await run(page, "# fake: exit 0");
  await state(page, "exited");
  await mark.waitFor({ state: "detached" });
});
