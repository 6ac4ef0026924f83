/** The guide for authors: prose, an example that runs, and snippets that each stand in a site that the tests build. */
import { readFileSync } from "node:fs";
import { escapeHtml, pythonHtml } from "./highlight.ts";
import { liveExample } from "./live.ts";
import { type Rendered, renderProse } from "./markdown.ts";
import { parseExample, splitFrontMatter } from "./source.mjs";

export interface Guide {
  title: string;
  summary: string;
  body: string;
  /** Where its examples are: the tutorial's folder. */
  examples: string;
}

export function readGuide(path: string, examples: string): Guide {
  const { title, summary, body } = splitFrontMatter(readFileSync(path, "utf8"), path);
  return { title, summary, body, examples };
}

/** Where the snippets stand: the sites that the tests build. */
const SITE = /^(\w+) file=tests\/(?:docs|install)\/(?:npm\/)?\w+\/(\S+)$/;

/**
 * `html file=tests/docs/plain/index.html`: the snippet is captioned as its author knows the file, by its path in the site; a
 * command, of the language `terminal`, as such. The button comes with the page's script.
 */
function snippet(info: string, content: string): string {
  const [, language, file] = SITE.exec(info) ?? [];
  if (!language || !file) throw new Error(`a fenced block of the guide that names no file of a tested site: “${info}”`);
  const code = language === "python" ? pythonHtml(content) : escapeHtml(content);
  const caption = language === "terminal" ? "Terminal" : file;
  return `<figure class="snippet"><figcaption>${escapeHtml(caption)}</figcaption>
<pre tabindex="0"><code>${code}</code></pre></figure>
`;
}

export function guideArticle({ title, summary, body, examples }: Guide): Rendered {
  const { html, sections } = renderProse(body, (info, content) =>
    info === "example" ? liveExample(parseExample(examples, content, "the guide")) : snippet(info, content),
  );
  return {
    html: `<article class="prose">
<h1>${escapeHtml(title)}</h1>
<p class="lead">${escapeHtml(summary)}</p>
${html}</article>`,
    sections,
  };
}
