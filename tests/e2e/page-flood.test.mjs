/** Programs that print endlessly in the real page: it responds, its memory does not grow, Stop works, the code stays. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { editorText, lines, run, setUp, write } from "../page/harness.mjs";
import { FLOODS, heapMeter } from "./floods.mjs";
import { builtFolder, example } from "./support.mjs";

let site;
let page;
before(async () => {
  site = await setUp({ folder: builtFolder });
  page = await site.open();
});
after(() => site.close());

async function ended() {
  await page.locator('#status[data-state="exited"]').waitFor();
  await page.locator('#output:not([aria-busy="true"])').waitFor();
  return page.locator("#status").evaluate(({ dataset }) => `${dataset.reason} ${dataset.exitStatus}`);
}

/** Waits until more than `count` lines have been dropped from the top of the output. */
const dropped = (count) =>
  page.waitForFunction((least) => {
    const told = document.getElementById("output-dropped");
    return !told.hidden && Number(told.textContent.replace(/\D/g, "")) > least;
  }, count);

/** Measures the page's turns from now on. Returns a function for their durations in milliseconds, sorted. */
async function turnMeter() {
  await page.evaluate(() => {
    window.turnsMs = [];
    let last = performance.now();
    window.turnTimer = setInterval(() => {
      window.turnsMs.push(performance.now() - last);
      last = performance.now();
    }, 10);
  });
  return async () => {
    const turns = await page.evaluate(() => {
      clearInterval(window.turnTimer);
      return window.turnsMs;
    });
    return turns.sort((a, b) => a - b);
  };
}

async function checkNextRun() {
  await run(page, example("threading_simple.py"));
  assert.equal(await ended(), "exited 0");
  assert.equal((await lines(page)).map(([, , text]) => `${text}\n`).join(""), example("threading_simple.out"));
}

for (const [name, code] of Object.entries(FLOODS)) {
  test(name, async () => {
    const heapMb = await heapMeter(page);
    await write(page, code);
    await page.locator("#run").click();
    await dropped(1_000);
    const full = await heapMb();
    const turns = await turnMeter();
    await dropped(60_000);
    const gaps = await turns();
    const later = await heapMb();
    const stoppedAt = performance.now();
    await page.locator("#stop").click();
    const how = await ended();
    const stopMs = performance.now() - stoppedAt;
    const usual = gaps[Math.floor(gaps.length * 0.95)];
    console.log(
      `# ${name}: 95% of turns under ${usual.toFixed(0)} ms, longest ${gaps.at(-1).toFixed(0)} ms,`,
      `heap ${full.toFixed(0)} then ${later.toFixed(0)} MB, Stop ${stopMs.toFixed(0)} ms`,
    );
    assert.equal(how, "exited 130");
    // It includes the click's own wait for several of these turns, and drawing the output printed before.
    assert.ok(stopMs < 10_000, `Stop took ${stopMs} ms`);
    assert.ok(usual < 200, `one turn in twenty took ${usual} ms`);
    assert.ok(gaps.at(-1) < 3_000, `the page stood still for ${gaps.at(-1)} ms`);
    assert.ok(later - full < 30, `the heap grew from ${full} to ${later} MB`);
    // Daemons may have printed after it.
    const told = (await lines(page)).filter(([, stream]) => stream === "stderr");
    assert.equal(told.at(-1)?.[2], "KeyboardInterrupt");
    assert.equal(await editorText(page), code);
    await checkNextRun();
  });
}

test("a second click ends a flood at once", async () => {
  const code = `while True:
    try:
        while True:
            print('line')
    except KeyboardInterrupt:
        pass`;
  await run(page, code);
  await page.locator("#output .line").first().waitFor();
  await page.locator("#stop").click();
  await page.locator("#stop.urgent").click();
  assert.equal(await ended(), "killed 137");
  assert.equal(await editorText(page), code);
  await checkNextRun();
});
