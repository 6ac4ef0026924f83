/** Builds the service worker as one classic script with a name that stays, so that a copy of it works anywhere. */
import { join } from "node:path";
import { build, type Plugin } from "vite";

const NAME = "service-worker.js";

/** The script that `entry` is built to. */
async function script(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    build: {
      write: false,
      target: "es2022",
      rolldownOptions: { input: entry, output: { format: "iife", entryFileNames: NAME } },
    },
  });
  const [bundle] = Array.isArray(built) ? built : [built];
  const [chunk] = bundle && "output" in bundle ? bundle.output : [];
  if (chunk?.type !== "chunk") throw new Error("the service worker came to nothing");
  return chunk.code;
}

export function serviceWorker(folder: string): Plugin {
  return {
    name: "service-worker",
    apply: "build",
    async generateBundle() {
      this.emitFile({ type: "asset", fileName: NAME, source: await script(join(folder, "main.ts")) });
    },
  };
}
