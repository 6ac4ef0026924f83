/**
 * Drops the files of earlier builds. It runs when a build's worker takes over, when no page of an earlier build is open.
 * Pages that were kept and not opened since still belong to their own build, so the scripts and styles that they use are
 * kept. An earlier build's runtime is too large to keep.
 */
import { isImmutable, runtimeOf, type SiteFiles } from "./files";

const isText = (name: string) => /\.(html|js|css)$/.test(name);
const lastPart = (name: string) => name.slice(name.lastIndexOf("/") + 1);

export async function sweep(cache: Cache, files: SiteFiles): Promise<void> {
  const names = (await cache.keys()).map(({ url }) => files.nameOfKey(url));
  const drop = (name: string) => cache.delete(files.keyOf(name), { ignoreVary: true });
  const isOld = (name: string) => !files.has(name);
  /** Old scripts and styles for which no reference has been found yet. */
  const unnamed = new Set<string>();
  /** The files that may refer to them. */
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
