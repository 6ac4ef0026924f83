/**
 * The service worker of the built folder. It handles requests to its own folder: it isolates the pages if the server does
 * not send the headers, and keeps the files that they load, so that they work without a network.
 *
 * A copy at the root of a documentation site, registered as `service-worker.js?coep=credentialless`, isolates the whole site
 * and does nothing else. With this value pages continue to load images of other origins. `?coep=require-corp` is for
 * browsers that do not support it.
 */
import { isEmbedderValue } from "../isolation/headers";
import { loadedUrls } from "../isolation/loaded";
import { dropDeleted } from "./deleted";
import { SiteFiles } from "./files";
import { requiredHeaders, withHeaders } from "./isolation";
import { Store } from "./store";
import { sweep } from "./sweep";

declare const self: ServiceWorkerGlobalScope;
/** The names of the build's files; see www/build/service-worker.ts. */
declare const __SITE_FILES__: readonly string[];

const asked = new URL(self.location.href).searchParams.get("coep");
const embedder = isEmbedderValue(asked) ? asked : "require-corp";
const files = new SiteFiles(new URL(self.registration.scope), __SITE_FILES__);
const around = { caches: self.caches, fetch: (...given: Parameters<typeof fetch>) => fetch(...given) };
const store = asked === null ? new Store(files, around) : undefined;

/**
 * Does not claim the pages that are open; they report what they load. In Firefox, a worker that a page starts at the moment
 * of a claim never starts, which would block a thread of a running program.
 */
async function activate(): Promise<void> {
  const cache = await store?.cache();
  // Files that could not be dropped are dropped after the next build.
  if (cache) await sweep(cache, files).catch(() => {});
}

self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("message", (event) => {
  const urls = loadedUrls(event.data);
  if (store && urls) event.waitUntil(store.remember(urls));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const required = request.method === "GET" ? requiredHeaders(request, embedder) : [];
  const name = store?.fileOf(request);
  if (name === undefined && required.length === 0) return;
  const later = (work: Promise<unknown>) => event.waitUntil(work);
  // A folder may be deleted at any time.
  if (store && request.mode === "navigate") later(dropDeleted(files.scope.href, around).catch(() => {}));
  const answer = store && name !== undefined ? store.answer(request, name, later) : fetch(request);
  event.respondWith(answer.then((response) => withHeaders(response, required)));
});
