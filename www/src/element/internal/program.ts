/** What the element's attributes and code make together: a program, and the files that it finds beside itself. */
import type { Program } from "../../engine/contract";
import { argvOf } from "../../ui/project";
import { PlaygroundError } from "../public/errors";
import type { PlaygroundDialect, PlaygroundFiles } from "../public/types";

/** Whichever dialect an attribute names. */
export function dialectOf(value: string | null): PlaygroundDialect {
  return value === "python2" || value === "python3" ? value : "auto";
}

/** Without the files that are still to be fetched. */
export function programOf(host: Element, main: string, code: string): Program {
  const stdin = host.getAttribute("stdin");
  return {
    files: { [main]: code },
    main,
    argv: argvOf(host.getAttribute("argv") ?? ""),
    dialect: dialectOf(host.getAttribute("dialect")),
    gil: host.hasAttribute("gil"),
    record: host.hasAttribute("timeline"),
    ...(stdin === null ? {} : { stdin }),
  };
}

/** `files` as the element has them; the program itself comes before one of the same name. */
export async function withFiles(program: Program, files: string | PlaygroundFiles): Promise<Program> {
  const found = typeof files === "string" ? await fetchFiles(files) : files;
  return { ...program, files: { ...found, ...program.files } };
}

/** The last part of an address, as written where its escapes are none of UTF-8. */
function nameOf({ pathname }: URL): string {
  const last = pathname.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

async function fetchFiles(addresses: string): Promise<PlaygroundFiles> {
  const words = addresses.split(/\s+/).filter(Boolean);
  const entries = words.map(async (word) => {
    const fail = (why: string) => new PlaygroundError("files", `The file ${word} could not be fetched: ${why}.`);
    const url = URL.parse(word, document.baseURI);
    if (!url) throw fail("it is no address");
    const name = nameOf(url);
    const response = await fetch(url).catch((error: Error) => {
      throw fail(error.message);
    });
    if (!response.ok) throw fail(`the server answered ${response.status}`);
    return [name, new Uint8Array(await response.arrayBuffer())] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
