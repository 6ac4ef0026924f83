/** The content security policy of every built page. */
import type { Plugin } from "vite";

/**
 * CodeMirror puts its rules in a `<style>` element and marks it with a nonce when given one. A static page cannot have a
 * nonce for each answer; this one keeps `'unsafe-inline'` out of the policy, and nothing on the page inserts markup.
 */
export const styleNonce = "threading-playground-editor";

const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  `style-src 'self' 'nonce-${styleNonce}'`,
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Puts the policy in the built page only: the development server injects styles of its own. */
export function policy(): Plugin {
  return {
    name: "content-security-policy",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: contentSecurityPolicy },
        injectTo: "head-prepend",
      },
    ],
  };
}
