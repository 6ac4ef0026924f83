/**
 * The element for a reader: code, editor, keyboard, stop, input; and the events that the page receives or does not receive.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ISOLATION_HEADERS } from "../../scripts/lib/server.mjs";
import { violations } from "../support/axe.mjs";
import { block, example, inState, openDocs, page, part, shown, write } from "./harness.mjs";

const ASK = `name = input("name? ")
print("hi", name)
rest = __import__("sys").stdin.read()
print("and", repr(rest))
`;
const CODE = "print('as it came')\n";

let docs;
before(async () => {
  docs = await openDocs(
    {
      "index.html": page(
        `<p><a id="before" href="#x">before</a></p>${example(CODE, { output: "as it came\n" })}<p><a id="after" href="#x">after</a></p>${example(ASK)}`,
      ),
      "readonly.html": page(example(CODE, { attributes: "readonly" })),
      "plain.html": page(example(CODE, { attributes: "" })),
    },
    { headers: ISOLATION_HEADERS },
  );
});
after(() => docs.close());

const focusedPart = (opened) =>
  opened.evaluate(() => {
    const inside = document.activeElement.shadowRoot?.activeElement;
    return inside
      ? (inside.dataset.part ?? inside.className)
      : document.activeElement.id || document.activeElement.localName;
  });

test("a page that loads fetches no more than the element, moves no focus and runs nothing", async () => {
  const context = await docs.open("plain.html");
  const asked = [];
  context.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await context.reload();
  await context.waitForFunction(() => customElements.get("threading-playground"));
  await context.waitForLoadState("networkidle");
  assert.deepEqual(
    asked.filter((path) => /runtime|editor-|live-|\.wasm|worker/.test(path)),
    [],
  );
  assert.equal(await focusedPart(context), "body");
  assert.equal(await context.evaluate(() => document.querySelector("threading-playground").state), "asleep");
  assert.equal(context.workers().length, 0);
});

test("by keyboard: Tab goes through and out again, also through the editor; Ctrl+Enter runs and adds no line", async () => {
  const opened = await docs.open();
  const root = block(opened);
  await opened.locator("#before").focus();
  const seen = [];
  for (let count = 0; count < 8 && seen.at(-1) !== "after"; count++) {
    await opened.keyboard.press("Tab");
    seen.push(await focusedPart(opened));
  }
  // A disabled button keeps its place in the tab order, so that the focus is not lost while a program ends.
  assert.deepEqual(seen, ["run", "stop", "edit", "open", "after"]);
  await part(root, "edit").focus();
  await opened.keyboard.press("Enter");
  await root.locator(".cm-focused").waitFor();
  await opened.keyboard.press("Control+Enter");
  await inState(root, "exited");
  assert.deepEqual(await shown(root), ["as it came"]);
  assert.equal(await opened.evaluate(() => document.querySelector("threading-playground").code), CODE.trimEnd());
  await opened.keyboard.press("Tab");
  assert.equal(await focusedPart(opened), "run", "the editor keeps no Tab");
});

test("edited code runs, is marked, and comes back with Reset; an error in it loses nothing", async () => {
  const opened = await docs.open();
  const root = block(opened);
  await write(root, "print('changed'\n");
  await part(root, "run").click();
  await inState(root, "exited");
  assert.equal(await part(root, "status").getAttribute("data-exit-status"), "1");
  assert.ok((await shown(root)).some((line) => line.startsWith("SyntaxError")));
  const edited = () => opened.evaluate(() => document.querySelector("threading-playground").matches(":state(edited)"));
  assert.equal(await edited(), true);
  assert.match(await root.locator(".cm-content").innerText(), /changed/);
  await part(root, "reset").click();
  assert.equal(await edited(), false);
  assert.equal(await opened.evaluate(() => document.querySelector("threading-playground").code), CODE.trimEnd());
  await part(root, "clear").click();
  assert.equal(await root.locator('[slot="output"]').isVisible(), true);
});

test("input() asks in the element, names the thread, and takes a line and the end of input", async () => {
  const opened = await docs.open();
  const root = block(opened, 1);
  await part(root, "run").click();
  await part(root, "input-row").waitFor();
  assert.equal(await part(root, "input-asks").innerText(), "MainThread is waiting for input");
  await part(root, "input").fill("Ada");
  await part(root, "input").press("Enter");
  await root.locator(".line", { hasText: "hi Ada" }).waitFor();
  await part(root, "input-row").waitFor();
  await part(root, "input").fill("the rest");
  await part(root, "input-end").click();
  await inState(root, "exited");
  assert.equal((await shown(root)).at(-1), "and 'the rest'");
});

test("Stop ends a program that waits, and one that does not listen by a second click", async () => {
  const opened = await docs.open();
  const root = block(opened);
  await write(root, "import time\nprint('on', flush=True)\ntime.sleep(1000)\n");
  await part(root, "run").click();
  await root.locator(".line", { hasText: "on" }).waitFor();
  await part(root, "stop").click();
  await inState(root, "exited");
  assert.equal(await part(root, "status").getAttribute("data-exit-status"), "130");
  await write(
    root,
    "print('on')\nwhile True:\n    try:\n        while True:\n            pass\n    except KeyboardInterrupt:\n        print('no')\n",
  );
  await part(root, "run").click();
  await root.locator(".line", { hasText: "on" }).waitFor();
  await part(root, "stop").click();
  await root.locator(".line", { hasText: "no" }).waitFor();
  await part(root, "stop").click();
  await inState(root, "exited");
  assert.equal(await part(root, "status").getAttribute("data-exit-status"), "137");
});

test("readonly code can be run and not edited", async () => {
  const opened = await docs.open("readonly.html");
  const root = block(opened);
  assert.equal(await part(root, "edit").isVisible(), false);
  await root.locator("code").click();
  await part(root, "run").click();
  await inState(root, "exited");
  assert.equal(await root.locator(".cm-content").count(), 0);
});

test("without a file name there is no row for it; a part and a custom property take the page's style", async () => {
  const opened = await docs.open("plain.html");
  const root = block(opened);
  assert.equal(await part(root, "head").isVisible(), false);
  await opened.addStyleTag({
    content:
      "threading-playground { --threading-playground-accent: rgb(1, 2, 3) } threading-playground::part(stop) { letter-spacing: 3px }",
  });
  const style = (name, property) =>
    part(root, name).evaluate((element, key) => getComputedStyle(element)[key], property);
  assert.equal(await style("run", "backgroundColor"), "rgb(1, 2, 3)");
  assert.equal(await style("stop", "letterSpacing"), "3px");
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [360, 1000]) {
    test(`axe finds nothing, and nothing sticks out, ${colorScheme}, ${width} px`, async () => {
      const opened = await docs.open("index.html", { colorScheme, viewport: { width, height: 800 } });
      await opened.addStyleTag({ content: ":root { color-scheme: light dark } body { background: Canvas }" });
      // Landmarks of the page belong to the test, not to the element.
      const found = async () => (await violations(opened)).filter((text) => !/^(landmark|region)/.test(text));
      assert.deepEqual(await found(), []);
      const root = block(opened);
      await write(root, "import sys\nprint('a')\nprint('b', file=sys.stderr)\ninput()\n");
      await part(root, "run").click();
      await part(root, "input-row").waitFor();
      assert.deepEqual(await found(), []);
      assert.ok((await opened.evaluate(() => document.documentElement.scrollWidth)) <= width);
      // One line of text, in a row of one line's height.
      assert.ok((await part(root, "caption").evaluate(({ offsetHeight }) => offsetHeight)) < 30);
      await part(root, "stop").click();
      await inState(root, "exited");
      assert.deepEqual(await found(), []);
    });
  }
}

test("in forced colours what can be pressed has an edge, and with reduced motion nothing pulses", async () => {
  const opened = await docs.open("plain.html", { forcedColors: "active", reducedMotion: "reduce" });
  const root = block(opened);
  const style = (target, property) => target.evaluate((element, key) => getComputedStyle(element)[key], property);
  assert.equal(await style(part(root, "run"), "borderTopWidth"), "2px");
  const [ground, text] = [await style(part(root, "run"), "backgroundColor"), await style(part(root, "run"), "color")];
  assert.notEqual(ground, text);
  await write(root, "print('on')\nwhile True:\n    pass\n");
  await part(root, "run").click();
  await root.locator(".line", { hasText: "on" }).waitFor();
  assert.equal(await style(root.locator(".lamp"), "animationName"), "none");
  await part(root, "stop").click();
  await inState(root, "exited");
});
