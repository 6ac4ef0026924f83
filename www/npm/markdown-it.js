/** A plugin for markdown-it: fences such as ```` ```python run file=x.py ```` become live, when the page is built. */

const PYTHON = ["py", "python", "python3"];
const RECORDED = ["output", "text", "txt"];
const FLAGS = ["gil", "readonly", "timeline"];
const VALUES = ["argv", "file", "files", "stdin"];
const WORD = /([\w-]+)=("[^"]*"|'[^']*'|\S+)|\S+/g;

/** A fence's first line, taken apart: the element's attributes, and what is left for others. */
function parse(info) {
  const attributes = {};
  const rest = [];
  let isLive = false;
  for (const [word, key, value] of info.matchAll(WORD)) {
    if (word === "run" || word === ".run") isLive = true;
    else if (FLAGS.includes(word)) attributes[word] = "";
    else if (VALUES.includes(key)) attributes[key] = value.replace(/^(["'])(.*)\1$/, "$2");
    else rest.push(word);
  }
  const language = /^[\w+-]*/.exec(rest[0] ?? "")?.[0] ?? "";
  return { language, isLive: isLive && PYTHON.includes(language), attributes, rest: rest.join(" ") };
}

export default function threadingPlayground(md, { vue = false } = {}) {
  const render = md.renderer.rules.fence;
  const { escapeHtml } = md.utils;
  const isLive = (token) => token?.type === "fence" && parse(token.info).isLive;
  const isRecorded = (token, before) =>
    token?.type === "fence" && RECORDED.includes(parse(token.info).language) && isLive(before);

  md.renderer.rules.fence = (tokens, index, ...others) => {
    const token = tokens[index];
    if (isRecorded(token, tokens[index - 1])) {
      return `<div slot="output">${render(tokens, index, ...others)}</div></threading-playground>\n`;
    }
    const { isLive, attributes, rest } = parse(token.info);
    if (!isLive) return render(tokens, index, ...others);
    token.info = rest;
    const html = render(tokens, index, ...others);
    token.info = `${rest} run`;
    const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`);
    const start = `<threading-playground${vue ? " v-pre" : ""}${written.join("")}>`;
    return isRecorded(tokens[index + 1], token) ? start + html : `${start}${html}</threading-playground>\n`;
  };
}
