/**
 * Drops what was kept of built folders that are no longer on the site. A site may have several, for example one for each
 * version; the worker of a deleted folder never runs again, so it cannot drop its own files.
 */
import { CACHE_PREFIX, type Surroundings } from "./store";

/** Answers that say that a file is gone. Any other failure may be a passing one. */
const GONE = [404, 410];

async function isGone(scope: string, fetch: Surroundings["fetch"]): Promise<boolean> {
  if (!URL.canParse(scope)) return false;
  const script = new URL("service-worker.js", scope);
  const answer = await fetch(script.href, { method: "HEAD", cache: "no-store" }).catch(() => undefined);
  return answer !== undefined && GONE.includes(answer.status);
}

/** `own` is the address of the folder whose worker this is. Without other folders, it sends no request. */
export async function dropDeleted(
  own: string,
  { caches, fetch }: { caches: Pick<CacheStorage, "keys" | "delete">; fetch: Surroundings["fetch"] },
): Promise<void> {
  for (const name of await caches.keys()) {
    if (!name.startsWith(CACHE_PREFIX)) continue;
    const scope = name.slice(CACHE_PREFIX.length);
    if (scope !== own && (await isGone(scope, fetch))) await caches.delete(name);
  }
}
