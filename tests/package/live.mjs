/** Pages with the element and a recorder of its actions, for the tests of the surface. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ISOLATION_HEADERS } from "../../scripts/lib/server.mjs";
import { example, openDocs, page, SCRIPT } from "../element/harness.mjs";
import { TAG } from "./surface.mjs";

export const CODE = `import threading

def greet():
    print("hello from", threading.current_thread().name)

thread = threading.Thread(target=greet, name="Worker")
thread.start()
thread.join()
print("name?", input())
`;

const RECORDER = '<script src="recorder.js"></script>';
/** Simulates a browser without threads in WebAssembly. */
const NO_THREADS = "<script>WebAssembly.Memory = class { constructor() { throw new RangeError('no'); } };</script>";
/** The element inside another element's shadow tree, which only composed events leave. */
const IN_SHADOW = `<div id="around"></div>
<script type="module">
  document.getElementById("around").attachShadow({ mode: "open" }).innerHTML = ${JSON.stringify(example(CODE))};
</script>`;

export function openPages() {
  const head = RECORDER + SCRIPT;
  const files = {
    "recorder.js": readFileSync(join(import.meta.dirname, "recorder.mjs")),
    "index.html": page(example(CODE), { head }),
    "recorded.html": page(example(CODE, { output: "recorded\n" }), { head }),
    "shadow.html": page(IN_SHADOW, { head }),
    "no-threads.html": page(example(CODE), { head: NO_THREADS + head }),
  };
  return openDocs(files, { headers: ISOLATION_HEADERS });
}

/** Opens a page and waits for its element. */
export async function opened(docs, name) {
  const page = await docs.open(name);
  await page.waitForFunction((tag) => customElements.get(tag), TAG);
  return page;
}

/** Runs the page's element, which reads a line. Returns its result, or the code of its error. */
export const runs = (page) =>
  page.locator(TAG).evaluate((element) => {
    element.addEventListener("threading-playground-input", () => element.sendInput("Ada\n"), { once: true });
    return element.run().catch((error) => ({ error: error.code }));
  });
