/** Several files: tabs, names, settings, opening, downloading, and what of it a reload keeps. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { strFromU8, unzipSync } from "fflate";
import { choose, editorText, givenProgram, setUp, state, write } from "./harness.mjs";

let site;
before(async () => {
  site = await setUp();
});
after(() => site.close());

const PRINT_PROGRAM = "# fake: program";
const tabs = (page) => page.locator("#tabs .tab").evaluateAll((all) => all.map((tab) => tab.dataset.file));
const chosen = (page) => page.locator('#tabs [aria-selected="true"]').getAttribute("data-file");
const said = (page, text) => page.locator("#code-said", { hasText: text }).waitFor();

async function addFile(page, name, text) {
  await page.locator("#file-add").click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.keyboard.press("Enter");
  await page.locator(`#tabs [data-file="${name}"][aria-selected="true"]`).waitFor();
  await write(page, text);
}

async function reload(page) {
  await page.reload();
  await state(page, "idle");
  await page.locator("#editor .cm-content").waitFor();
}

test("files are added, shown, run together, and there after a reload", async () => {
  const page = await site.open({ path: "#own" });
  await write(page, PRINT_PROGRAM);
  await addFile(page, "helper.py", "x = 1");
  await addFile(page, "data/words.txt", "one\ntwo");
  const program = await givenProgram(page);
  assert.deepEqual(program.files, { "program.py": PRINT_PROGRAM, "helper.py": "x = 1", "data/words.txt": "one\ntwo" });
  assert.equal(program.main, "program.py");
  await reload(page);
  assert.deepEqual(await tabs(page), ["program.py", "helper.py", "data/words.txt"]);
  assert.equal(await editorText(page), PRINT_PROGRAM);
  await page.locator('#tabs [data-file="helper.py"]').click();
  assert.equal(await editorText(page), "x = 1");
});

test("a name that will not do is refused with the reason, and the dialog stays", async () => {
  const page = await site.open({ path: "#own" });
  await page.locator("#file-add").click();
  const name = page.getByLabel("Name", { exact: true });
  for (const [wrong, reason] of [
    ["", /needs a name/],
    ["program.py", /already/],
    ["../etc/x", /have no place/],
    ["/abs.py", /first/],
    [`${"x".repeat(101)}.py`, /100 characters at most; this one has 104/],
  ]) {
    await name.fill(wrong);
    await page.keyboard.press("Enter");
    assert.match(await page.locator("#file-problem").innerText(), reason);
    assert.equal(await name.getAttribute("aria-invalid"), "true");
    assert.equal(await page.evaluate(() => document.activeElement.id), "file-name");
  }
  await page.keyboard.press("Escape");
  await page.locator("#file-dialog").waitFor({ state: "hidden" });
  assert.equal(await page.evaluate(() => document.activeElement.id), "file-add", "the place on the page is kept");
  assert.deepEqual(await tabs(page), ["program.py"]);
});

test("rename keeps text and role, delete can be undone, another file can be the one that runs", async () => {
  const page = await site.open({ path: "#own" });
  await write(page, PRINT_PROGRAM);
  await addFile(page, "second.py", `${PRINT_PROGRAM}\n# second`);
  await page.getByRole("button", { name: "Make second.py the file that runs" }).click();
  assert.equal((await givenProgram(page)).main, "second.py");
  await page.getByRole("button", { name: "Rename second.py" }).click();
  await page.getByLabel("Name", { exact: true }).fill("renamed.py");
  await page.keyboard.press("Enter");
  await page.locator('#tabs [data-file="renamed.py"]').waitFor();
  assert.equal((await givenProgram(page)).main, "renamed.py");
  await page.getByRole("button", { name: "Delete renamed.py" }).click();
  assert.deepEqual(await tabs(page), ["program.py"]);
  assert.equal((await givenProgram(page)).main, "program.py");
  await page.locator("#code-said button", { hasText: "Undo" }).click();
  assert.deepEqual(await tabs(page), ["program.py", "renamed.py"]);
  assert.match(await editorText(page), /# second/);
  assert.equal((await givenProgram(page)).main, "renamed.py");
});

test("the tabs by keyboard alone, each file with its own undo", async () => {
  const page = await site.open({ path: "#own" });
  await write(page, "# first");
  await addFile(page, "b.py", "# second");
  await page.locator('#tabs [aria-selected="true"]').focus();
  await page.keyboard.press("ArrowLeft");
  assert.deepEqual([await chosen(page), await editorText(page)], ["program.py", "# first"]);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.file), "program.py");
  await page.keyboard.press("End");
  assert.equal(await chosen(page), "b.py");
  await page.locator("#editor .cm-content").press("Control+z");
  assert.equal(await editorText(page), "");
  await page.locator('#tabs [aria-selected="true"]').focus();
  await page.keyboard.press("Delete");
  assert.deepEqual(await tabs(page), ["program.py"]);
  await page.locator("#editor .cm-content").press("Control+z");
  assert.match(await editorText(page), /import threading/, "back to the starter, not to the other file's text");
});

for (const width of [1280, 390]) {
  test(`the chosen tab is in sight at ${width} px, and Run names the file that runs where another is shown`, async () => {
    const page = await site.open({ path: "#own", viewport: { width, height: 844 } });
    const names = [
      "helper_module_one.py",
      "another_long_name.py",
      "third_file_here.py",
      "fourth.py",
      "fifth_and_last.py",
    ];
    const run = page.locator("#run");
    const inSight = () =>
      page.locator('#tabs [aria-selected="true"]').evaluate((tab) => {
        const [mine, list] = [tab, tab.parentElement].map((element) => element.getBoundingClientRect());
        return mine.left >= list.left - 1 && mine.right <= list.right + 1 && mine.width > 60;
      });
    assert.equal(await run.innerText(), "Run");
    for (const name of names) {
      await addFile(page, name, "");
      assert.ok(await inSight(), `${name} after it was added`);
      assert.equal(await run.innerText(), "Run program.py");
    }
    await page.locator('#tabs [aria-selected="true"]').focus();
    for (const name of ["program.py", ...names]) {
      await page.keyboard.press("ArrowRight");
      assert.equal(await chosen(page), name);
      assert.ok(await inSight(), `${name} by keyboard`);
    }
    await page.getByRole("button", { name: "Make fifth_and_last.py the file that runs" }).click();
    assert.equal(await run.innerText(), "Run");
  });
}

test("arguments, standard input and dialect reach the program and survive a reload", async () => {
  const page = await site.open({ path: "#own" });
  await write(page, PRINT_PROGRAM);
  await page.locator("#settings > summary").click();
  await page.getByLabel("Arguments", { exact: true }).fill("-n 3 'two words'");
  assert.equal(await page.locator("#argv-words").innerText(), 'sys.argv[1:] is ["-n","3","two words"]');
  await page.getByLabel("Standard input").fill("one\ntwo\n");
  await page.getByLabel("Dialect").selectOption("python2");
  assert.equal(await page.locator("#settings-summary").innerText(), "3 arguments · 2 lines of input · Python 2");
  await reload(page);
  const { argv, stdin, dialect } = await givenProgram(page);
  assert.deepEqual(
    { argv, stdin, dialect },
    { argv: ["-n", "3", "two words"], stdin: "one\ntwo\n", dialect: "python2" },
  );
  await page.locator("#reset").click();
  assert.equal(await page.locator("#settings-summary").innerText(), "");
});

test("the switch above the editor runs the program with a global lock, also after a reload", async () => {
  const page = await site.open({ path: "#own" });
  await write(page, PRINT_PROGRAM);
  assert.equal((await givenProgram(page)).gil, undefined);
  await page.getByLabel("Global lock").check();
  await reload(page);
  assert.equal(await page.getByLabel("Global lock").isChecked(), true);
  assert.equal((await givenProgram(page)).gil, true);
});

const asFile = (name, text) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });

test("files from the disk go to the reader's own program; what is no text is refused", async () => {
  const page = await site.open();
  const example = await editorText(page);
  const files = [
    asFile("mine.py", `${PRINT_PROGRAM}\r\n`),
    { name: "p.png", mimeType: "", buffer: Buffer.from([255, 0]) },
  ];
  await page.locator("#file-chooser").setInputFiles(files);
  await said(page, "Opened mine.py. p.png is not a text file.");
  assert.equal(await page.evaluate(() => location.hash), "#own");
  assert.deepEqual(await tabs(page), ["mine.py"], "in place of the untouched starter");
  assert.equal((await givenProgram(page)).files["mine.py"], `${PRINT_PROGRAM}\n`);
  await page.locator("#file-chooser").setInputFiles([asFile("mine.py", "# other")]);
  await said(page, "mine.py was opened as mine-2.py");
  assert.deepEqual(await tabs(page), ["mine.py", "mine-2.py"]);
  await page.goBack();
  await page.getByRole("heading", { name: "Starting threads" }).waitFor();
  assert.equal(await editorText(page), example);
});

test("dropped files are opened, wherever the editor would have taken their text", async () => {
  const page = await site.open({ path: "#own" });
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["# dropped"], "dropped.py"));
    const target = document.querySelector("#editor .cm-content");
    for (const type of ["dragover", "drop"]) {
      target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }
  });
  await said(page, "Opened dropped.py.");
  assert.equal(await editorText(page), "# dropped");
});

test("a file is opened whatever its name is, and one that is too long is said to be shortened", async () => {
  const page = await site.open({ path: "#own", acceptDownloads: true });
  await page
    .locator("#file-chooser")
    .setInputFiles([asFile("__proto__", "mine"), asFile(`${"x".repeat(120)}.py`, PRINT_PROGRAM)]);
  const short = `${"x".repeat(97)}.py`;
  await said(page, `Opened __proto__, ${short}. ${"x".repeat(120)}.py was opened as ${short}.`);
  assert.deepEqual(await tabs(page), ["__proto__", short]);
  await reload(page);
  assert.equal((await givenProgram(page)).files[short], PRINT_PROGRAM);
  await page.locator('#tabs [data-file="__proto__"]').click();
  assert.equal(await editorText(page), "mine");
  const { bytes } = await downloaded(page);
  assert.ok(bytes.includes("__proto__"), "the archive has it too");
});

test("a new file without an ending is a module", async () => {
  const page = await site.open({ path: "#own" });
  await page.locator("#file-add").click();
  assert.equal(await page.locator("#file-hint").innerText(), "Without an ending it gets .py.");
  await page.locator("#file-name").fill("program");
  await page.keyboard.press("Enter");
  assert.match(await page.locator("#file-problem").innerText(), /“program\.py” already/);
  for (const [given, made] of [
    ["lib/helper", "lib/helper.py"],
    ["words.txt", "words.txt"],
  ]) {
    if (given !== "lib/helper") await page.locator("#file-add").click();
    await page.locator("#file-name").fill(given);
    await page.keyboard.press("Enter");
    await page.locator(`#tabs [data-file="${made}"][aria-selected="true"]`).waitFor();
  }
});

async function downloaded(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#download").click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test("one file is downloaded as it is, several as an archive", async () => {
  const page = await site.open({ path: "#own", acceptDownloads: true });
  await write(page, "print('ä <module>')");
  const single = await downloaded(page);
  assert.deepEqual([single.name, single.bytes.toString()], ["program.py", "print('ä <module>')"]);
  await addFile(page, "lib/helper.py", "x = 1");
  const several = await downloaded(page);
  assert.equal(several.name, "program.zip");
  const unzipped = Object.entries(unzipSync(new Uint8Array(several.bytes))).map(([name, text]) => [
    name,
    strFromU8(text),
  ]);
  assert.deepEqual(unzipped, [
    ["program.py", "print('ä <module>')"],
    ["lib/helper.py", "x = 1"],
  ]);
});

test("storage that is full: the page says that edits last as long as it does", async () => {
  const page = await site.open({
    path: "#own",
    async prepare(context) {
      await context.addInitScript(() => {
        Storage.prototype.setItem = () => {
          throw new DOMException("full", "QuotaExceededError");
        };
      });
    },
  });
  await write(page, "# mine");
  await page.locator("#edited", { hasText: "kept only while the page is open" }).waitFor();
  await choose(page, "fetch_status");
  await page.getByRole("heading", { name: "Both streams" }).waitFor();
  await page.goBack();
  await page.getByRole("heading", { name: "Your program" }).waitFor();
  assert.equal(await editorText(page), "# mine");
});
