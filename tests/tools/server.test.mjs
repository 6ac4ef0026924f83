/** The static server: headers, types, compressed copies, and no files outside of its folder. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { brotliDecompressSync } from "node:zlib";
import { compressFolder } from "../../scripts/lib/compress.mjs";
import { startServer, startServerNear } from "../../scripts/lib/server.mjs";

const outside = mkdtempSync(join(tmpdir(), "playground-server-"));
const folder = join(outside, "site");
const text = "<!doctype html>".padEnd(5000, "x");
let server;

before(async () => {
  mkdirSync(join(folder, "assets"), { recursive: true });
  mkdirSync(join(outside, "site-secret"));
  writeFileSync(join(outside, "secret.txt"), "secret");
  writeFileSync(join(outside, "site-secret/secret.txt"), "secret");
  writeFileSync(join(folder, "index.html"), text);
  writeFileSync(join(folder, "module.wasm"), "\0asm");
  writeFileSync(join(folder, "a b.py"), "print(1)");
  writeFileSync(join(folder, "assets/index-DiwrgTda.js"), "1");
  mkdirSync(join(folder, "runtime/0123456789abcdef"), { recursive: true });
  writeFileSync(join(folder, "runtime/0123456789abcdef/worker.js"), "1");
  writeFileSync(join(folder, "runtime/worker.js"), "1");
  await compressFolder(folder, { cache: join(outside, "cache") });
  server = await startServer({ folder });
});

after(async () => {
  await server.close();
  rmSync(outside, { recursive: true });
});

const get = (path, options) => fetch(server.url + path, options);

/** Returns the first line of the response to an unchanged path; `fetch` would normalise the path. */
function rawStatus(path) {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    let answer = "";
    socket.on("data", (bytes) => {
      answer += bytes;
    });
    socket.on("error", reject);
    socket.on("close", () => resolve([answer.split("\r\n", 1)[0], answer]));
    socket.end(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  });
}

test("every answer has the isolation headers", async () => {
  for (const path of ["", "module.wasm", "missing"]) {
    const { headers } = await get(path);
    assert.equal(headers.get("cross-origin-opener-policy"), "same-origin");
    assert.equal(headers.get("cross-origin-embedder-policy"), "require-corp");
    assert.equal(headers.get("cross-origin-resource-policy"), "same-origin");
    assert.equal(headers.get("x-content-type-options"), "nosniff");
  }
});

test("types", async () => {
  const type = async (path) => (await get(path)).headers.get("content-type");
  assert.equal(await type(""), "text/html; charset=utf-8");
  assert.equal(await type("module.wasm"), "application/wasm");
  assert.equal(await type("a%20b.py"), "text/plain; charset=utf-8");
  assert.equal(await type("assets/index-DiwrgTda.js"), "text/javascript; charset=utf-8");
});

test("what has a hash in its name is kept by the browser, the rest is asked for again", async () => {
  const control = async (path) => (await get(path)).headers.get("cache-control");
  assert.match(await control("assets/index-DiwrgTda.js"), /immutable/);
  assert.match(await control("runtime/0123456789abcdef/worker.js"), /immutable/);
  assert.equal(await control("runtime/worker.js"), "no-cache");
  assert.equal(await control(""), "no-cache");
  const changing = await startServer({ folder, immutable: false });
  const answer = await fetch(`${changing.url}assets/index-DiwrgTda.js`);
  assert.equal(answer.headers.get("cache-control"), "no-cache", "where the files change under their names");
  await changing.close();
  const etag = (await get("")).headers.get("etag");
  assert.equal((await get("", { headers: { "if-none-match": etag } })).status, 304);
});

test("a compressed copy goes to those who take it", async () => {
  const [, plain] = await rawStatus("/");
  assert.doesNotMatch(plain, /Content-Encoding/i);
  const answer = await get("", { headers: { "accept-encoding": "gzip, br" } });
  assert.equal(answer.headers.get("content-encoding"), "br");
  assert.equal(await answer.text(), text);
  const refused = await get("", { headers: { "accept-encoding": "br;q=0, gzip" } });
  assert.equal(refused.headers.get("content-encoding"), null);
  assert.throws(() => brotliDecompressSync(Buffer.from(text)));
});

test("a copy that is older than its file is not sent", async () => {
  writeFileSync(join(folder, "stale.js"), "new".padEnd(2000));
  writeFileSync(join(folder, "stale.js.br"), "old");
  const { utimesSync } = await import("node:fs");
  utimesSync(join(folder, "stale.js.br"), 1, 1);
  const answer = await get("stale.js", { headers: { "accept-encoding": "br" } });
  assert.equal(await answer.text(), "new".padEnd(2000));
});

test("nothing outside of the folder", async () => {
  for (const path of [
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/assets/../../secret.txt",
    "/../site-secret/secret.txt",
    "/index.html%00.txt",
    "/%",
    "//../secret.txt",
  ]) {
    const [status, answer] = await rawStatus(path);
    assert.match(status, /404|400/, path);
    assert.doesNotMatch(answer, /\r\n\r\nsecret/, path);
  }
});

test("methods, folders and files that are not there", async () => {
  assert.equal((await get("", { method: "POST" })).status, 405);
  const head = await get("", { method: "HEAD", headers: { "accept-encoding": "identity" } });
  assert.equal(head.headers.get("content-length"), "5000");
  assert.equal(await head.text(), "");
  assert.equal((await get("missing")).status, 404);
  assert.equal((await get("assets/")).status, 404);
  assert.equal((await get("assets", { redirect: "manual" })).status, 308);
  assert.equal((await get("index.html/")).status, 404);
});

test("a port that is taken", async () => {
  const port = Number(new URL(server.url).port);
  await assert.rejects(startServer({ folder, port }), { code: "EADDRINUSE" });
  const next = await startServerNear({ folder, port });
  assert.notEqual(Number(new URL(next.url).port), port);
  await next.close();
});
