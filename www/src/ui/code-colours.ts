/** Which class a piece of Python gets, in the editor and in code that is coloured at build time. `styles/tokens.css` has the colours. */
import { tagHighlighter, tags } from "@lezer/highlight";

export const codeClasses = [
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword], class: "tok-keyword" },
  { tag: [tags.string, tags.special(tags.string)], class: "tok-string" },
  { tag: [tags.number, tags.bool, tags.null, tags.meta], class: "tok-number" },
  { tag: [tags.lineComment, tags.docString], class: "tok-comment" },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)], class: "tok-name" },
];

export const codeHighlighter = tagHighlighter(codeClasses);
