/** Folders that a build copies as they are, and the development server sends. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
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

/** Serves `folder` in development, under `/prefix/`; anything but its own files is left to Vite. */
export function serveFolder(server: ViteDevServer, prefix: string, folder: string): void {
  server.middlewares.use(`/${prefix}/`, (request, response, next) => {
    try {
      const name = decodeURIComponent((request.url ?? "/").split("?", 1)[0] ?? "").replace(/^\/+/, "");
      if (!filesOf(folder).includes(name)) return next();
      response.setHeader("Content-Type", TYPES[extname(name)] ?? "text/plain; charset=utf-8");
      response.end(readFileSync(join(folder, name)));
    } catch (error) {
      next(error);
    }
  });
}
