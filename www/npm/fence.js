/** What the first line of a fence says, for the plugins of this package: ```` ```python run file=x.py ````. */

const PYTHON = ["py", "python", "python3"];
const RECORDED = ["output", "text", "txt"];
const FLAGS = ["gil", "readonly", "timeline"];
const VALUES = ["argv", "file", "files", "stdin"];
const WORD = /([\w-]+)=("[^"]*"|'[^']*'|\S+)|\S+/g;

/** A fence's first line, taken apart: the element's attributes, and what is left for others. */
export function parseFence(info) {
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

/** Whether a fence right after a live one is its recorded output. */
export const isRecordedOutput = (info) => RECORDED.includes(parseFence(info).language);
