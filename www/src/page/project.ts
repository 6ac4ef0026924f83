/** A program as the reader edits it: its files, which of them runs, and how it is started. Changes give a new one. */
import type { Program } from "../engine/contract";

export type Dialect = "auto" | "python2" | "python3";

export interface Project {
  files: Readonly<Record<string, string>>;
  main: string;
  /** As typed; `argvOf` takes it apart. */
  argv: string;
  /** Empty: the page asks when the program reads. */
  stdin: string;
  dialect: Dialect;
}

export const DIALECTS: readonly Dialect[] = ["auto", "python3", "python2"];
const MAX_NAME = 100;

export function projectOf(main: string, files: Record<string, string>, more: Partial<Project> = {}): Project {
  return { files, main, argv: "", stdin: "", dialect: "auto", ...more };
}

/** What is wrong with a file's name, as a sentence; nothing where it will do. */
export function nameProblem(name: string, others: readonly string[]): string | undefined {
  if (name === "") return "A file needs a name.";
  if (name.length > MAX_NAME) return `A name has ${MAX_NAME} characters at most.`;
  const parts = name.split("/");
  if (name.startsWith("/")) return "Names are relative to the program's folder: leave out the first “/”.";
  if (parts.some((part) => part === "" || part === "." || part === ".."))
    return "“.”, “..” and “//” have no place in a name.";
  // Control characters, and what other systems do not take in a name, so that a download can be unpacked anywhere.
  if (/[\p{Cc}\\:*?"<>|]/u.test(name)) return 'A name cannot have \\ : * ? " < > | or control characters in it.';
  if (name !== name.trim()) return "A name cannot begin or end with a space.";
  if (others.includes(name)) return `There is a file “${name}” already.`;
  if (others.some((other) => other.startsWith(`${name}/`) || name.startsWith(`${other}/`))) {
    return `“${name}” would be a file and a folder at once.`;
  }
  return undefined;
}

/** `name`, or where that is taken `name-2`, `name-3`... */
export function freeName(name: string, taken: readonly string[]): string {
  const [, stem = name, ending = ""] = /^(.+?)(\.[^./]+)?$/.exec(name) ?? [];
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${stem}-${number}${ending}`;
    if (nameProblem(candidate, taken) === undefined) return candidate;
    if (number > 10_000) throw new Error(`no free name like ${name}`);
  }
}

export function withFile(project: Project, name: string, text: string): Project {
  return { ...project, files: { ...project.files, [name]: text } };
}

export function withoutFile(project: Project, name: string): Project {
  const files = Object.fromEntries(Object.entries(project.files).filter(([other]) => other !== name));
  const main = project.main === name ? (Object.keys(files)[0] ?? project.main) : project.main;
  return { ...project, files, main };
}

/** Keeps the file's place among the tabs. */
export function renamed(project: Project, from: string, to: string): Project {
  const files = Object.fromEntries(
    Object.entries(project.files).map(([name, text]) => [name === from ? to : name, text]),
  );
  return { ...project, files, main: project.main === from ? to : project.main };
}

export function sameProject(one: Project, other: Project): boolean {
  const plain = ({ files, main, argv, stdin, dialect }: Project) =>
    JSON.stringify([Object.entries(files), main, argv, stdin, dialect]);
  return plain(one) === plain(other);
}

/** Words as a shell takes them apart: by spaces, and together between quotes. */
export function argvOf(text: string): string[] {
  const words = text.match(/(?:[^\s"']+|"(?:[^"\\]|\\.)*"?|'[^']*'?)+/g) ?? [];
  return words.map((word) =>
    word.replace(/"((?:[^"\\]|\\.)*)"?|'([^']*)'?/g, (_, double?: string, single?: string) =>
      double === undefined ? (single ?? "") : double.replace(/\\(["\\])/g, "$1"),
    ),
  );
}

export function argvText(words: readonly string[]): string {
  return words.map((word) => (/^[^\s"'\\]+$/.test(word) ? word : `"${word.replace(/["\\]/g, "\\$&")}"`)).join(" ");
}

/** For the engine. */
export function programOf({ files, main, argv, stdin, dialect }: Project): Program {
  return { files: { ...files }, main, argv: argvOf(argv), dialect, ...(stdin === "" ? {} : { stdin }) };
}

const isText = (value: unknown): value is string => typeof value === "string";

/** A project from outside: a link or the browser's storage. Nothing where it is none. */
export function readProject(value: unknown): Project | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { files, main, argv = [], stdin = "", dialect = "auto" } = value as Record<string, unknown>;
  if (typeof files !== "object" || files === null || Array.isArray(files)) return undefined;
  const entries = Object.entries(files);
  const names = entries.map(([name]) => name);
  const sound = entries.every(
    ([name, text]) =>
      isText(text) &&
      !nameProblem(
        name,
        names.filter((other) => other !== name),
      ),
  );
  if (!sound || !isText(main) || !names.includes(main) || !isText(stdin)) return undefined;
  const words = isText(argv) ? argv : Array.isArray(argv) && argv.every(isText) ? argvText(argv) : undefined;
  const found = DIALECTS.find((known) => known === dialect);
  if (words === undefined || !found) return undefined;
  return { files: Object.fromEntries(entries) as Record<string, string>, main, argv: words, stdin, dialect: found };
}
