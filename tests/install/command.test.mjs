/** The command `threading-playground`: it copies the folder, and prints what readers of a host or a folder will get. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { target } from "../../scripts/lib/paths.mjs";
import { ISOLATION_HEADERS, startServer } from "../../scripts/lib/server.mjs";
import { blockOf, run, test } from "../docs/support.mjs";
import { installed, useInstalled } from "./installed.mjs";
import { read } from "./reader.mjs";

let folder;
before(async () => {
  await useInstalled();
  mkdirSync(join(target, "install"), { recursive: true });
  folder = mkdtempSync(join(target, "install", "command-"));
});
after(() => rmSync(folder, { recursive: true }));

/** Asynchronous, because the command sends requests to this process's server. */
const command = (...args) =>
  new Promise((resolve) => {
    execFile(installed("threading-playground"), args, (error, stdout, stderr) =>
      resolve({ status: error?.code ?? 0, text: stdout + stderr }),
    );
  });

const page = (attributes = "") => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>
<script type="module" src="threading-playground/threading-playground.js"${attributes}></script></head><body>
<threading-playground><pre><code>import threading
threading.Thread(target=print, args=("copied",)).start()</code></pre></threading-playground></body></html>`;

test("copy: a page beside the copy runs a program; what is not ours is not replaced", async () => {
  assert.match((await command("check", folder)).text, /change: .*threading-playground copy/);
  assert.match((await command("copy", folder)).text, /copied/);
  assert.match((await command("copy", folder)).text, /up to date/);
  writeFileSync(join(folder, "index.html"), page());
  const opened = await read(folder);
  assert.equal((await run(await blockOf(opened))).output, "copied\n");
  await opened.close();
  mkdirSync(join(folder, "else/threading-playground"), { recursive: true });
  const refused = await command("copy", join(folder, "else"));
  assert.equal(refused.status, 1);
  assert.match(refused.text, /no folder of Threading Playground's/);
});

test("check of a folder: the headers that it brings, or none", async () => {
  const bare = await command("check", folder);
  assert.equal(bare.status, 1);
  assert.match(bare.text, /Chromium, Edge: +frame[\s\S]+Firefox, Safari: link[\s\S]+change: for Firefox and Safari/);
  writeFileSync(
    join(folder, "_headers"),
    "/*\n  Cross-Origin-Opener-Policy: same-origin\n  Cross-Origin-Embedder-Policy: require-corp\n",
  );
  const isolated = await command("check", folder);
  assert.deepEqual([isolated.status, /Firefox, Safari: page/.test(isolated.text)], [0, true]);
  rmSync(join(folder, "_headers"));
});

test("check of a host: with headers, with none, with a service worker, without compression, without the folder", async () => {
  const check = async (options, path = "") => {
    const server = await startServer({ folder, headers: {}, ...options });
    const result = await command("check", server.url + path);
    await server.close();
    return result;
  };
  const isolated = await check({ headers: ISOLATION_HEADERS });
  assert.match(isolated.text, /Chromium, Edge: +page[\s\S]+Firefox, Safari: page/);
  // The files that `version.json` names, with the size in which the server sends them.
  const own = join(folder, "threading-playground");
  const { runtime } = JSON.parse(readFileSync(join(own, "version.json"), "utf8"));
  const megabytes = (statSync(join(own, runtime, "interpreter_bg.wasm")).size / 1e6).toFixed(1);
  assert.ok(isolated.text.includes(`first run fetches the interpreter: ${megabytes} MB, not compressed; `));
  assert.match(isolated.text, /change: compress \.wasm/);
  assert.match((await check({})).text, /Chromium, Edge: +frame[\s\S]+Firefox, Safari: link[\s\S]+frame twice/);
  writeFileSync(
    join(folder, "worker.html"),
    page(' data-service-worker="threading-playground/service-worker.js?coep=credentialless"'),
  );
  assert.match((await check({}, "worker.html")).text, /Firefox, Safari: page[\s\S]+first page loads twice/);
  writeFileSync(join(folder, "plain.html"), "<!doctype html><title>none</title>");
  assert.match((await check({}, "plain.html")).text, /loads no threading-playground\.js/);
  rmSync(join(folder, "threading-playground/frame.html"));
  const broken = await check({});
  assert.equal(broken.status, 1);
  assert.match(broken.text, /frame\.html answers 404: publish the whole folder/);
});
