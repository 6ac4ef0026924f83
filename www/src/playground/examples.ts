/** The examples that `examples/index.json` lists, and their files. */

import { argvText, type Project, projectOf } from "../ui/project";

export interface Example {
  name: string;
  title: string;
  summary: string;
  dialect: "python2" | "python3";
  file: string;
  /** The recorded output that the document shows. */
  out?: string;
  /** The exit status it ends with; 0 where it does not say. */
  status?: number;
  /** The Python 3 form of a Python 2 program. */
  python3?: string;
  /** The recorded output of that form, where it is another. */
  python3Out?: string;
  prose?: string[];
  /** Files that it needs besides, by the path beside `index.json`; in the program they have the last part of it. */
  files?: string[];
  argv?: string[];
  /** Standard input given beforehand. */
  stdin?: string;
  /** The heading that it stands under in the list. */
  group?: string;
}

const BASE = "examples/";

function isExample(value: unknown): value is Example {
  if (typeof value !== "object" || value === null) return false;
  const entry = value as Record<string, unknown>;
  return ["name", "title", "summary", "file"].every((key) => typeof entry[key] === "string");
}

async function fetchText(path: string): Promise<string> {
  const response = await fetch(new URL(BASE + path, document.baseURI));
  if (!response.ok) throw new Error(`${path}: the server answered ${response.status}`);
  return response.text();
}

export async function loadExamples(): Promise<Example[]> {
  const list: unknown = JSON.parse(await fetchText("index.json"));
  if (!Array.isArray(list) || !list.every(isExample) || list.length === 0) {
    throw new Error("index.json is not a list of examples");
  }
  return list;
}

const texts = new Map<string, Promise<string>>();

/** A file beside `index.json`; fetched once, and again after a failure. */
export function exampleText(path: string): Promise<string> {
  const known = texts.get(path);
  if (known) return known;
  const text = fetchText(path);
  texts.set(path, text);
  text.catch(() => texts.delete(path));
  return text;
}

const nameOf = (path: string) => path.split("/").at(-1) ?? path;

/** An example as a program, with `path` as its main file. */
export async function exampleProject(example: Example, path: string): Promise<Project> {
  const others = example.files ?? [];
  const [main, ...texts] = await Promise.all([path, ...others].map(exampleText));
  const more = others.map((other, index) => [nameOf(other), texts[index] ?? ""]);
  const files = Object.fromEntries([[nameOf(path), main ?? ""], ...more]);
  return projectOf(nameOf(path), files, { argv: argvText(example.argv ?? []), stdin: example.stdin ?? "" });
}
