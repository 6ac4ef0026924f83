/**
 * A program in a link's fragment, which no server sees: `#code=` and the base64url of the deflated JSON
 * `{ files, main, argv?, stdin?, dialect? }`.
 */
import { argvOf, type Project, readProject } from "./project";

export const PREFIX = "#code=";
/** A few kilobytes can be made to unpack to gigabytes. */
const MAX_BYTES = 4_000_000;

function toBase64Url(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (character) => character.charCodeAt(0));
}

/** What a stream gives, as far as the limit. */
async function collect(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of stream) {
    length += part.length;
    if (length > MAX_BYTES) throw new Error("it is too large.");
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

export async function writeFragment({ files, main, argv, stdin, dialect }: Project): Promise<string> {
  const words = argvOf(argv);
  const program = {
    files,
    main,
    ...(words.length > 0 ? { argv: words } : {}),
    ...(stdin === "" ? {} : { stdin }),
    ...(dialect === "auto" ? {} : { dialect }),
  };
  const bytes = new TextEncoder().encode(JSON.stringify(program));
  return PREFIX + toBase64Url(await through(bytes, new CompressionStream("deflate-raw")));
}

/** Throws an `Error` whose message ends a sentence: “The link's program could not be read: …”. */
export async function readFragment(fragment: string): Promise<Project> {
  let value: unknown;
  try {
    const bytes = await through(fromBase64Url(fragment.slice(PREFIX.length)), new DecompressionStream("deflate-raw"));
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof Error && error.message === "it is too large.") throw error;
    throw new Error("it is damaged, or was cut off on its way.");
  }
  const project = readProject(value);
  if (!project) throw new Error("it holds something else than a program.");
  return project;
}
