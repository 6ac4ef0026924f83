/** The files that a program finds beside itself: given as texts, or as addresses to fetch. */
import { PlaygroundError } from "../public/errors";
import type { PlaygroundFiles } from "../public/types";

export async function fetchFiles(addresses: string): Promise<PlaygroundFiles> {
  const words = addresses.split(/\s+/).filter(Boolean);
  const entries = words.map(async (word) => {
    const url = new URL(word, document.baseURI);
    const name = decodeURIComponent(url.pathname.split("/").at(-1) ?? "");
    const fail = (why: string) => new PlaygroundError("files", `The file ${word} could not be fetched: ${why}.`);
    const response = await fetch(url).catch((error: Error) => {
      throw fail(error.message);
    });
    if (!response.ok) throw fail(`the server answered ${response.status}`);
    return [name, new Uint8Array(await response.arrayBuffer())] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
