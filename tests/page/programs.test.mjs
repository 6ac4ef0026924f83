/** Several programs of the reader's own, by name. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violations } from "../support/axe.mjs";
import { choose, editorText, setUp, state, write } from "./harness.mjs";

let site;
before(async () => {
  site = await setUp();
});
after(() => site.close());

const title = (page, text) => page.locator("#title", { hasText: text }).waitFor();

async function act(page, button) {
  await page.locator("#examples-open").click();
  await page.locator(button).click();
}

async function newProgram(page, name) {
  await act(page, "#program-new");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.keyboard.press("Enter");
}

test("programs have names, and each its own code, also after a reload", async () => {
  const page = await site.open({ path: "#own" });
  await write(page, "# first");
  await newProgram(page, "Bank");
  await title(page, "Bank");
  assert.match(await editorText(page), /import threading/, "it begins as the first one did");
  await write(page, "# bank");
  await page.reload();
  await state(page, "idle");
  await page.locator("#editor .cm-content").waitFor();
  await title(page, "Bank");
  assert.equal(await editorText(page), "# bank");
  await choose(page, "own");
  await title(page, "Your program");
  assert.equal(await editorText(page), "# first");
  await choose(page, "own-2");
  await title(page, "Bank");
  assert.equal(await editorText(page), "# bank");
});

test("an example is copied into a program of one's own, and stays as it is", async () => {
  const page = await site.open({ path: "#fetch_status" });
  const example = await editorText(page);
  await page.locator("#examples-open").click();
  assert.deepEqual(await violations(page), []);
  await page.locator("#program-copy").click();
  assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "Copy of Both streams");
  await page.keyboard.press("Enter");
  await title(page, "Copy of Both streams");
  assert.equal(await editorText(page), example);
  await write(page, "# mine");
  await choose(page, "fetch_status");
  await page.getByRole("heading", { name: "Both streams", exact: true }).waitFor();
  assert.equal(await editorText(page), example);
});

test("a program is renamed, and one that was deleted comes back by Undo; the first one cannot be deleted", async () => {
  const page = await site.open({ path: "#own" });
  await page.locator("#examples-open").click();
  assert.equal(await page.locator("#program-rename").isVisible(), true);
  assert.equal(await page.locator("#program-delete").isVisible(), false);
  await page.keyboard.press("Escape");
  await newProgram(page, "Bank");
  await title(page, "Bank");
  await write(page, "# bank");
  await act(page, "#program-rename");
  await page.getByLabel("Name", { exact: true }).fill("Your program");
  await page.keyboard.press("Enter");
  assert.match(await page.locator("#file-problem").innerText(), /“Your program” already/);
  await page.getByLabel("Name", { exact: true }).fill("Accounts");
  await page.keyboard.press("Enter");
  await title(page, "Accounts");
  await act(page, "#program-delete");
  await title(page, "Your program");
  await page.locator("#code-said button", { hasText: "Undo" }).click();
  await title(page, "Accounts");
  assert.equal(await editorText(page), "# bank");
});
