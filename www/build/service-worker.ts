/** Builds the service worker as one classic script with a name that stays, so that a copy of it works anywhere. */
import { join } from "node:path";
import { build, type Plugin } from "vite";
import { filesOf } from "./folder.ts";

const NAME = "service-worker.js";

/** The script that `entry` is built to. Other names make it another one, which is how a browser hears of a new build. */
async function script(entry: string, names: readonly string[]): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    define: { __SITE_FILES__: JSON.stringify(names) },
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
  let publicFiles: string[] = [];
  return {
    name: "service-worker",
    apply: "build",
    configResolved({ publicDir }) {
      publicFiles = filesOf(publicDir);
    },
    generateBundle: {
      // When everything else is there.
      order: "post",
      async handler(_, bundle) {
        const names = [...publicFiles, ...Object.keys(bundle)].sort();
        this.emitFile({ type: "asset", fileName: NAME, source: await script(join(folder, "main.ts"), names) });
      },
    },
  };
}
