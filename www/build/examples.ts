import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { filesOf, serveFolder } from "./folder.ts";

/** Serves `folder` as `examples/`, and copies it there in a build. */
export function examples(folder: string): Plugin {
  return {
    name: "examples",
    configureServer: (server) => serveFolder(server, "examples", folder),
    generateBundle() {
      for (const name of filesOf(folder)) {
        this.emitFile({ type: "asset", fileName: `examples/${name}`, source: readFileSync(join(folder, name)) });
      }
    },
  };
}
