/** Adds the headers that give documents and their workers shared memory. */

import type { RequiredHeader } from "../isolation/headers";
import { DOCUMENT_POLICY, type EmbedderValue, embedderPolicy, lacking, OPENER_POLICY } from "../isolation/headers";

/**
 * Returns the headers that a response needs. A page in a frame also gets the policy that isolates a single document, because
 * the page around it belongs to someone else and may not be isolated.
 */
export function requiredHeaders({ mode, destination }: Request, embedder: EmbedderValue): RequiredHeader[] {
  if (mode === "navigate") {
    const framed = destination === "iframe" ? [DOCUMENT_POLICY] : [];
    return [OPENER_POLICY, embedderPolicy(embedder), ...framed];
  }
  // A worker of an isolated page needs its own header. Other files of the same origin need none.
  return destination === "worker" || destination === "sharedworker" ? [embedderPolicy(embedder)] : [];
}

/**
 * Returns `response` with the missing headers of `required`. Returns it unchanged if none is missing or if it cannot be
 * read.
 */
export function withHeaders(response: Response, required: readonly RequiredHeader[]): Response {
  const isReadable = response.type === "basic" || response.type === "default" || response.type === "cors";
  const missing = isReadable ? lacking(response.headers, required) : [];
  if (missing.length === 0) return response;
  const headers = new Headers(response.headers);
  for (const { name, value } of missing) headers.set(name, value);
  const { status, statusText, body } = response;
  return new Response(body, { status, statusText, headers });
}
