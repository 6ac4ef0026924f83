/** Adds the headers that give documents and their workers shared memory. */

import type { RequiredHeader } from "../isolation/headers";
import { DOCUMENT_POLICY, type EmbedderValue, embedderPolicy, lacking, OPENER_POLICY } from "../isolation/headers";

/**
 * What the answer to a request has to have. A page in a frame also gets the policy that isolates it by itself: the page around
 * it is somebody else's, and need not be isolated.
 */
export function requiredHeaders({ mode, destination }: Request, embedder: EmbedderValue): RequiredHeader[] {
  if (mode === "navigate") {
    const framed = destination === "iframe" ? [DOCUMENT_POLICY] : [];
    return [OPENER_POLICY, embedderPolicy(embedder), ...framed];
  }
  // A worker of an isolated page has to say so itself. Anything else of the same origin may be loaded as it is.
  return destination === "worker" || destination === "sharedworker" ? [embedderPolicy(embedder)] : [];
}

/** `response` with what it lacks of `required`; itself where that is nothing, or where it cannot be read. */
export function withHeaders(response: Response, required: readonly RequiredHeader[]): Response {
  const isReadable = response.type === "basic" || response.type === "default" || response.type === "cors";
  const missing = isReadable ? lacking(response.headers, required) : [];
  if (missing.length === 0) return response;
  const headers = new Headers(response.headers);
  for (const { name, value } of missing) headers.set(name, value);
  const { status, statusText, body } = response;
  return new Response(body, { status, statusText, headers });
}
