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
