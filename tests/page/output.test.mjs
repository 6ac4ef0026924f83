/** The filter by thread, links in tracebacks, and a million lines. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { lines, run, setUp, state, write } from "./harness.mjs";

let site;
before(async () => {
  site = await setUp();
});
after(() => site.close());

const chips = (page) =>
  page.locator("#threads .chip").evaluateAll((all) => all.map((chip) => [chip.textContent, chip.ariaPressed]));
const chip = (page, name) => page.locator("#threads .chip", { hasText: name });

const THREADS = `# fake: out MainThread "begin\\n"
# fake: out Thread-1 "one\\n"
# fake: out Thread-2 "two\\n"
# fake: out Thread-1 "one again\\n"
# fake: err Thread-2 "two again"`;

test("a chip for each thread, with its number of lines; pressed, it leaves the others' out", async () => {
  const page = await site.open({ permissions: ["clipboard-read", "clipboard-write"] });
  await run(page, '# fake: out MainThread "alone\\n"');
  await state(page, "exited");
  await page.locator("#output .line").waitFor();
  assert.equal(await page.locator("#threads").isVisible(), false, "one thread needs no filter");
  await run(page, THREADS);
  await chip(page, "Thread-2").waitFor();
  assert.deepEqual(await chips(page), [
    ["All 5", "true"],
    ["MainThread 1", "false"],
    ["Thread-1 2", "false"],
    ["Thread-2 2", "false"],
  ]);
  const dots = await page.locator("#threads .chip[data-colour]").evaluateAll((all) =>
    all.map((one) => {
      const who = document.querySelector(`#output .line[data-thread="${one.title}"] .who`);
      return [getComputedStyle(one, "::before").backgroundColor, getComputedStyle(who).borderLeftColor];
    }),
  );
  for (const [dot, label] of dots) assert.equal(dot, label, "a chip has its thread's colour");
  assert.equal(new Set(dots.map(([dot]) => dot)).size, 3);
  await chip(page, "Thread-1").click();
  await page.locator("#output .line").nth(1).waitFor();
  const texts = async () => (await lines(page)).map(([, , text]) => text);
  assert.deepEqual(await texts(), ["one", "one again"]);
  await chip(page, "MainThread").press("Enter");
  await page.locator("#output .line").nth(2).waitFor();
  assert.deepEqual(await texts(), ["begin", "one", "one again"]);
  await page.locator("#copy").click();
  await page.locator("#output-told", { hasText: "Copied" }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "begin\none\none again\n");
  await chip(page, "All").click();
  await page.locator("#output .line").nth(4).waitFor();
  assert.equal((await texts()).length, 5);
});

test("a filter goes on while lines come, and ends with the next run", async () => {
  const page = await site.open();
  await run(page, `${THREADS}\n# fake: input\n# fake: out Thread-1 "one more"\n# fake: out Thread-1 ", and more\\n"`);
  await chip(page, "Thread-1").click();
  await page.locator("#input").press("Enter");
  await page.locator("#output .line", { hasText: "one more, and more" }).waitFor();
  assert.deepEqual(new Set((await lines(page)).map(([thread]) => thread)), new Set(["Thread-1"]));
  await run(page);
  await page.locator("#output .line", { hasText: "begin" }).waitFor();
});

test("a place in a traceback leads to its line, in the right file, by pointer and keyboard", async () => {
  const page = await site.open({ path: "#own" });
  const trace = [
    'Traceback (most recent call last):\\n  File \\"program.py\\", line 2, in <module>\\n',
    '  File \\"/home/web/helper.py\\", line 3, in boom\\n  File \\"threading\\", line 9, in run\\n',
  ];
  await write(page, trace.map((text) => `# fake: err MainThread "${text}"`).join("\n"));
  await page.locator("#file-add").click();
  await page.locator("#file-name").fill("helper.py");
  await page.keyboard.press("Enter");
  await write(page, "one\ntwo\nthree");
  await page.locator("#run").click();
  const places = page.locator("#output a.trace");
  await places.nth(1).waitFor();
  assert.deepEqual(await places.allInnerTexts(), ['"program.py", line 2', '"/home/web/helper.py", line 3']);
  assert.match((await lines(page))[1][2], /^ {2}File "program\.py", line 2, in <module>$/);
  await places.first().click();
  assert.equal(await page.locator('#tabs [aria-selected="true"]').getAttribute("data-file"), "program.py");
  await places.nth(1).focus();
  await page.keyboard.press("Enter");
  assert.equal(await page.locator('#tabs [aria-selected="true"]').getAttribute("data-file"), "helper.py");
  assert.equal(await page.evaluate(() => document.getSelection().toString()), "three");
  assert.equal(await page.evaluate(() => document.activeElement.closest("#editor") !== null), true);
  assert.equal(await page.evaluate(() => location.hash), "#own");
});

test("a tab at the beginning of a line takes nothing with it", async () => {
  const page = await site.open();
  await run(page, '# fake: out MainThread "\\tab\\n\\t\\tb\\n"');
  await state(page, "exited");
  assert.deepEqual(
    (await lines(page)).map(([, , text]) => text),
    ["\tab", "\t\tb"],
  );
});

test("a line of 8,000 colours that is overwritten for ever leaves the page to its reader", async () => {
  const page = await site.open();
  const digits = Array.from({ length: 7_999 }, (_, n) => n % 10);
  const colours = digits.map((digit, n) => `\u001b[3${n % 8}m${digit}`).join("");
  const steps = [`out A ${JSON.stringify(colours)}`, `pour A ${JSON.stringify("\r\u001b[31mx")}`];
  await write(page, steps.map((step) => `# fake: ${step}`).join("\n"));
  await page.evaluate(() => {
    window.gapsMs = [];
    let last = performance.now();
    setInterval(() => {
      window.gapsMs.push(performance.now() - last);
      last = performance.now();
    }, 10);
  });
  await page.locator("#run").click();
  await page.waitForFunction(() => window.gapsMs.length > 40 && document.querySelector("#output .text"), null, {
    timeout: 60_000,
  });
  await page.locator("#stop").click();
  await state(page, "exited");
  const longest = Math.max(...(await page.evaluate(() => window.gapsMs)));
  assert.ok(longest < 3_000, `the page stood still for ${longest} ms`);
  assert.equal((await lines(page))[0][2], `x${digits.slice(1).join("")}`);
  console.log(`# coloured line: longest turn ${longest.toFixed(0)} ms`);
});

test("a million lines: the page answers all the while, and keeps the last of them", async () => {
  const page = await site.open();
  await write(page, "# fake: flood 1000000");
  await page.evaluate(() => {
    window.answersMs = [];
    // From a click to the end of what it does, as a reader would have it, behind whatever else there is to do.
    window.asking = setInterval(() => {
      const asked = performance.now();
      const channel = new MessageChannel();
      channel.port1.onmessage = () => window.answersMs.push(performance.now() - asked);
      channel.port2.postMessage(0);
    }, 50);
  });
  const heapMb = async () => {
    const session = await page.context().newCDPSession(page);
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    await session.detach();
    return usedSize / 1e6;
  };
  await page.locator("#run").click();
  await page.waitForFunction(() => /^[1-9]\d\d,/.test(document.getElementById("output-dropped").textContent));
  const early = await heapMb();
  await page.locator("#clear").waitFor();
  await page.locator('#status[data-state="exited"]').waitFor({ timeout: 90_000 });
  const answers = (await page.evaluate(() => window.answersMs)).sort((a, b) => a - b);
  await page.locator('#output[aria-busy="false"]').waitFor();
  const late = await heapMb();
  const usual = answers[Math.floor(answers.length * 0.95)];
  assert.ok(answers.length > 20, `asked ${answers.length} times`);
  assert.ok(usual < 100, `one answer in twenty took ${usual} ms`);
  assert.equal(await page.locator("#output-dropped").innerText(), "980,000 earlier lines were dropped.");
  assert.equal((await lines(page)).at(-1)[2], "line 999999");
  assert.ok(late < early + 40, `the heap grew from ${early} to ${late} MB`);
  const told = await chips(page);
  assert.deepEqual(told[0], ["All 20,000", "true"]);
  assert.equal(told.length, 5);
  console.log(`# a million lines: 95% of answers in ${usual.toFixed(1)} ms, longest ${answers.at(-1).toFixed(0)} ms`);
});
