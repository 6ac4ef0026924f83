/**
 * A host may send the pages' policy as a header with every file. Then it also applies to workers, and everything still runs.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openRunner } from "../../scripts/lib/runner.mjs";
import { ISOLATION_HEADERS } from "../../scripts/lib/server.mjs";
import { builtFolder, ending } from "../e2e/support.mjs";

const html = readFileSync(join(builtFolder, "index.html"), "utf8").replaceAll("&#39;", "'");
const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html);
const [runtime] = readdirSync(join(builtFolder, "runtime"));
const headers = { ...ISOLATION_HEADERS, "Content-Security-Policy": policy };

const PROGRAM = `import parallel, threading
threads = [threading.Thread(target=print, args=(n,)) for n in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(parallel.map(abs, [-1, -2, -3]))
`;

for (const browser of ["chromium", "firefox"]) {
  test(`threads and the pool of \`parallel\`, in ${browser}`, async () => {
    const runner = await openRunner({ browser, folder: builtFolder, headers });
    try {
      const result = await runner.run({ files: { "a.py": PROGRAM }, main: "a.py", timeoutMs: 30_000 });
      assert.equal(ending(result), "exited 0", result.stderr);
      assert.equal(result.stdout, "0\n1\n2\n3\n4\n5\n6\n7\n[1, 2, 3]\n");
      assert.deepEqual(runner.pageErrors, []);
      // The policy of a worker is the one that was sent with its script.
      const script = await fetch(new URL(`runtime/${runtime}/worker.js`, runner.page.url()));
      assert.equal(script.headers.get("content-security-policy"), policy);
    } finally {
      await runner.close();
    }
  });
}
