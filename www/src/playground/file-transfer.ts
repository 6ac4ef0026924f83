/** Files from the reader's disk, by the button or dropped on the editor, and back to it. */
import { element } from "../ui/dom";
import { FileNames, freeName, MAX_FILES } from "../ui/file-names";
import type { Project } from "../ui/project";

const MAX_FILE_BYTES = 1_000_000;

export interface OpenedFiles {
  files: Record<string, string>;
  /** A sentence for each file that was not taken, or got another name. */
  remarks: string[];
}

/** Takes text only: the editor could not show anything else. Names that are `taken` get a number. */
export async function readFiles(list: Iterable<File>, taken: readonly string[]): Promise<OpenedFiles> {
  const files: [string, string][] = [];
  const names = new FileNames(taken);
  const remarks: string[] = [];
  let left = 0;
  for (const file of list) {
    if (names.size >= MAX_FILES) {
      left++;
      continue;
    }
    if (file.size > MAX_FILE_BYTES) {
      remarks.push(`${file.name} is larger than ${MAX_FILE_BYTES / 1_000_000} MB.`);
      continue;
    }
    let text: string;
    try {
      text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    } catch {
      remarks.push(`${file.name} is not a text file.`);
      continue;
    }
    const name = freeName(file.name, names);
    if (name !== file.name) remarks.push(`${file.name} was opened as ${name}.`);
    names.add(name);
    files.push([name, text.replace(/\r\n?/g, "\n")]);
  }
  if (left > 0) remarks.push(`A program has ${MAX_FILES} files at most: ${left.toLocaleString("en")} were left out.`);
  // By entries: set one by one, a file `__proto__` would be none.
  return { files: Object.fromEntries(files), remarks };
}

/** Hands a file to the reader. */
export function save(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = element("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken hold of it by the next turn.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}

/** One file as it is, several as an archive. */
export async function download({ files, main }: Project): Promise<string> {
  const entries = Object.entries(files);
  const [only] = entries;
  if (only && entries.length === 1) {
    const name = only[0].split("/").at(-1) ?? only[0];
    save(name, new Blob([only[1]], { type: "text/plain;charset=utf-8" }));
    return name;
  }
  const name = `${(main.split("/").at(-1) ?? main).replace(/\.py$/, "")}.zip`;
  const { strToU8, zipSync } = await import("fflate");
  // The archiver's own object of files has no room for one called `__proto__`.
  const pathOf = (path: string) => (path === "__proto__" ? `./${path}` : path);
  const zipped = zipSync(Object.fromEntries(entries.map(([path, text]) => [pathOf(path), strToU8(text)])));
  save(name, new Blob([zipped], { type: "application/zip" }));
  return name;
}

/** Calls back with what is dropped on `target`, and marks it meanwhile. Elsewhere the browser would leave the page for the file. */
export function onDrop(target: HTMLElement, take: (files: File[]) => void): void {
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
  const isInside = (event: DragEvent) => event.target instanceof Node && target.contains(event.target);
  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    target.classList.toggle("dropping", isInside(event));
    if (event.dataTransfer) event.dataTransfer.dropEffect = isInside(event) ? "copy" : "none";
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) target.classList.remove("dropping");
  });
  const drop = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    target.classList.remove("dropping");
    if (isInside(event)) take([...(event.dataTransfer?.files ?? [])]);
  };
  // Before the editor, which would take the file's text as an insertion.
  document.addEventListener("drop", drop, { capture: true });
}
