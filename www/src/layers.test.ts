/** Each folder of `www/src` uses only those above it in this list, so that none of them stands in a circle. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

const here = import.meta.dirname;

const LAYERS: readonly (readonly string[])[] = [
  // The files of `www/src` itself: where the site is, and what the browser keeps.
  ["."],
  ["isolation"],
  ["engine"],
  ["problems"],
  ["ui", "service-worker"],
  ["timeline"],
  ["playground", "element", "harness"],
  ["frame", "tutorial"],
];

const layerOf = (folder: string) => LAYERS.findIndex((layer) => layer.includes(folder));

const folderOf = (path: string) => {
  const [first = ".", ...rest] = relative(here, path).split("/");
  return rest.length > 0 ? first : ".";
};

/** The files that this one imports by a relative path within `www/src`. */
function importsOf(path: string): string[] {
  const specifiers = readFileSync(path, "utf8").matchAll(/(?:from|import|import\()\s*"(\.[^"]+)"/g);
  const targets = [...specifiers].map(([, specifier]) => join(dirname(path), specifier ?? ""));
  return targets.filter((target) => !relative(here, target).startsWith(".."));
}

const files = readdirSync(here, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.m?ts$/.test(path))
  .map((path) => join(here, path));

test("every folder has its layer", () => {
  const folders = new Set(files.map(folderOf));
  expect([...folders].filter((folder) => layerOf(folder) === -1)).toEqual([]);
});

test("no folder imports one below it, nor one beside it", () => {
  const imports = files.flatMap((file) => importsOf(file).map((target) => [file, target] as const));
  expect(imports.length).toBeGreaterThan(100);
  const wrong = imports.filter(([file, target]) => {
    const [from, to] = [folderOf(file), folderOf(target)];
    return from !== to && layerOf(to) >= layerOf(from);
  });
  expect(wrong.map(([file, target]) => `${relative(here, file)} imports ${relative(here, target)}`)).toEqual([]);
});
