/** Gives Vite the pages that exist as Markdown only, as if they were HTML files in `www/tutorial/` and `www/guide/`. */
import { basename, dirname, join } from "node:path";
import type { Plugin } from "vite";
import { setHeaders } from "../../../build/folder.ts";
import { readConformance } from "./conformance.ts";
import { readGuide } from "./guide.ts";
import { chapterPage, conformancePage, contentsPage, guidePage } from "./pages.ts";
import { searchEntries } from "./search-entries.ts";
import { readChapters } from "./source.mjs";

/** What the search finds, as a module that is fetched when a reader searches. */
const SEARCH = "virtual:tutorial-search";
const RESOLVED_SEARCH = `\0${SEARCH}`;

/** Not a chapter, and written by a command: `npm run conformance -- --update`. */
const RESULTS = join(import.meta.dirname, "../../../../tests/conformance/results.json");

/** The guide for authors, beside the folder of the tutorial. */
const guideOf = (tutorial: string) => join(dirname(tutorial), "guide/embed.html");

function pageOf(folder: string, path: string): string | undefined {
  if (path === guideOf(folder)) return guidePage(readGuide(path.replace(/html$/, "md"), folder));
  if (dirname(path) !== folder) return undefined;
  const chapters = readChapters(folder);
  const name = basename(path, ".html");
  if (name === "index") return contentsPage(chapters);
  if (name === "conformance") return conformancePage(chapters, readConformance(RESULTS));
  const chapter = chapters.find(({ slug }) => slug === name);
  return chapter && chapterPage(chapters, chapter);
}

/** The pages' paths, for the build's inputs. */
export function tutorialInputs(folder: string): string[] {
  const names = ["index", "conformance", ...readChapters(folder).map(({ slug }) => slug)];
  return [...names.map((name) => join(folder, `${name}.html`)), guideOf(folder)];
}

export function tutorial(folder: string): Plugin {
  const inputs = new Set(tutorialInputs(folder));
  return {
    name: "tutorial",
    enforce: "pre",
    resolveId: (id) => (inputs.has(id) ? id : id === SEARCH ? RESOLVED_SEARCH : undefined),
    load(id) {
      if (id === RESOLVED_SEARCH) return `export default ${JSON.stringify(searchEntries(readChapters(folder)))};`;
      return inputs.has(id) ? pageOf(folder, id) : undefined;
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = (request.url ?? "/").split(/[?#]/, 1)[0]?.replace(/\/$/, "/index.html") ?? "/";
        const html = path.endsWith(".html") ? pageOf(folder, join(dirname(folder), path)) : undefined;
        if (!html) return next();
        server
          .transformIndexHtml(path, html)
          .then((made) => {
            response.setHeader("Content-Type", "text/html; charset=utf-8");
            setHeaders(server, response);
            response.end(made);
          })
          .catch(next);
      });
    },
  };
}
