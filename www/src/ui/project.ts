/** A program as the reader edits it: its files, which of them runs, and how it is started. Changes give a new one. */
import type { Program } from "../engine/contract";
import { FileNames } from "./file-names";

export type Dialect = "auto" | "python2" | "python3";

export interface Project {
  files: Readonly<Record<string, string>>;
  main: string;
  /** As typed; `argvOf` takes it apart. */
  argv: string;
  /** Empty: the page asks when the program reads. */
  stdin: string;
  dialect: Dialect;
  /** Whether threads take turns under a global lock. */
  gil: boolean;
}

export const DIALECTS: readonly Dialect[] = ["auto", "python3", "python2"];

export function projectOf(main: string, files: Record<string, string>, more: Partial<Project> = {}): Project {
  return { files, main, argv: "", stdin: "", dialect: "auto", gil: false, ...more };
}

/** Whether it has a file of this name, be it `constructor` or `__proto__`. */
export function hasFile(project: Project, name: string): boolean {
  return Object.hasOwn(project.files, name);
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
  const plain = ({ files, main, argv, stdin, dialect, gil }: Project) =>
    JSON.stringify([Object.entries(files), main, argv, stdin, dialect, gil]);
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
export function programOf({ files, main, argv, stdin, dialect, gil }: Project): Program {
  const wanted = { ...(gil ? { gil } : {}), ...(stdin === "" ? {} : { stdin }) };
  return { files: { ...files }, main, argv: argvOf(argv), dialect, ...wanted };
}

const isText = (value: unknown): value is string => typeof value === "string";

/** A project from outside: a link or the browser's storage. Nothing where it is none. */
export function readProject(value: unknown): Project | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { files, main, argv = [], stdin = "", dialect = "auto", gil = false } = value as Record<string, unknown>;
  if (typeof files !== "object" || files === null || Array.isArray(files)) return undefined;
  const names = new FileNames();
  for (const [name, text] of Object.entries(files)) {
    if (!isText(text) || names.problem(name)) return undefined;
    names.add(name);
  }
  if (!isText(main) || !Object.hasOwn(files, main) || !isText(stdin)) return undefined;
  const words = isText(argv) ? argv : Array.isArray(argv) && argv.every(isText) ? argvText(argv) : undefined;
  const found = DIALECTS.find((known) => known === dialect);
  if (words === undefined || !found || typeof gil !== "boolean") return undefined;
  return { files: { ...files } as Record<string, string>, main, argv: words, stdin, dialect: found, gil };
}
