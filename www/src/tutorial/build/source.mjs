/**
 * Reads the tutorial's sources, for the build, for the script that records outputs and for the test that checks them. A chapter is
 * a Markdown file with front matter; an example in it is a fenced block of the language `example` with `key: value` lines:
 *
 *     file: race.py        in examples/, with its recorded output beside it as race.out
 *     order: varies        lines may come in any order; the chapter's text has to say so
 *     numbers: vary        figures differ from run to run; the chapter's text has to say so
 *     timeline: shown      a picture of what the threads of a recorded run did stands below it, race.wide.svg and race.narrow.svg
 *     lock: global         it runs with a global lock, and its files have names of their own: race.global.out
 *     ends: deadlock       no thread of it can continue in the end, and the run is stopped then
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What an example may say beside its file, and with which word. */
const WORDS = { order: "varies", numbers: "vary", timeline: "shown", lock: "global", ends: "deadlock" };
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
  const { file, ...said } = fields(text, where);
  const wrong = Object.entries(said).find(([key, word]) => WORDS[key] !== word);
  if (!file || wrong) {
    const known = Object.entries(WORDS).map(([key, word]) => `“${key}: ${word}”`);
    throw new Error(
      `${where}: an example has a file and may have ${known.join(", ")}; not “${wrong?.join(": ") ?? ""}”`,
    );
  }
  const path = join(folder, "examples", file);
  const beside = (ending) => path.replace(/\.py$/, `${said.lock ? ".global" : ""}${ending}`);
  const read = (from) => (existsSync(from) ? readFileSync(from, "utf8") : undefined);
  return {
    file,
    orderVaries: "order" in said,
    numbersVary: "numbers" in said,
    hasTimeline: "timeline" in said,
    hasGlobalLock: "lock" in said,
    endsInDeadlock: "ends" in said,
    code: readFileSync(path, "utf8"),
    recordedPath: beside(".out"),
    recorded: read(beside(".out")),
    pictures: ["wide", "narrow"].map((kind) => ({
      kind,
      path: beside(`.${kind}.svg`),
      svg: "timeline" in said ? read(beside(`.${kind}.svg`)) : undefined,
    })),
  };
}

/** What a page says of itself, `terms` that the search finds it by as well, and its text. */
export function splitFrontMatter(text, where) {
  const found = /^---\n([\s\S]*?)^---\n([\s\S]*)$/m.exec(text);
  if (!found) throw new Error(`${where} has no front matter`);
  const { title, summary, terms = "" } = fields(found[1], where);
  if (!title || !summary) throw new Error(`${where} has no title or no summary`);
  return { title, summary, terms, body: found[2] };
}

/** The chapters in order: `01-start.md` is the first, and its page is `start.html`. */
export function readChapters(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name, index) => {
      const { title, summary, terms, body } = splitFrontMatter(readFileSync(join(folder, name), "utf8"), name);
      const examples = [...body.matchAll(FENCE)].map((match) => parseExample(folder, match[1], name));
      return { slug: name.replace(/^\d+-|\.md$/g, ""), number: index + 1, title, summary, terms, body, examples };
    });
}

/** What a comparison of outputs looks at: without what may differ from run to run. */
export function comparable({ orderVaries, numbersVary }, output) {
  let text = output.replace(/\n$/, "");
  if (numbersVary) text = text.replace(/0x[0-9a-f]+|\d+(?:[.:]\d+)*/g, "#");
  return orderVaries ? text.split("\n").sort().join("\n") : text;
}
