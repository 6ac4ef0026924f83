/** The response headers that give a document shared memory. The page checks for them, and the service worker adds them. */

export interface RequiredHeader {
  name: string;
  /** The value to send. */
  value: string;
  /** Other values that have the same effect. */
  accepted: readonly string[];
}

const EMBEDDER_VALUES = ["require-corp", "credentialless"] as const;
export type EmbedderValue = (typeof EMBEDDER_VALUES)[number];

export const isEmbedderValue = (value: string | null): value is EmbedderValue =>
  EMBEDDER_VALUES.some((known) => known === value);

export const OPENER_POLICY: RequiredHeader = {
  name: "Cross-Origin-Opener-Policy",
  value: "same-origin",
  accepted: ["same-origin"],
};

export const embedderPolicy = (value: EmbedderValue = "require-corp"): RequiredHeader => ({
  name: "Cross-Origin-Embedder-Policy",
  value,
  accepted: EMBEDDER_VALUES,
});

/** Isolates a single document, even in a frame of a page that is not isolated. */
export const DOCUMENT_POLICY: RequiredHeader = {
  name: "Document-Isolation-Policy",
  value: "isolate-and-require-corp",
  accepted: ["isolate-and-require-corp", "isolate-and-credentialless"],
};

/** The header's value without its parameters, such as `; report-to="x"`. */
export function bareValue(headers: Headers, name: string): string {
  return (headers.get(name) ?? "").split(";", 1)[0]?.trim() ?? "";
}

/** Returns those of `required` that are missing or have another value. */
export function lacking(headers: Headers, required: readonly RequiredHeader[]): RequiredHeader[] {
  return required.filter(({ name, accepted }) => !accepted.includes(bareValue(headers, name)));
}
