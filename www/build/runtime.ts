/**
 * The interpreter's files, in a folder that is named by their content: what has an address once never changes, so browsers
 * and the service worker may keep it, and a page never mixes the files of two builds.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { filesOf, serveFolder } from "./folder.ts";

/** For builds without an interpreter, such as those with the fake engine. */
const NO_RUNTIME = "0".repeat(16);

/** What a browser fetches; the types are for TypeScript. */
const runtimeFiles = (folder: string) => filesOf(folder).filter((name) => !name.endsWith(".d.ts"));

/** `runtime/<hash>/`: 16 hexadecimal digits of the hash over the files' names and contents. */
export function runtimeFolder(folder: string | undefined): string {
  if (folder === undefined) return `runtime/${NO_RUNTIME}/`;
  const hash = createHash("sha256");
  for (const name of runtimeFiles(folder)) {
    const content = readFileSync(join(folder, name));
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return `runtime/${hash.digest("hex").slice(0, NO_RUNTIME.length)}/`;
}

/** Puts the files of `folder` where `runtimeFolder` says; without a folder there is nothing to put. */
export function runtime(folder: string | undefined): Plugin {
  if (folder === undefined) return { name: "runtime" };
  const required = () => {
    const names = runtimeFiles(folder);
    if (names.length === 0) throw new Error(`there is no interpreter in ${folder}: run npm run build`);
    return names;
  };
  return {
    name: "runtime",
    configureServer(server) {
      required();
      serveFolder(server, runtimeFolder(folder).slice(0, -1), folder);
    },
    generateBundle() {
      const place = runtimeFolder(folder);
      for (const name of required()) {
        this.emitFile({ type: "asset", fileName: place + name, source: readFileSync(join(folder, name)) });
      }
    },
  };
}
