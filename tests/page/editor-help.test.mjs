/** What the editor says while code is typed: syntax errors, completions and what a call takes. */
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
const underlined = (page) => page.locator("#editor .cm-lintRange-error");
const badge = (page) => page.locator("#dock-tab-problems .badge");

for (const colorScheme of ["light", "dark"]) {
  test(`a syntax error is marked as one types, with its message, and no more once it is mended, ${colorScheme}`, async () => {
    const page = await site.open({ path: "#own", colorScheme });
    await write(page, "one = 1\nif one # fake: wrong expected ':'\n");
    await underlined(page).waitFor();
    assert.equal(await page.locator("#editor .cm-gutterElement.problem-here").innerText(), "2");
    assert.equal(await page.locator("#syntax-said").textContent(), "program.py, line 2: SyntaxError: expected ':'.");
    assert.equal(await page.locator("#syntax-said").getAttribute("role"), "status", "polite");
    await underlined(page).hover();
    assert.equal(await page.locator(".cm-tooltip .cm-diagnostic").innerText(), "SyntaxError: expected ':'");
    assert.equal(await badge(page).innerText(), "1");
    assert.deepEqual(await violations(page), []);
    await page.locator("#dock-tab-problems").click();
    const problem = page.locator("#dock-problems .problem-item");
    assert.equal(await problem.getAttribute("data-kind"), "syntax");
    await problem.getByRole("link", { name: "program.py:2" }).click();
    await write(page, "one = 1\nif one: pass\n");
    await page.locator("#syntax-said:empty").waitFor({ state: "attached" });
    assert.equal(await underlined(page).count(), 0);
    assert.ok(await badge(page).isHidden());
  });
}

test("nothing is checked before an edit, nor while a program runs; the last text is once that has ended", async () => {
  const page = await site.open({ path: "#own" });
  await run(page, "# fake: hang\n");
  await state(page, "running");
  await write(page, "one # fake: wrong one\n");
  await write(page, "two # fake: wrong two\n");
  await page.locator("#stop").click();
  await state(page, "exited");
  await underlined(page).waitFor();
  assert.equal(await page.locator("#syntax-said").textContent(), "program.py, line 1: SyntaxError: two.");
});

test("a slow answer about an older text does not take the place of a newer one", async () => {
  const page = await site.open({ path: "#own" });
  await write(page, "old # fake: wrong old\n# fake: slow 700\n");
  await page.waitForTimeout(500);
  await write(page, "\n\nnew # fake: wrong new\n");
  await underlined(page).waitFor();
  assert.equal(await page.locator("#syntax-said").textContent(), "program.py, line 3: SyntaxError: new.");
});

test("another program has no errors of the one before", async () => {
  const page = await site.open({ path: "#own" });
  await write(page, "one # fake: wrong one\n");
  await underlined(page).waitFor();
  await page.goto(`${page.url().replace(/#.*/, "")}#threading_simple`);
  await underlined(page).waitFor({ state: "detached" });
  assert.ok(await badge(page).isHidden());
});

test("what a run marked stays with its line while one types, also when that is checked", async () => {
  const page = await site.open({ path: "#own" });
  const traceback =
    'Traceback (most recent call last):\n  File "program.py", line 1, in <module>\n    raise\nValueError: no\n';
  await run(page, `# fake: err MainThread ${JSON.stringify(traceback)}\n# fake: exit 1\n`);
  await state(page, "exited");
  const marked = page.locator("#editor .cm-gutterElement.problem-here");
  assert.equal(await marked.innerText(), "1");
  await content(page).press("Control+Home");
  await page.keyboard.type("\n\n");
  await content(page).press("Control+End");
  await page.keyboard.type("two # fake: wrong two");
  await page.locator("#syntax-said", { hasText: "line 5: SyntaxError: two" }).waitFor({ state: "attached" });
  assert.deepEqual(await marked.allInnerTexts(), ["3", "5"]);
  assert.equal(await badge(page).innerText(), "2");
});

test("an error of a program that did not run last is marked and leads there", async () => {
  const page = await site.open({ path: "#own" });
  await run(page, "# fake: exit 0\n");
  await state(page, "exited");
  await page.goto(`${page.url().replace(/#.*/, "")}#threading_simple`);
  await page.locator("#title", { hasText: "Starting threads" }).waitFor();
  await write(page, "one # fake: wrong one\n");
  await underlined(page).waitFor();
  await page.locator("#dock-tab-problems").click();
  await page.locator("#dock-problems .problem-item").getByRole("link").click();
  assert.match(page.url(), /#threading_simple$/);
  assert.equal(await page.evaluate(() => document.getSelection().toString()), "one # fake: wrong one");
});

test("names after a dot, with what they take and what they are", async () => {
  const page = await site.open({ path: "#own" });
  await write(page, "import fake\n");
  await content(page).press("Control+End");
  await page.keyboard.type("fake.");
  const choices = page.locator(".cm-tooltip-autocomplete li");
  await choices.first().waitFor();
  assert.deepEqual(await choices.allInnerTexts(), ["one(first, second=2)", "two"]);
  const about = page.locator(".cm-completionInfo");
  await about.waitFor();
  assert.match(await about.innerText(), /^one\(first, second=2\)\s+Does one thing\.$/);
  assert.deepEqual(await violations(page), []);
  await choices.first().click();
  assert.equal(await editorText(page), "import fake\nfake.one");
  // Names of the file still are completed, and nothing is in a text.
  await page.keyboard.type("\nfak");
  await choices.filter({ hasText: "fake" }).first().waitFor();
  await page.keyboard.press("Escape");
});

test("what a call takes, and which parameter is next", async () => {
  const page = await site.open({ path: "#own" });
  await write(page, "import fake\n");
  await content(page).press("Control+End");
  await page.keyboard.type("fake.one(");
  const tip = page.locator(".cm-signature");
  await tip.waitFor();
  assert.match(await tip.innerText(), /^one\(first, second=2\)\s+Does one thing\.$/);
  const active = tip.locator("strong");
  assert.equal(await active.innerText(), "first");
  await page.keyboard.type("1, ");
  await active.filter({ hasText: "second=2" }).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press("Escape");
  await tip.waitFor({ state: "detached" });
  await page.keyboard.press("Control+Shift+Space");
  await tip.waitFor();
  await page.keyboard.type(")");
  await tip.waitFor({ state: "detached" });
  assert.equal(await editorText(page), "import fake\nfake.one(1, )");
});
