/** The declarations of the element's public modules, for the TypeScript of those who use it. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { filesOf } from "./folder.ts";

const root = join(import.meta.dirname, "../..");
/** As www/src/element/tsconfig.json has it, which lets the compiler write there. */
const written = join(root, "target/declarations/www/src/element/public");

/** `types/`, and beside the script the file in which a compiler looks for its types. */
export function elementTypes(folder: string): Plugin {
  return {
    name: "element-types",
    apply: "build",
    generateBundle() {
      const tsc = join(root, "node_modules/.bin/tsc");
      execFileSync(tsc, ["-p", join(folder, "..")], { stdio: "inherit" });
      for (const name of filesOf(folder).filter((file) => file.endsWith(".ts"))) {
        const declarations = name.replace(/\.ts$/, ".d.ts");
        const source = readFileSync(join(written, declarations));
        this.emitFile({ type: "asset", fileName: `types/${declarations}`, source });
      }
      const entry = "threading-playground";
      this.emitFile({ type: "asset", fileName: `${entry}.d.ts`, source: `export * from "./types/${entry}.js";\n` });
    },
  };
}
