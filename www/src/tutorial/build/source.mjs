/**
 * Reads the tutorial's sources, for the build, for the script that records outputs and for the test that checks them. A chapter is
 * a Markdown file with front matter; an example in it is a fenced block of the language `example` with `key: value` lines:
 *
 *     file: race.py        in examples/, with its recorded output beside it as race.out
 *     order: varies        lines may come in any order; the chapter's text has to say so
 *     numbers: vary        figures differ from run to run; the chapter's text has to say so
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const KEYS = ["file", "order", "numbers"];
const FENCE = /^```example\n([\s\S]*?)^```$/gm;

function fields(text, where) {
  const entries = text
    .trim()
    .split("\n")
    .map((line) => {
      const found = /^(\w+): (.+)$/.exec(line);
      if (!found) throw new Error(`${where}: “${line}” is not “key: value”`);
      return [found[1], found[2].trim()];
    });
  return Object.fromEntries(entries);
}

export function parseExample(folder, text, where) {
  const { file, order, numbers, ...rest } = fields(text, where);
  if (Object.keys(rest).length > 0)
    throw new Error(`${where}: an example has ${KEYS.join(", ")}, and no ${Object.keys(rest)}`);
  if (!file || (order ?? "varies") !== "varies" || (numbers ?? "vary") !== "vary") {
    throw new Error(`${where}: an example has a file, and may have “order: varies” and “numbers: vary”`);
  }
  const path = join(folder, "examples", file);
  const recorded = path.replace(/\.py$/, ".out");
  return {
    file,
    orderVaries: order !== undefined,
    numbersVary: numbers !== undefined,
    code: readFileSync(path, "utf8"),
    recordedPath: recorded,
    recorded: existsSync(recorded) ? readFileSync(recorded, "utf8") : undefined,
  };
}

/** What a page says of itself, and its text. */
export function splitFrontMatter(text, where) {
  const found = /^---\n([\s\S]*?)^---\n([\s\S]*)$/m.exec(text);
  if (!found) throw new Error(`${where} has no front matter`);
  const { title, summary } = fields(found[1], where);
  if (!title || !summary) throw new Error(`${where} has no title or no summary`);
  return { title, summary, body: found[2] };
}

/** The chapters in order: `01-start.md` is the first, and its page is `start.html`. */
export function readChapters(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name, index) => {
      const { title, summary, body } = splitFrontMatter(readFileSync(join(folder, name), "utf8"), name);
      const examples = [...body.matchAll(FENCE)].map((match) => parseExample(folder, match[1], name));
      return { slug: name.replace(/^\d+-|\.md$/g, ""), number: index + 1, title, summary, body, examples };
    });
}

/** What a comparison of outputs looks at: without what may differ from run to run. */
export function comparable({ orderVaries, numbersVary }, output) {
  let text = output.replace(/\n$/, "");
  if (numbersVary) text = text.replace(/0x[0-9a-f]+|\d+(?:[.:]\d+)*/g, "#");
  return orderVaries ? text.split("\n").sort().join("\n") : text;
}
