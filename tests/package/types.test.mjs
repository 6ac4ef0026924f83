/** The package's types, as a user's compiler reads them. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { packAndUnpack } from "./packed.mjs";

let packed;
before(() => {
  packed = packAndUnpack();
  mkdirSync(join(packed.folder, "node_modules"));
  renameSync(join(packed.folder, "threading-playground"), join(packed.folder, "node_modules/threading-playground"));
  copyFileSync(join(import.meta.dirname, "consumer.ts"), join(packed.folder, "consumer.ts"));
  writeFileSync(
    join(packed.folder, "package.json"),
    JSON.stringify({ name: "consumer", private: true, type: "module" }),
  );
});
after(() => packed.remove());

function compile(module, moduleResolution) {
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    // Also checks the package's declarations.
    skipLibCheck: false,
    noEmit: true,
    target: "ES2022",
    lib: ["ES2023", "DOM", "DOM.Iterable"],
    // Excludes types that this project has installed.
    types: [],
    module,
    moduleResolution,
  };
  writeFileSync(join(packed.folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["consumer.ts"] }));
  const { status, stdout } = spawnSync(inRoot("node_modules/.bin/tsc"), ["-p", packed.folder], { encoding: "utf8" });
  return { status, stdout };
}

for (const [module, moduleResolution] of [
  ["ESNext", "Bundler"],
  ["NodeNext", "NodeNext"],
]) {
  test(`a strict script compiles with moduleResolution ${moduleResolution}`, () => {
    assert.deepEqual(compile(module, moduleResolution), { status: 0, stdout: "" });
  });
}

test("the declarations come from the package alone", () => {
  const args = ["-p", packed.folder, "--listFiles"];
  const listed = execFileSync(inRoot("node_modules/.bin/tsc"), args, { encoding: "utf8" }).trim().split("\n");
  const own = listed
    .filter((path) => !/\/lib\.[\w.]+\.d\.ts$/.test(path))
    .map((path) => path.slice(packed.folder.length + 1));
  const types = ["element", "errors", "threading-playground", "types"].map((name) => `types/${name}.d.ts`);
  assert.deepEqual(
    own.sort(),
    [
      "consumer.ts",
      ...["threading-playground.d.ts", ...types].map((name) => `node_modules/threading-playground/dist/${name}`),
    ].sort(),
  );
});
