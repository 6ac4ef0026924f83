/** Builds and serves the page. In mode `test` the engine is the fake one and the examples are the tests' own. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type Plugin } from "vitest/config";
import { tutorial, tutorialInputs } from "./src/tutorial/build/plugin.ts";

const here = import.meta.dirname;

/** Without these two headers a browser gives a page no shared memory. */
const isolationHeaders = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/**
 * CodeMirror puts its rules in a `<style>` element and marks it with a nonce when given one. A static page cannot have a
 * nonce for each answer; this one keeps `'unsafe-inline'` out of the policy, and nothing on the page inserts markup.
 */
const styleNonce = "threading-playground-editor";

const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  `style-src 'self' 'nonce-${styleNonce}'`,
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Puts the policy in the built page only: the development server injects styles of its own. */
function policy(): Plugin {
  return {
    name: "content-security-policy",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: contentSecurityPolicy },
        injectTo: "head-prepend",
      },
    ],
  };
}

/** Before the first paint, in every page that has themes; a file of `public/`, which Vite would complain of in the source. */
function earlyTheme(): Plugin {
  return {
    name: "early-theme",
    transformIndexHtml(_, { path }) {
      if (path.endsWith("harness.html")) return [];
      const src = `${path.lastIndexOf("/") > 0 ? ".." : "."}/theme.js`;
      return [{ tag: "script", attrs: { src }, injectTo: "head" }];
    },
  };
}

/** Serves `folder` as `examples/`, and copies it there in a build. */
function examples(folder: string): Plugin {
  return {
    name: "examples",
    configureServer(server) {
      server.middlewares.use("/examples/", (request, response, next) => {
        try {
          const name = decodeURIComponent((request.url ?? "/").split("?", 1)[0] ?? "").replace(/^\/+/, "");
          if (!readdirSync(folder, { recursive: true, encoding: "utf8" }).includes(name)) return next();
          response.setHeader("Content-Type", name.endsWith(".json") ? "application/json" : "text/plain; charset=utf-8");
          response.end(readFileSync(join(folder, name)));
        } catch (error) {
          next(error);
        }
      });
    },
    generateBundle() {
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const path = join(entry.parentPath, entry.name);
        const fileName = `examples/${path.slice(folder.length + 1).replaceAll("\\", "/")}`;
        this.emitFile({ type: "asset", fileName, source: readFileSync(path) });
      }
    },
  };
}

export default defineConfig(({ mode }) => {
  const testing = mode === "test";
  const chapters = join(here, "tutorial");
  const folder = process.env["PLAYGROUND_EXAMPLES"] ?? (testing ? "../tests/page/examples" : "examples");
  return {
    root: here,
    base: "./",
    define: { __STYLE_NONCE__: JSON.stringify(styleNonce) },
    plugins: [policy(), earlyTheme(), examples(join(here, folder)), tutorial(chapters)],
    resolve: {
      alias: testing ? [{ find: "../engine/runtime", replacement: join(here, "src/page/fake-engine.ts") }] : [],
    },
    build: {
      outDir: testing ? "../target/page-test" : "../dist",
      emptyOutDir: true,
      rolldownOptions: {
        input: [...["index.html", "harness.html"].map((name) => join(here, name)), ...tutorialInputs(chapters)],
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
