/**
 * Drops what is kept of earlier builds. It runs when a build's worker takes over, and so when no page of an earlier build is
 * open. Pages that were kept and not opened since are of their own build still, and keep the scripts and styles they were
 * made with; an earlier build's runtime is too large for that.
 */
import { isImmutable, runtimeOf, type SiteFiles } from "./files";

const isText = (name: string) => /\.(html|js|css)$/.test(name);
const lastPart = (name: string) => name.slice(name.lastIndexOf("/") + 1);

export async function sweep(cache: Cache, files: SiteFiles): Promise<void> {
  const names = (await cache.keys()).map(({ url }) => files.nameOfKey(url));
  const drop = (name: string) => cache.delete(files.keyOf(name), { ignoreVary: true });
  const isOld = (name: string) => !files.has(name);
  /** Old scripts and styles, until something is found to name them. */
  const unnamed = new Set<string>();
  /** What may name them. */
  const readers: string[] = [];
  for (const name of names) {
    if (isOld(name) && isImmutable(name) && !runtimeOf(name)) unnamed.add(name);
    else if (isOld(name)) await drop(name);
    else if (isText(name)) readers.push(name);
  }
  for (let name = readers.pop(); name !== undefined && unnamed.size > 0; name = readers.pop()) {
    const kept = await cache.match(files.keyOf(name), { ignoreVary: true });
    const text = (await kept?.text()) ?? "";
    for (const candidate of [...unnamed].filter((other) => text.includes(lastPart(other)))) {
      unnamed.delete(candidate);
      if (isText(candidate)) readers.push(candidate);
    }
  }
  for (const name of unnamed) await drop(name);
}
