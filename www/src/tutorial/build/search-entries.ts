/** What the search over the tutorial finds: its chapters and their sections, as text. */
import MarkdownIt from "markdown-it";
import type { SearchEntry } from "../search.ts";
import { slugOf } from "./markdown.ts";
import type { Chapter } from "./source.mjs";

export function searchEntries(chapters: readonly Chapter[]): SearchEntry[] {
  return chapters.flatMap(entriesOf);
}

function entriesOf({ slug, number, title, summary, terms, body, examples }: Chapter): SearchEntry[] {
  const markdown = new MarkdownIt({ typographer: true });
  const begin = (heading: string, anchor: string): SearchEntry => ({
    url: `${slug}.html${anchor}`,
    chapter: `${number}. ${title}`,
    heading,
    text: "",
    terms: "",
    code: "",
  });
  let entry = begin(title, "");
  Object.assign(entry, { text: summary, terms });
  const entries = [entry];
  let example = 0;
  const tokens = markdown.parse(body, {});
  for (const [at, { type, content, children }] of tokens.entries()) {
    if (type === "fence") entry.code += `${examples[example++]?.code ?? ""}\n`;
    if (type !== "inline") continue;
    if (tokens[at - 1]?.type === "heading_open") {
      entry = begin(content.replaceAll("`", ""), `#${slugOf(content)}`);
      entries.push(entry);
    } else {
      const text = (children ?? []).map((child) => (child.type.endsWith("break") ? " " : child.content));
      entry.text = `${entry.text} ${text.join("")}`.trim();
    }
  }
  return entries;
}
