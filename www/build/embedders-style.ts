import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/** The style sheet that pages of others may link, under the name that they know. */
export function embeddersStyle(folder: string): Plugin {
  const fileName = "threading-playground.css";
  return {
    name: "embedders-style",
    generateBundle() {
      this.emitFile({ type: "asset", fileName, source: readFileSync(join(folder, fileName)) });
    },
  };
}
