/** The real page on the real engine: what the dock shows of a program's threads. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { run, setUp, state } from "../page/harness.mjs";
import { builtFolder } from "./support.mjs";

let site;
let page;

before(async () => {
  site = await setUp({ folder: builtFolder });
});
after(() => site?.close());
beforeEach(async () => {
  page = await site.open({ path: "#own" });
});

const TWO_LOCKS = `import threading
fork, knife = threading.Lock(), threading.Lock()
def eat(first, second, seated):
    with first:
        seated.wait()
        with second:
            pass
`;

test("a deadlock opens the problems: who waits where for what, who has it, and what to change", async () => {
  await run(
    page,
    `${TWO_LOCKS}seated = threading.Barrier(2)
threading.Thread(target=eat, args=(fork, knife, seated), name="Ada").start()
threading.Thread(target=eat, args=(knife, fork, seated), name="Grace").start()
`,
  );
  const problem = page.locator('#dock-problems .problem-item[data-kind="deadlock"]');
  await problem.waitFor();
  const text = await problem.innerText();
  assert.match(text, /Ada waits at program\.py:6 for Lock knife, which Grace holds since program\.py:4/);
  assert.match(text, /What to change/);
  await page.locator("#stop").click();
  await state(page, "exited");
});

test("after a Stop, where each thread was", async () => {
  await run(
    page,
    `import threading
never = threading.Event()
def wait():
    never.wait(600)
threading.Thread(target=wait, name="Ada").start()
print("ready")
never.wait(600)
`,
  );
  await page.locator("#output .line", { hasText: "ready" }).waitFor();
  await page.locator("#dock-tab-threads").click();
  await page.locator("#dock-threads tr", { hasText: "Ada" }).locator("td", { hasText: "never.wait()" }).waitFor();
  await page.locator("#stop").click();
  await page.locator("#stop").click();
  await state(page, "exited");
  await page.locator("#dock-tab-problems").click();
  const note = page.locator('#dock-problems .problem-item[data-kind="stopped"]');
  assert.match(await note.innerText(), /Ada: waiting .*never\.wait\(\).* at program\.py:4\./);
});

test("two locks in both orders are a note after a run that did not deadlock", async () => {
  await run(
    page,
    `${TWO_LOCKS}for name, locks in (("Ada", (fork, knife)), ("Grace", (knife, fork))):
    thread = threading.Thread(target=eat, args=(*locks, threading.Barrier(1)), name=name)
    thread.start()
    thread.join()
`,
  );
  await state(page, "exited");
  await page.locator("#dock-tab-problems").click();
  const note = page.locator("#dock-problems .problem-item");
  assert.equal(await note.getAttribute("data-kind"), "lock-order");
  const text = await note.innerText();
  assert.match(text, /Ada acquired .* at program\.py:4, and while it held it, .* at program\.py:6/);
  assert.match(text, /Grace acquired .* at program\.py:4, and while it held it, .* at program\.py:6/);
});

test("threads that use queues, conditions, events, barriers and logging have no note", async () => {
  await run(
    page,
    `import logging, queue, threading
tasks, done = queue.Queue(2), threading.Event()
condition, seated = threading.Condition(), threading.Barrier(3)
count = 0
def work(n):
    global count
    seated.wait()
    for _ in range(20):
        tasks.put(tasks.get())
        with condition:
            count += 1
            logging.warning("%s", n)
            condition.notify_all()
for _ in range(2): tasks.put(0)
threads = [threading.Thread(target=work, args=(n,)) for n in range(2)]
for thread in threads: thread.start()
tasks.get()
seated.wait()
with condition:
    condition.wait_for(lambda: count == 40)
for thread in threads: thread.join()
`,
  );
  await state(page, "exited");
  await page.locator("#dock-tab-problems").click();
  await page.locator("#dock-problems", { hasText: "No problem was found" }).waitFor();
});
