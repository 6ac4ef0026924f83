/** Folders that a build copies as they are, and the development server sends. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { extname, join } from "node:path";
import type { ViteDevServer } from "vite";

const TYPES: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** The files of a folder as addresses have them, in a fixed order; none where there is no folder. */
export function filesOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((name) => name.replaceAll("\\", "/"))
    .sort();
}

/** Those that Vite sends with its own answers: without them a page of it shares no memory, and a worker may not use its script. */
export function setHeaders(server: ViteDevServer, response: ServerResponse): void {
  for (const [name, value] of Object.entries(server.config.server.headers ?? {})) {
    if (value !== undefined) response.setHeader(name, value);
  }
}

/** Serves `folder` in development, under `/prefix/`; anything but its own files is left to Vite. */
export function serveFolder(server: ViteDevServer, prefix: string, folder: string): void {
  server.middlewares.use(`/${prefix}/`, (request, response, next) => {
    try {
      const name = decodeURIComponent((request.url ?? "/").split("?", 1)[0] ?? "").replace(/^\/+/, "");
      if (!filesOf(folder).includes(name)) return next();
      setHeaders(server, response);
      response.setHeader("Content-Type", TYPES[extname(name)] ?? "text/plain; charset=utf-8");
      response.end(readFileSync(join(folder, name)));
    } catch (error) {
      next(error);
    }
  });
}
