/** Finds the program in the markup that an author or a docs generator wrote. */

/** What generators put into a block that is not code: line numbers, copy buttons, navigation. */
const NOT_CODE = ".linenos, .lineno, .linenodiv, .gutter, button, nav, .buttons, [aria-hidden='true']";

/** The `pre` of a block that holds the code; a table of line numbers has one of its own. */
export function preOf(block: Element): HTMLPreElement | undefined {
  const all = block instanceof HTMLPreElement ? [block] : [...block.querySelectorAll("pre")];
  return all.find((pre) => !pre.closest(NOT_CODE) && pre.slot !== "output");
}

/** The code of a `pre`, without what generators add to it. */
export function codeOf(pre: HTMLPreElement): string {
  const walker = document.createTreeWalker(pre, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    if (node instanceof Text) return NodeFilter.FILTER_ACCEPT;
    if (node instanceof HTMLBRElement) return NodeFilter.FILTER_ACCEPT;
    return node instanceof Element && node.matches(NOT_CODE) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  });
  let text = "";
  while (walker.nextNode()) text += walker.currentNode instanceof Text ? walker.currentNode.data : "\n";
  // HTML drops a newline right after `<pre>`, and keeps the one in `<pre><code>\n`; the editor adds a last line of its own.
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/^\n/, "")
    .replace(/\s*\n\s*$|\n+$/, "");
}
