/**
 * The service worker of the built folder. It answers for the folder it lies in: it isolates the pages where the server does
 * not send the headers.
 *
 * A copy of it at the root of a documentation site, registered as `service-worker.js?coep=credentialless`, isolates the whole
 * site and does nothing else; with that value pages go on loading images of other origins. `?coep=require-corp` is for
 * browsers that do not know it.
 */
import { isEmbedderValue } from "../isolation/headers";
import { requiredHeaders, withHeaders } from "./isolation";

declare const self: ServiceWorkerGlobalScope;

const asked = new URL(self.location.href).searchParams.get("coep");
const embedder = isEmbedderValue(asked) ? asked : "require-corp";

// The page that registered it may use it at once.
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const required = requiredHeaders(request, embedder);
  if (required.length === 0 || request.method !== "GET") return;
  event.respondWith(fetch(request).then((response) => withHeaders(response, required)));
});
