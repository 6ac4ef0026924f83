/** `custom-elements.json`: what editors and documentation tools read of the element, made from its source. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { create, ts } from "@custom-elements-manifest/analyzer";
import type { Declaration, Package } from "custom-elements-manifest/schema";
import type { Plugin } from "vite";
import { filesOf } from "./folder.ts";

declare module "@custom-elements-manifest/analyzer" {
  // The package exports both and declares neither.
  export const ts: {
    ScriptTarget: { ES2022: number };
    createSourceFile(fileName: string, text: string, target: number, setParentNodes: boolean): unknown;
  };
  export function create(options: { modules: unknown[]; context: Context }): Package;
}

/** What a script imports, seen from package.json; the sources' own modules are no address of the package. */
const MODULE = "dist/threading-playground.js";

type ClassDeclaration = Extract<Declaration, { kind: "class" }>;

const isElement = (declaration: ClassDeclaration): declaration is ClassDeclaration & { tagName: string } =>
  "tagName" in declaration && typeof declaration.tagName === "string";

/** A class without what is not public. */
function published({ superclass, ...declaration }: ClassDeclaration): ClassDeclaration {
  return {
    ...declaration,
    members: (declaration.members ?? []).filter(({ privacy = "public" }) => privacy === "public"),
    // The analyzer takes what it has not seen for the module's own; those here are the browser's.
    ...(superclass ? { superclass: { name: superclass.name, package: "global:" } } : {}),
  };
}

function analysed(folder: string): ClassDeclaration[] {
  const sources = filesOf(folder)
    .filter((name) => name.endsWith(".ts"))
    .map((name) => ts.createSourceFile(name, readFileSync(join(folder, name), "utf8"), ts.ScriptTarget.ES2022, true));
  return create({ modules: sources, context: { dev: false } })
    .modules.flatMap(({ declarations = [] }) => declarations)
    .filter((declaration): declaration is ClassDeclaration => declaration.kind === "class");
}

/** The manifest of the modules in `folder`, as the one module that the build makes of them. */
export function manifestOf(folder: string): Package {
  const declarations = analysed(folder).map(published);
  const definitions = declarations.filter(isElement).map(({ name, tagName }) => ({
    kind: "custom-element-definition" as const,
    name: tagName,
    declaration: { name, module: MODULE },
  }));
  if (definitions.length === 0) throw new Error(`there is no element in ${folder}`);
  const classes = declarations.map(({ name }) => ({
    kind: "js" as const,
    name,
    declaration: { name, module: MODULE },
  }));
  const module = {
    kind: "javascript-module" as const,
    path: MODULE,
    declarations,
    exports: [...classes, ...definitions],
  };
  return { schemaVersion: "1.0.0", modules: [module] };
}

export function elementManifest(folder: string): Plugin {
  return {
    name: "element-manifest",
    apply: "build",
    generateBundle() {
      const source = `${JSON.stringify(manifestOf(folder), null, 2)}\n`;
      this.emitFile({ type: "asset", fileName: "custom-elements.json", source });
    },
  };
}
