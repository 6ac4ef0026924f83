/** Programs that print endlessly, and a way to measure the memory of the page that shows them (Chromium only). */

export const FLOODS = {
  "short lines of one thread": "n = 0\nwhile True:\n    n += 1\n    print('line', n)",
  "long lines of four threads": `import threading
def shout():
    while True:
        print('x' * 1000)
for _ in range(4):
    threading.Thread(target=shout, daemon=True).start()
threading.Event().wait()`,
};

/** Returns a function for the size of the page's live JavaScript objects in megabytes. */
export async function heapMeter(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  return async () => {
    await session.send("HeapProfiler.collectGarbage");
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "JSHeapUsedSize").value / 1_000_000;
  };
}
