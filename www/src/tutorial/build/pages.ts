/** The tutorial's pages as HTML: one for each chapter, and one that lists them. */
import { type Conformance, conformanceArticle } from "./conformance.ts";
import { type Guide, guideArticle } from "./guide.ts";
import { escapeHtml } from "./highlight.ts";
import { liveExample } from "./live.ts";
import { renderMarkdown } from "./markdown.ts";
import type { Chapter } from "./source.mjs";

const SITE = "Threading Playground";

const SEARCH = `
      <search class="search">
        <input type="search" aria-label="Search the tutorial" placeholder="Search the tutorial" autocomplete="off" spellcheck="false" aria-describedby="search-keys" />
        <kbd aria-hidden="true">/</kbd>
        <div id="search-keys" hidden>Down and Up choose a result, Enter opens it, Escape closes the list.</div>
        <div class="search-panel" hidden><p></p><ol></ol></div>
        <div class="visually-hidden" role="status"></div>
      </search>`;

interface Page {
  title: string;
  description: string;
  links?: string;
  body: string;
  /** The list at the side, and what it is of. */
  list: string;
  listed: "Chapters" | "On this page";
}

function shell({ title, description, links = "", body, list, listed }: Page): string {
  const isGuide = listed === "On this page";
  const here = (isCurrent: boolean) => (isCurrent ? ' aria-current="true"' : "");
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="description" content="${escapeHtml(description)}" />
    <title>${escapeHtml(title)} · ${SITE}</title>
    <link rel="icon" href="../favicon.svg" type="image/svg+xml" />
    ${links}
    <link rel="stylesheet" href="../src/tutorial/styles/tutorial.css" />
    <script type="module" src="../src/tutorial/main.ts"></script>
  </head>
  <body>
    <a class="skip" href="#chapter">Skip to the ${isGuide ? "guide" : "chapter"}</a>
    <header class="masthead">
      <a class="brand" href="../index.html">${SITE}</a>
      <nav class="site" aria-label="Site">
        <a href="../index.html">Playground</a>
        <a href="../tutorial/index.html"${here(!isGuide)}>Tutorial</a>
        <a href="../guide/embed.html"${here(isGuide)}>Embed</a>
      </nav>
      <label class="theme"><span>Theme</span> <select id="theme"><option value="auto">Auto</option><option value="light">Light</option><option value="dark">Dark</option></select></label>
    </header>
    <div class="book">
      <div class="side">${isGuide ? "" : SEARCH}
      <nav id="chapters" class="chapters" aria-label="${listed}">
        ${/* Twice, for the narrow page and the wide: which of them is shown is the style sheet's, without a script. */ ""}
        <details class="narrow"><summary>${listed}</summary>
        ${list}
        </details>
        <div class="wide">${list}</div>
      </nav></div>
      <main id="chapter" tabindex="-1">
${body}
      </main>
    </div>
  </body>
</html>
`;
}

function list(chapters: readonly Chapter[], current?: Chapter): string {
  const items = chapters.map((chapter) => {
    const mark = chapter === current ? ' aria-current="page"' : "";
    return `<li><a href="${chapter.slug}.html"${mark}>${escapeHtml(chapter.title)}</a></li>`;
  });
  return `<ol>${items.join("\n")}</ol>`;
}

function turn(kind: "prev" | "next", chapter: Chapter | undefined): string {
  if (!chapter) return "<span></span>";
  const word = kind === "prev" ? "Previous" : "Next";
  return `<a rel="${kind}" href="${chapter.slug}.html"><span>${word}</span> ${escapeHtml(chapter.title)}</a>`;
}

export function chapterPage(chapters: readonly Chapter[], chapter: Chapter): string {
  const previous = chapters[chapter.number - 2];
  const next = chapters[chapter.number];
  const { html } = renderMarkdown(chapter, (index) => {
    const example = chapter.examples[index];
    if (!example) throw new Error(`${chapter.slug} has no example ${index}`);
    return liveExample(example);
  });
  const links = [
    previous && `<link rel="prev" href="${previous.slug}.html" />`,
    next && `<link rel="next" href="${next.slug}.html" />`,
  ];
  return shell({
    title: chapter.title,
    description: chapter.summary,
    links: links.filter(Boolean).join("\n    "),
    list: list(chapters, chapter),
    listed: "Chapters",
    body: `<article class="prose">
<p class="kicker">Chapter ${chapter.number} of ${chapters.length}</p>
<h1>${escapeHtml(chapter.title)}</h1>
<p class="lead">${escapeHtml(chapter.summary)}</p>
${html}</article>
<nav class="turn" aria-label="Previous and next chapter">${turn("prev", previous)}${turn("next", next)}</nav>`,
  });
}

export function contentsPage(chapters: readonly Chapter[]): string {
  const items = chapters.map(
    ({ slug, title, summary }) =>
      `<li><a href="${slug}.html">${escapeHtml(title)}</a><p>${escapeHtml(summary)}</p></li>`,
  );
  const first = chapters[0];
  return shell({
    title: "Threading, a tutorial",
    description: "Python's threading from the first start() to life without a global lock, every example live.",
    links: first ? `<link rel="next" href="${first.slug}.html" />` : "",
    list: list(chapters),
    listed: "Chapters",
    body: `<article class="prose">
<h1>Threading, a tutorial</h1>
<p class="lead">From the first <code>start()</code> to a Python without a global lock, in ${chapters.length} short chapters. Every
example is live: press Run and it runs in your browser, on real threads. Nothing is fetched for that until you do.</p>
<ol class="contents">${items.join("\n")}</ol>
<p>How far this Python keeps to the real one: <a href="conformance.html">CPython's own tests</a>. How to have examples like
these in your own pages: <a href="../guide/embed.html">Embed in your docs</a>.</p>
</article>`,
  });
}

export function conformancePage(chapters: readonly Chapter[], results: Conformance): string {
  return shell({
    title: "CPython's own tests",
    description: "How CPython's tests of threading and what stands on it come out in the browser.",
    list: list(chapters),
    listed: "Chapters",
    body: conformanceArticle(results),
  });
}

export function guidePage(guide: Guide): string {
  const { html, sections } = guideArticle(guide);
  const items = sections.map(({ id, title }) => `<li><a href="#${id}">${escapeHtml(title)}</a></li>`);
  return shell({
    title: guide.title,
    description: guide.summary,
    list: `<ul>${items.join("\n")}</ul>`,
    listed: "On this page",
    body: html,
  });
}
