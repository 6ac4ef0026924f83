/** Themes, forced colours, reduced motion, and a whole journey by keyboard alone. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { editorText, lines, run, setUp, state, write } from "./harness.mjs";

let site;
before(async () => {
  site = await setUp();
});
after(() => site.close());

const ground = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const LIGHT = "rgb(247, 247, 245)";
const DARK = "rgb(20, 23, 26)";

test("the theme is the system's until the reader chooses, and then the reader's, from the first paint on", async () => {
  const page = await site.open({ colorScheme: "light" });
  assert.equal(await ground(page), LIGHT);
  await page.emulateMedia({ colorScheme: "dark" });
  assert.equal(await ground(page), DARK);
  await page.getByLabel("Theme").selectOption("light");
  assert.equal(await ground(page), LIGHT);
  // Before the page's own script: with that kept back, the choice holds already.
  await page.route(/assets\/index-.*\.js/, (route) => route.abort());
  await page.reload({ waitUntil: "commit" });
  await page.locator("#theme").waitFor({ state: "attached" });
  await page.waitForFunction(() => document.styleSheets.length > 0);
  assert.equal(await ground(page), LIGHT);
  await page.unroute(/assets\/index-.*\.js/);
  site.errors.splice(0).forEach((text) => {
    assert.match(text, /Failed to load resource/);
  });
  await page.goto(new URL("tutorial/start.html", page.url()).href);
  assert.equal(await ground(page), LIGHT, "in the tutorial as well");
  await page.getByLabel("Theme").selectOption("auto");
  assert.equal(await ground(page), DARK);
});

test("forced colours keep what tells: the chosen example, the tab, the pressed chip, the status", async () => {
  const page = await site.open({ forcedColors: "active" });
  await run(page, '# fake: out A "a\\n"\n# fake: out B "b\\n"\n# fake: exit 3');
  await state(page, "exited");
  await page.locator("#threads .chip").nth(2).waitFor();
  const style = (selector, property) =>
    page.locator(selector).evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
  const differs = async (one, other, property) => {
    const [first, second] = [await style(one, property), await style(other, property)];
    assert.notEqual(first, second, `${property} of ${one}`);
  };
  await differs("#examples a[aria-current]", '#examples a[href="#own"]', "border-left-color");
  await differs(
    '#threads .chip[aria-pressed="true"]',
    '#threads .chip[aria-pressed="false"] >> nth=0',
    "outline-style",
  );
  assert.notEqual(await style('.tab[aria-selected="true"]', "border-top-style"), "none");
  assert.notEqual(await style("#status .lamp", "background-color"), await style("#status", "background-color"));
});

test("with reduced motion nothing moves", async () => {
  const page = await site.open({ reducedMotion: "reduce" });
  await run(page, "# fake: hang");
  await state(page, "running");
  assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
  await page.locator("#stop").click();
  await state(page, "exited");
  const moving = await site.open({ reducedMotion: "no-preference" });
  await run(moving, "# fake: hang");
  await state(moving, "running");
  assert.ok((await moving.evaluate(() => document.getAnimations().length)) >= 1, "where it may, the lamp does");
});

/** Presses Tab until the element with the focus is the one that is looked for; says where it went instead. */
async function tabTo(page, selector) {
  const seen = [];
  for (let count = 0; count < 60; count++) {
    await page.keyboard.press("Tab");
    const [matches, name] = await page.evaluate((wanted) => {
      const { activeElement } = document;
      return [activeElement.matches(wanted), activeElement.id || activeElement.textContent.trim().slice(0, 20)];
    }, selector);
    if (matches) return;
    seen.push(name);
  }
  assert.fail(`Tab never came to ${selector}: ${seen.join(", ")}`);
}

test("by keyboard alone: skip, edit, add a file, run, answer, filter, share", async () => {
  const page = await site.open({ path: "#own", permissions: ["clipboard-read", "clipboard-write"] });
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the program");
  await page.keyboard.press("Enter");
  await tabTo(page, "#editor .cm-content");
  await write(page, '# fake: out A "a\\n"\n# fake: out B "b\\n"\n# fake: input');
  await page.keyboard.press("Control+Enter");
  await page.locator("#input-row").waitFor();
  assert.equal(
    await page.evaluate(() => document.activeElement.closest("#editor") !== null),
    true,
    "typing is not moved",
  );
  // From the editor, where Tab indents.
  await page.keyboard.press("Escape");
  await tabTo(page, "#input");
  await page.keyboard.type("Ada");
  await page.keyboard.press("Enter");
  await state(page, "exited");
  assert.equal((await lines(page)).at(-1)[2], 'got "Ada\\n"');
  await page.locator("#threads .chip").nth(3).waitFor();
  await page.locator("#copy").focus();
  await tabTo(page, '#threads .chip[title="B"]');
  await page.keyboard.press("Space");
  await page.locator('#output .line[data-thread="B"]').waitFor();
  assert.equal((await lines(page)).length, 1);
  assert.match(await editorText(page), /fake: input$/, "Ctrl+Enter inserted nothing");
});

for (const width of [1280, 832, 390, 360]) {
  test(`typing, Run and Stop move no code at ${width} px, and the toolbar is one row in any font`, async () => {
    const page = await site.open({ path: "#own", viewport: { width, height: 844 } });
    const top = () => page.locator("#editor").evaluate((editor) => editor.getBoundingClientRect().top + scrollY);
    const rows = () =>
      page
        .locator(".toolbar button:visible")
        .evaluateAll((all) => new Set(all.map((button) => Math.round(button.getBoundingClientRect().top))).size);
    const before = await top();
    await page.locator("#editor .cm-content").press("Control+Home");
    await page.keyboard.type("#");
    await page.locator("#edited").waitFor();
    assert.equal(await top(), before, "after the first key");
    await run(page, "# fake: deaf");
    await state(page, "running");
    assert.equal(await top(), before, "while it runs");
    await page.locator("#stop").click();
    await state(page, "stopping");
    assert.equal(await top(), before, "while it stops");
    const letters = (size) =>
      page.locator(".toolbar").evaluate((toolbar, fontSize) => {
        for (const button of toolbar.children) button.style.fontSize = fontSize;
      }, size);
    await letters("1.125rem");
    assert.equal(await rows(), 1, "with wider letters, as another browser has them");
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
    await letters("");
    await page.locator("#stop").click();
    await state(page, "exited");
    assert.equal(await top(), before, "once it has ended");
  });
}

test("on a phone the state of the run is beside Run, and leads to the output", async () => {
  const page = await site.open({ path: "#own", viewport: { width: 390, height: 844 } });
  const strip = page.locator("#strip");
  const inSight = (selector) =>
    page.locator(selector).evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });
  await write(page, `# fake: out A "a\\n"\n# fake: input\n${"# long\n".repeat(60)}# fake: exit 3`);
  await page.keyboard.press("Control+End");
  assert.match(await strip.innerText(), /^Ready\s+Output/);
  await page.keyboard.press("Control+Enter");
  await page.locator("#strip-text", { hasText: "MainThread is waiting for input" }).waitFor();
  assert.ok((await inSight("#strip")) && (await inSight("#stop")), "though the reader is at the end of the code");
  assert.equal(await inSight("#status"), false, "the status itself is further down");
  await page.getByRole("button", { name: "Output" }).click();
  assert.ok(await inSight("#status"));
  assert.equal(await page.evaluate(() => document.activeElement.id), "output");
  await page.locator("#input").press("Enter");
  await page.locator('#strip[data-exit-status="3"]').waitFor();
  assert.match(await strip.innerText(), /Exit status 3/);
  const wide = await site.open();
  assert.equal(await wide.locator("#strip").isVisible(), false, "beside the output there is no need for it");
});

test("what can be pressed has a name, and is large enough to be hit", async () => {
  const page = await site.open({ viewport: { width: 390, height: 844 } });
  const found = await page.locator("button:visible, a:visible, select:visible, summary:visible").evaluateAll((all) =>
    all.map((element) => {
      const { width, height } = element.getBoundingClientRect();
      return { name: element.textContent.trim() || element.ariaLabel, width, height };
    }),
  );
  assert.ok(found.length > 10);
  // WCAG 2.2, 2.5.8: 24 by 24 CSS pixels.
  assert.deepEqual(
    found.filter(({ name, width, height }) => !name || width < 24 || height < 24),
    [],
  );
});
