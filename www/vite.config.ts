/** Builds and serves the page. In mode `test` the engine is the fake one and the examples are the tests' own. */
import { basename, join } from "node:path";
import { defineConfig } from "vitest/config";
import { earlyTheme } from "./build/early-theme.ts";
import { elementManifest } from "./build/element-manifest.ts";
import { elementTypes } from "./build/element-types.ts";
import { embeddersStyle } from "./build/embedders-style.ts";
import { examples } from "./build/examples.ts";
import { policy, styleNonce } from "./build/policy.ts";
import { runtime, runtimeFolder } from "./build/runtime.ts";
import { serviceWorker } from "./build/service-worker.ts";
import { siteFolder } from "./build/site-folder.ts";
import { textUnits } from "./build/text-units.ts";
import { tutorial, tutorialInputs } from "./src/tutorial/build/plugin.ts";

const here = import.meta.dirname;

/** Without these two headers a browser gives a page no shared memory. */
const isolationHeaders = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/** Every page, by a name for its scripts. */
function pages(chapters: string): Record<string, string> {
  const own = ["index", "harness", "frame"].map((name) => [name, join(here, `${name}.html`)]);
  const tutorial = tutorialInputs(chapters).map((path) => [`tutorial-${basename(path, ".html")}`, path]);
  return Object.fromEntries([...own, ...tutorial]);
}

export default defineConfig(({ mode }) => {
  const testing = mode === "test";
  const chapters = join(here, "tutorial");
  const folder = process.env["PLAYGROUND_EXAMPLES"] ?? (testing ? "../tests/page/examples" : "examples");
  const publicModules = join(here, "src/element/public");
  const interpreter = testing ? undefined : join(here, "../target/runtime");
  return {
    root: here,
    base: "./",
    define: {
      __STYLE_NONCE__: JSON.stringify(styleNonce),
      __RUNTIME_FOLDER__: JSON.stringify(runtimeFolder(interpreter)),
    },
    plugins: [
      policy(),
      earlyTheme(),
      examples(join(here, folder)),
      tutorial(chapters),
      embeddersStyle(publicModules),
      // For those who install it; not for a test of the pages.
      ...(testing ? [] : [elementManifest(publicModules), elementTypes(publicModules)]),
      runtime(interpreter),
      siteFolder(),
      serviceWorker(join(here, "src/service-worker")),
    ],
    css: {
      postcss: {
        plugins: [textUnits(["element", "live"].map((name) => join(here, `src/element/internal/styles/${name}.css`)))],
      },
    },
    resolve: {
      alias: testing
        ? [{ find: /^(\.\.\/)+engine\/runtime$/, replacement: join(here, "../tests/page/fake/fake-engine.ts") }]
        : [],
    },
    build: {
      outDir: testing ? "../target/page-test" : "../dist",
      emptyOutDir: true,
      manifest: true,
      license: { fileName: "licenses.txt" },
      rolldownOptions: {
        input: {
          // The one name that other people's pages know.
          "threading-playground": join(publicModules, "threading-playground.ts"),
          ...pages(chapters),
        },
        preserveEntrySignatures: "strict",
        output: {
          entryFileNames: ({ name }) => (name === "threading-playground" ? "[name].js" : "assets/[name]-[hash].js"),
        },
      },
      target: "es2022",
      // Every browser with shared memory behind COOP and COEP has `light-dark()` at these versions.
      cssTarget: ["chrome123", "firefox121", "safari17.5"],
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      copyPublicDir: true,
    },
    worker: { format: "es" },
    server: { headers: isolationHeaders },
    preview: { headers: isolationHeaders },
    test: { include: ["src/**/*.test.ts"], environment: "node" },
  };
});
