/** Names of a program's files: what will do as one, and what is free. */

/** A program with more is none that tabs could show. */
export const MAX_FILES = 200;
const MAX_NAME = 100;
/** Control characters, and what other systems do not take in a name, so that a download can be unpacked anywhere. */
const UNFIT = /[\p{Cc}\\:*?"<>|]/u;

function* foldersOf(name: string): Generator<string> {
  for (let at = name.indexOf("/"); at > 0; at = name.indexOf("/", at + 1)) yield name.slice(0, at);
}

/** What is wrong with a name by itself. */
function shapeProblem(name: string): string | undefined {
  if (name === "") return "A file needs a name.";
  if (name.length > MAX_NAME) return `A name has ${MAX_NAME} characters at most; this one has ${name.length}.`;
  if (name.startsWith("/")) return "Names are relative to the program's folder: leave out the first “/”.";
  if (name.split("/").some((part) => part === "" || part === "." || part === "..")) {
    return "“.”, “..” and “//” have no place in a name.";
  }
  if (UNFIT.test(name)) return 'A name cannot have \\ : * ? " < > | or control characters in it.';
  return name === name.trim() ? undefined : "A name cannot begin or end with a space.";
}

/** The names of one program. Another is checked against all of them at once, however many there are. */
export class FileNames {
  readonly #files = new Set<string>();
  readonly #folders = new Set<string>();

  constructor(names: Iterable<string> = []) {
    for (const name of names) this.add(name);
  }

  get size(): number {
    return this.#files.size;
  }

  add(name: string): void {
    this.#files.add(name);
    for (const folder of foldersOf(name)) this.#folders.add(folder);
  }

  /** What is wrong with one more name, as a sentence; nothing where it will do. */
  problem(name: string): string | undefined {
    const problem = shapeProblem(name);
    if (problem) return problem;
    if (this.#files.has(name)) return `There is a file “${name}” already.`;
    if (this.#folders.has(name) || [...foldersOf(name)].some((folder) => this.#files.has(folder))) {
      return `“${name}” would be a file and a folder at once.`;
    }
    return undefined;
  }
}

export function nameProblem(name: string, others: Iterable<string>): string | undefined {
  return new FileNames(others).problem(name);
}

/** Without the half of a character that a cut may have left, or a space at the end. */
const cut = (text: string, length: number) =>
  text
    .slice(0, length)
    .replace(/[\ud800-\udbff]$/, "")
    .trimEnd();

/** A name like this one that will do and is free: a long one is shortened before its ending, a taken one gets a number. */
export function freeName(wanted: string, taken: FileNames): string {
  const fit = wanted.replace(/[\p{Cc}\\/:*?"<>|]/gu, "_").trim();
  const [, stem = "file", ending = ""] = /^(.+?)(\.[^.]{1,20})?$/.exec(fit === "." || fit === ".." ? "" : fit) ?? [];
  for (let number = 1; ; number++) {
    const rest = `${number === 1 ? "" : `-${number}`}${ending.trimEnd()}`;
    const candidate = cut(stem, MAX_NAME - rest.length) + rest;
    if (taken.problem(candidate) === undefined) return candidate;
    if (number > 10 * MAX_FILES) throw new Error(`There is no free name like ${wanted}.`);
  }
}
