/** Gives Vite the tutorial's pages, which exist as Markdown only, as if they were HTML files in `www/tutorial/`. */
import { basename, join } from "node:path";
import type { Plugin } from "vite";
import { readConformance } from "./conformance.ts";
import { chapterPage, conformancePage, contentsPage } from "./pages.ts";
import { readChapters } from "./source.mjs";

/** Not a chapter, and written by a command: `npm run conformance -- --update`. */
const RESULTS = join(import.meta.dirname, "../../../../tests/conformance/results.json");

function pageOf(folder: string, name: string): string | undefined {
  const chapters = readChapters(folder);
  if (name === "index") return contentsPage(chapters);
  if (name === "conformance") return conformancePage(chapters, readConformance(RESULTS));
  const chapter = chapters.find(({ slug }) => slug === name);
  return chapter && chapterPage(chapters, chapter);
}

/** The pages' paths, for the build's inputs. */
export function tutorialInputs(folder: string): string[] {
  return ["index", "conformance", ...readChapters(folder).map(({ slug }) => slug)].map((name) =>
    join(folder, `${name}.html`),
  );
}

export function tutorial(folder: string): Plugin {
  const inputs = new Set(tutorialInputs(folder));
  return {
    name: "tutorial",
    enforce: "pre",
    resolveId: (id) => (inputs.has(id) ? id : undefined),
    load: (id) => (inputs.has(id) ? pageOf(folder, basename(id, ".html")) : undefined),
    configureServer(server) {
      server.middlewares.use("/tutorial/", (request, response, next) => {
        const path = (request.url ?? "/").split(/[?#]/, 1)[0] ?? "/";
        const html = pageOf(folder, path === "/" ? "index" : basename(path, ".html"));
        if (!html || !/(\/|\.html)$/.test(path)) return next();
        server
          .transformIndexHtml(`/tutorial${path === "/" ? "/index.html" : path}`, html)
          .then((made) => {
            response.setHeader("Content-Type", "text/html; charset=utf-8");
            response.end(made);
          })
          .catch(next);
      });
    },
  };
}
