/** Markdown as HTML: headings with anchors, tables that scroll, fenced blocks as the page wants them. */
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

/** The text as HTML; `fence` gives that of a fenced block, by its info string and content. */
export function renderProse(text: string, fence: (info: string, content: string) => string): Rendered {
  const sections: Rendered["sections"] = [];
  const markdown = new MarkdownIt({ html: false, typographer: true });
  markdown.renderer.rules["fence"] = (tokens, index) => {
    const { info, content } = tokens[index] ?? { info: "", content: "" };
    return fence(info.trim(), content);
  };
  markdown.renderer.rules["heading_open"] = (tokens, index) => {
    const title = tokens[index + 1]?.content ?? "";
    const id = slugOf(title);
    sections.push({ id, title });
    return `<${tokens[index]?.tag} id="${id}">`;
  };
  markdown.renderer.rules["heading_close"] = (tokens, index) => {
    const { id, title } = sections.at(-1) ?? { id: "", title: "" };
    return ` <a class="anchor" href="#${id}" aria-label="Link to this section: ${markdown.utils.escapeHtml(title)}">#</a></${tokens[index]?.tag}>\n`;
  };
  markdown.renderer.rules["table_open"] = (tokens, index) => {
    const end = tokens.findIndex(({ type }, at) => at > index && type === "thead_close");
    // A page can have several: each goes by its columns.
    const columns = tokens.slice(index, end).flatMap(({ type, content }) => (type === "inline" ? [content] : []));
    const name = markdown.utils.escapeHtml(`Table: ${columns.join(", ").replaceAll("`", "")}`);
    return `<div class="table" role="region" aria-label="${name}" tabindex="0"><table>\n`;
  };
  markdown.renderer.rules["table_close"] = () => "</table></div>\n";
  return { html: markdown.render(text), sections };
}

/** `place` gives the HTML of the chapter's nth example. */
export function renderMarkdown(chapter: Chapter, place: (index: number) => string): Rendered {
  let example = 0;
  return renderProse(chapter.body, (info) => {
    if (info !== "example") throw new Error(`${chapter.slug}: a fenced block that is no example`);
    return place(example++);
  });
}
