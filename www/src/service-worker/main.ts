/**
 * The service worker of the built folder. It answers for the folder it lies in: it isolates the pages where the server does
 * not send the headers, and keeps what they load, so that they go on working without a network.
 *
 * A copy of it at the root of a documentation site, registered as `service-worker.js?coep=credentialless`, isolates the whole
 * site and does nothing else; with that value pages go on loading images of other origins. `?coep=require-corp` is for
 * browsers that do not know it.
 */
import { isEmbedderValue } from "../isolation/headers";
import { loadedUrls } from "../isolation/loaded";
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
const store =
  asked === null ? new Store(files, { caches: self.caches, fetch: (...given) => fetch(...given) }) : undefined;

/**
 * Pages that are open already are left alone, and tell what they load. To claim them would not do: in Firefox, a worker that a
 * page starts at that moment never comes up, and with it a thread of a running program.
 */
async function activate(): Promise<void> {
  const cache = await store?.cache();
  // What could not be dropped is dropped by the next build's.
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
  const answer = store && name !== undefined ? store.answer(request, name, later) : fetch(request);
  event.respondWith(answer.then((response) => withHeaders(response, required)));
});
