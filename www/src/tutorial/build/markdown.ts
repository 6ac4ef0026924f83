/** A chapter's Markdown as HTML: headings with anchors, links to other chapters, examples in their places. */
import MarkdownIt from "markdown-it";
import type { Chapter } from "./source.mjs";

export interface Rendered {
  html: string;
  sections: { id: string; title: string }[];
}

export function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

/** `place` gives the HTML of the chapter's nth example. */
export function renderMarkdown(chapter: Chapter, place: (index: number) => string): Rendered {
  const sections: Rendered["sections"] = [];
  let example = 0;
  const markdown = new MarkdownIt({ html: false, typographer: true });
  markdown.renderer.rules["fence"] = (tokens, index) => {
    const token = tokens[index];
    if (token?.info.trim() !== "example") throw new Error(`${chapter.slug}: a fenced block that is no example`);
    return place(example++);
  };
  markdown.renderer.rules["heading_open"] = (tokens, index) => {
    const title = tokens[index + 1]?.content ?? "";
    const id = slugOf(title);
    sections.push({ id, title });
    return `<h2 id="${id}">`;
  };
  markdown.renderer.rules["heading_close"] = (tokens, index) => {
    const { id, title } = sections.at(-1) ?? { id: "", title: tokens[index]?.content ?? "" };
    return ` <a class="anchor" href="#${id}" aria-label="Link to this section: ${markdown.utils.escapeHtml(title)}">#</a></h2>\n`;
  };
  markdown.renderer.rules["table_open"] = () =>
    '<div class="table" role="region" aria-label="Table" tabindex="0"><table>\n';
  markdown.renderer.rules["table_close"] = () => "</table></div>\n";
  return { html: markdown.render(chapter.body), sections };
}
