/** In Chromium the element sends the events that the manifest names, and reaches each of its states. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { opened, openPages, runs } from "./live.mjs";
import { surface, TAG } from "./surface.mjs";

const { events, states, types } = surface();
const names = Object.keys(events).sort();
const BEFORE_RUN = "threading-playground-before-run";

let docs;
before(async () => {
  docs = await openPages();
});
after(() => docs.close());

const recorded = (page) => page.evaluate(() => seen.events);

/**
 * Returns the names of the fields of an event's detail from its type in the manifest: `CustomEvent<{ code: string }>`, or
 * with a named type.
 */
function detailNames(type) {
  const [, detail] = /^CustomEvent<(.*)>$/s.exec(type);
  return detail.startsWith("{")
    ? [...detail.matchAll(/(\w+)\??:/g)].map(([, name]) => name)
    : Object.keys(types[detail]);
}

test("each event comes during a run and leaves a shadow tree; before-run alone is cancelable; there are no others", async () => {
  const page = await opened(docs, "shadow.html");
  await page.evaluate((types) => record(types), names);
  const result = await runs(page);
  assert.equal(result.output, "hello from Worker\nname? Ada\n");

  const sent = await recorded(page);
  assert.deepEqual([...new Set(sent.map(({ type }) => type))].sort(), names);
  for (const { type, bubbles, composed, cancelable, from, detail } of sent) {
    assert.deepEqual({ bubbles, composed, from }, { bubbles: true, composed: true, from: TAG }, type);
    assert.equal(cancelable, type === BEFORE_RUN, type);
    assert.deepEqual(Object.keys(detail).sort(), detailNames(events[type]).sort(), type);
  }
  assert.deepEqual(await page.evaluate(() => [...seen.dispatched].sort()), names);

  const last = (name) => sent.findLast(({ type }) => type === `threading-playground-${name}`).detail;
  assert.deepEqual(last("end"), result);
  assert.deepEqual(last("tier"), { tier: "page", advice: "" });
  assert.deepEqual(last("state"), { state: "exited" });
  const printed = sent
    .filter(({ type }) => type === "threading-playground-output")
    .flatMap(({ detail }) => detail.records);
  assert.equal(printed.map(({ text }) => text).join(""), result.output);
  for (const record of printed)
    assert.deepEqual(Object.keys(record).sort(), Object.keys(types.PlaygroundRecord).sort());
  assert.deepEqual(Object.keys(result.threads[0]).sort(), Object.keys(types.ThreadSummary).sort());
});

test("a listener of before-run, anywhere around the element, keeps the run from happening", async () => {
  const page = await opened(docs, "shadow.html");
  await page.evaluate((types) => record(types), names);
  await page.evaluate((type) => addEventListener(type, (event) => event.preventDefault(), { once: true }), BEFORE_RUN);
  assert.deepEqual(await runs(page), { error: "cancelled" });
  assert.deepEqual(
    (await recorded(page)).map(({ type }) => type),
    [BEFORE_RUN],
  );
  assert.equal(await page.locator(TAG).evaluate(({ state }) => state), "asleep");
  assert.equal((await runs(page)).status, 0, "the next one is not prevented");
});

/** Returns the states that a page observes, in order, each with the states that `:state()` matches. */
async function passed(page, act) {
  await page.evaluate((types) => record(types), ["threading-playground-state"]);
  const first = await page
    .locator(TAG)
    .evaluate((element, all) => all.filter((state) => element.matches(`:state(${state})`)), states);
  assert.deepEqual(first, ["asleep"]);
  await act(page);
  const sent = await recorded(page);
  for (const { detail, states: matched } of sent) {
    const own = matched.filter((state) => !["edited", "live"].includes(state));
    assert.deepEqual(own, [detail.state], "the state that was told is the one that is selected");
  }
  return { told: sent.map(({ detail }) => detail.state), added: await page.evaluate(() => [...seen.states]) };
}

const state = (page, name) => page.locator(`${TAG}:state(${name})`).waitFor();

test("states: each of them is reached, and no other", async () => {
  const run = await passed(await opened(docs, "index.html"), async (page) => {
    await page.locator(TAG).evaluate((element) => element.load());
    await state(page, "idle");
    await page.locator(TAG).evaluate((element) => {
      element.code = "print('there', flush=True)\nwhile True: pass\n";
      element.addEventListener("threading-playground-output", () => element.stop(), { once: true });
      return element.run();
    });
    await state(page, "edited");
    await state(page, "live");
  });
  assert.deepEqual(run.told, ["loading", "idle", "running", "stopping", "exited"]);

  const broken = await passed(await opened(docs, "index.html"), async (page) => {
    await page.route("**/interpreter_bg.wasm", (route) => route.abort());
    assert.deepEqual(await runs(page), { error: "load" });
  });
  assert.deepEqual(broken.told, ["loading", "failed"]);
  // The browser's own message about the file that could not be loaded.
  docs.errors.splice(0);

  const without = await passed(await opened(docs, "no-threads.html"), async (page) => {
    assert.deepEqual(await runs(page), { error: "unavailable" });
  });
  assert.equal(without.told.at(-1), "unavailable");

  const added = [run, broken, without].flatMap((page) => page.added);
  assert.deepEqual([...new Set(added)].sort(), states);
});
