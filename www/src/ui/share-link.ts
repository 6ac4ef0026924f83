/**
 * A program in a link's fragment, which no server sees: `#code=` and the base64url of the deflated JSON
 * `{ files, main, argv?, stdin?, dialect?, gil? }`.
 */
import { MAX_FILES } from "./file-names";
import { argvOf, type Project, readProject } from "./project";

export const PREFIX = "#code=";
/** A few kilobytes can be made to unpack to gigabytes. */
const MAX_BYTES = 4_000_000;
/** Nothing that stays below the limit is as long as this when it is packed. */
const MAX_CHARACTERS = 6_000_000;
const MAX_FILE_CHARACTERS = 1_000_000;
const MAX_SETTINGS_CHARACTERS = 1_000_000;

const count = (number: number) => number.toLocaleString("en");

/** What is wrong with a program, in words that end a sentence; said of one that came with a link, or that is to go into one. */
class LinkProblem extends Error {}

function checkSize(size: number, limit: number, what: string, unit = "characters"): void {
  if (size <= limit) return;
  throw new LinkProblem(`${what} ${count(size)} ${unit}, and a link can hold ${count(limit)}.`);
}

const lengthOf = (value: unknown): number =>
  Array.isArray(value)
    ? value.reduce((sum: number, word) => sum + 1 + (typeof word === "string" ? word.length : 0), 0)
    : typeof value === "string"
      ? value.length
      : 0;

/** Before anything is done for each of its files. What is no program at all is found out later. */
function checkLimits(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  const { files, stdin, argv } = value as Record<string, unknown>;
  const entries = typeof files === "object" && files !== null ? Object.entries(files) : [];
  checkSize(entries.length, MAX_FILES, "it has", "files");
  for (const [name, text] of entries) checkSize(lengthOf(text), MAX_FILE_CHARACTERS, `its file “${name}” has`);
  checkSize(lengthOf(stdin) + lengthOf(argv), MAX_SETTINGS_CHARACTERS, "its arguments and its input have");
}

function toBase64Url(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (character) => character.charCodeAt(0));
}

const tooLarge = () => new LinkProblem(`it is too large: a link can hold ${count(MAX_BYTES)} bytes.`);

/** What a stream gives, as far as the limit. */
async function collect(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of stream) {
    length += part.length;
    if (length > MAX_BYTES) throw tooLarge();
    parts.push(part);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function through(
  bytes: Uint8Array<ArrayBuffer>,
  transform: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  return collect(new Blob([bytes]).stream().pipeThrough(transform));
}

/** Throws an `Error` whose message ends a sentence: “A link cannot hold this program: …”. */
export async function writeFragment({ files, main, argv, stdin, dialect, gil }: Project): Promise<string> {
  const words = argvOf(argv);
  const program = {
    files,
    main,
    ...(words.length > 0 ? { argv: words } : {}),
    ...(stdin === "" ? {} : { stdin }),
    ...(dialect === "auto" ? {} : { dialect }),
    ...(gil ? { gil } : {}),
  };
  checkLimits(program);
  const bytes = new TextEncoder().encode(JSON.stringify(program));
  if (bytes.length > MAX_BYTES) throw tooLarge();
  return PREFIX + toBase64Url(await through(bytes, new CompressionStream("deflate-raw")));
}

/** Throws an `Error` whose message ends a sentence: “The link's program could not be read: …”. */
export async function readFragment(fragment: string): Promise<Project> {
  let value: unknown;
  if (fragment.length > MAX_CHARACTERS) throw tooLarge();
  try {
    const bytes = await through(fromBase64Url(fragment.slice(PREFIX.length)), new DecompressionStream("deflate-raw"));
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof LinkProblem) throw error;
    throw new Error("it is damaged, or was cut off on its way.");
  }
  checkLimits(value);
  const project = readProject(value);
  if (!project) throw new Error("it holds something else than a program.");
  return project;
}
