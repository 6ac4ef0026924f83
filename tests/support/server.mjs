/** A static file server for tests: with the two isolation headers, or without them, or with others. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";

const MIME_TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".out": "text/plain; charset=utf-8",
  ".png": "image/png",
  ".py": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".zip": "application/zip",
};

export const ISOLATION_HEADERS = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/** The file for a request's path, or nothing where there is none inside the folder. */
async function find(folder, url) {
  const path = normalize(join(folder, decodeURIComponent(new URL(url, "http://localhost").pathname)));
  if (path !== folder && !path.startsWith(folder + sep)) return undefined;
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory())
    return find(folder, `${new URL(url, "http://localhost").pathname.replace(/\/?$/, "/")}index.html`);
  return found?.isFile() ? { path, size: found.size } : undefined;
}

/**
 * Serves `folder` on a free port. `headers` go with every answer: the isolation headers where nothing else is said,
 * `{}` for a server that does not know of them.
 */
export async function startServer({ folder, headers = ISOLATION_HEADERS, port = 0, host = "127.0.0.1" }) {
  const root = normalize(folder).replace(/[/\\]$/, "");
  const server = createServer(async (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-cache");
    const file = await find(root, request.url ?? "/").catch(() => undefined);
    if (!file || !["GET", "HEAD"].includes(request.method ?? "")) {
      response.writeHead(file ? 405 : 404, { "Content-Type": "text/plain; charset=utf-8" });
      response.end(file ? "method not allowed\n" : "not found\n");
      return;
    }
    const type = MIME_TYPES[extname(file.path)] ?? "application/octet-stream";
    response.writeHead(200, { "Content-Type": type, "Content-Length": file.size });
    if (request.method === "HEAD") response.end();
    else
      createReadStream(file.path)
        .on("error", () => response.destroy())
        .pipe(response);
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return {
    url: `http://${host}:${server.address().port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
