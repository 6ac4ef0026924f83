/** Builds the page with nothing but the timeline, as a folder to serve. */
import { fileURLToPath } from "node:url";
import { build } from "vite";

const outDir = fileURLToPath(new URL("../../../target/timeline-test", import.meta.url));

export async function buildDemo() {
  await build({
    configFile: false,
    root: import.meta.dirname,
    base: "./",
    logLevel: "error",
    build: { outDir, emptyOutDir: true, target: "es2022", cssTarget: ["chrome123", "firefox121", "safari17.5"] },
  });
  return outDir;
}
