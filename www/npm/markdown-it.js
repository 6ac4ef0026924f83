/** A plugin for markdown-it: fences such as ```` ```python run file=x.py ```` become live, when the page is built. */

import { isRecordedOutput, parseFence } from "./fence.js";

export default function threadingPlayground(md, { vue = false } = {}) {
  const render = md.renderer.rules.fence;
  const { escapeHtml } = md.utils;
  const isLive = (token) => token?.type === "fence" && parseFence(token.info).isLive;
  const isRecorded = (token, before) => token?.type === "fence" && isRecordedOutput(token.info) && isLive(before);

  md.renderer.rules.fence = (tokens, index, ...others) => {
    const token = tokens[index];
    if (isRecorded(token, tokens[index - 1])) {
      return `<div slot="output">${render(tokens, index, ...others)}</div></threading-playground>\n`;
    }
    const { isLive, attributes, rest } = parseFence(token.info);
    if (!isLive) return render(tokens, index, ...others);
    token.info = rest;
    const html = render(tokens, index, ...others);
    token.info = `${rest} run`;
    const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`);
    const start = `<threading-playground${vue ? " v-pre" : ""}${written.join("")}>`;
    return isRecorded(tokens[index + 1], token) ? start + html : `${start}${html}</threading-playground>\n`;
  };
}
