/** A small static server that sends the headers for shared memory. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { basename, extname, join, normalize, resolve, sep } from "node:path";

const MIME_TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".out": "text/plain; charset=utf-8",
  ".png": "image/png",
  ".py": "text/plain; charset=utf-8",
  ".status": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".ts": "text/plain; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
  ".zip": "application/zip",
};

export const ISOLATION_HEADERS = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** Addresses with a hash of the content: `assets/index-DiwrgTda.js` is Vite's, `runtime/0123456789abcdef/worker.js` ours. */
const HASHED = /\/(assets\/(.*\/)?[^/]*-[A-Za-z0-9_-]{8}\.[a-z0-9]+|runtime\/[0-9a-f]{16}\/.+)$/;

function cacheControl(path) {
  return HASHED.test(path.replaceAll(sep, "/")) ? "public, max-age=31536000, immutable" : "no-cache";
}

/**
 * Returns the file for a request's path: `undefined` if it is not in the folder, `redirect` for a folder's name without `/`.
 */
async function find(root, pathname) {
  const path = normalize(join(root, decodeURIComponent(pathname)));
  if (path.includes("\0") || (path !== root && !path.startsWith(root + sep))) return undefined;
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile()) return pathname.endsWith("/") ? undefined : { path, stats: found };
  if (!found?.isDirectory()) return undefined;
  if (!pathname.endsWith("/")) return { redirect: `${basename(path)}/` };
  const index = join(path, "index.html");
  const indexStats = await stat(index).catch(() => undefined);
  return indexStats?.isFile() ? { path: index, stats: indexStats } : undefined;
}

const acceptsBrotli = (request) =>
  /(^|,)\s*br\s*(,|;(?!\s*q=0(\.0*)?\s*(,|$))|$)/.test(request.headers["accept-encoding"] ?? "");

/** Returns the brotli copy of a file, if there is one that is not older than the file. */
async function compressed({ path, stats }) {
  const found = await stat(`${path}.br`).catch(() => undefined);
  return found?.isFile() && found.mtimeMs >= stats.mtimeMs ? { path: `${path}.br`, stats: found } : undefined;
}

function refuse(response, status, text, headers = {}) {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", ...headers });
  response.end(`${text}\n`);
}

async function answer(request, response, { root, headers, brotli, immutable, onRequest, onBytes }) {
  onRequest?.(request.method, request.url);
  const own = typeof headers === "function" ? headers((request.url ?? "/").split(/[?#]/, 1)[0]) : headers;
  for (const [name, value] of Object.entries(own)) response.setHeader(name, value);
  response.setHeader("X-Content-Type-Options", "nosniff");
  if (!["GET", "HEAD"].includes(request.method)) {
    return refuse(response, 405, "method not allowed", { Allow: "GET, HEAD" });
  }
  // Not parsed as a URL, which would remove `..` before it can be refused.
  const file = await find(root, (request.url ?? "/").split(/[?#]/, 1)[0]).catch(() => undefined);
  if (!file) return refuse(response, 404, "not found");
  if (file.redirect) return refuse(response, 308, "moved", { Location: file.redirect });
  const copy = brotli && acceptsBrotli(request) ? await compressed(file) : undefined;
  const sent = copy ?? file;
  const etag = `"${file.stats.size.toString(36)}-${Math.round(file.stats.mtimeMs).toString(36)}${copy ? "-br" : ""}"`;
  response.setHeader("Cache-Control", immutable ? cacheControl(file.path) : "no-cache");
  response.setHeader("ETag", etag);
  response.setHeader("Vary", "Accept-Encoding");
  if (request.headers["if-none-match"] === etag) {
    response.writeHead(304);
    response.end();
    return;
  }
  response.setHeader("Content-Type", MIME_TYPES[extname(file.path)] ?? "application/octet-stream");
  response.setHeader("Content-Length", sent.stats.size);
  if (copy) {
    response.setHeader("Content-Encoding", "br");
    // For a progress bar, because a page counts decompressed bytes.
    response.setHeader("X-Uncompressed-Length", file.stats.size);
  }
  response.writeHead(200);
  if (request.method === "HEAD") {
    response.end();
    return;
  }
  onBytes?.(sent.stats.size, request.url);
  createReadStream(sent.path)
    .on("error", () => response.destroy())
    .pipe(response);
}

/**
 * Serves `folder`; port 0 selects any free port. `headers` are sent with every response, or are a function of its path.
 * `brotli` sends the compressed copies, which saves nothing on the same machine. Without `immutable`, browsers also request
 * files again that have a hash in their address. `onRequest(method, url)` is called for every request, `onBytes(size, url)`
 * for every file sent.
 */
export async function startServer({
  folder,
  port = 0,
  host = "127.0.0.1",
  headers = ISOLATION_HEADERS,
  brotli = true,
  immutable = true,
  onRequest,
  onBytes,
}) {
  const root = resolve(folder);
  const server = createServer((request, response) => {
    answer(request, response, { root, headers, brotli, immutable, onRequest, onBytes }).catch(() => response.destroy());
  });
  await new Promise((done, failed) => {
    server.once("error", failed);
    server.listen(port, host, done);
  });
  return {
    url: `http://${host === "127.0.0.1" ? "localhost" : host}:${server.address().port}/`,
    close: () =>
      new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      }),
  };
}

/** Like `startServer`, on the next free port if `port` is in use. */
export async function startServerNear({ port, ...options }) {
  for (let candidate = port; candidate < port + 20; candidate++) {
    try {
      return await startServer({ ...options, port: candidate });
    } catch (error) {
      if (error.code !== "EADDRINUSE") throw error;
    }
  }
  return startServer({ ...options, port: 0 });
}
