import { ISOLATION_HEADERS } from "../../scripts/lib/server.mjs";
import { block, example, openDocs, page, part, run } from "./harness.mjs";

const CROSSED = `import threading
a, b = threading.Lock(), threading.Lock()
both = threading.Barrier(2)

def cross(first, second):
    with first:
        both.wait()
        with second:
            pass

threading.Thread(target=cross, args=(a, b), name="Ada").start()
threading.Thread(target=cross, args=(b, a), name="Grace").start()
`;
const docs = await openDocs(
  { "index.html": page(example(CROSSED, { attributes: `file="crossed.py" timeline` })) },
  process.argv[2] ? { headers: ISOLATION_HEADERS } : {},
);
const opened = await docs.open();
opened.on("response", (r) => {
  if (r.status() >= 400) console.log(r.status(), r.url());
});
await part(block(opened), "run").click();
await opened.waitForTimeout(6000);
console.log(await part(block(opened), "output").innerText());
await opened.screenshot({ path: "/tmp/el.png" });
try {
  await docs.close();
} catch (e) {
  console.log(e.message.slice(0, 300));
}
