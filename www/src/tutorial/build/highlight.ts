/** Python as HTML, coloured at build time, so that a page is readable before any script has run, and without one. */
import { highlightCode } from "@lezer/highlight";
import { parser } from "@lezer/python";
import { codeHighlighter } from "../../ui/code-colours.ts";

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** One element a line: the style sheet numbers them. */
export function pythonHtml(code: string): string {
  const lines = [""];
  const put = (html: string) => {
    lines[lines.length - 1] += html;
  };
  highlightCode(
    code.replace(/\n$/, ""),
    parser.parse(code),
    codeHighlighter,
    (text, classes) => put(classes ? `<span class="${classes}">${escapeHtml(text)}</span>` : escapeHtml(text)),
    () => lines.push(""),
  );
  return lines.map((line) => `<span class="row">${line}\n</span>`).join("");
}
