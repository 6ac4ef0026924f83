/** The built folder's entry: one `<script type="module">` of a page that embeds the playground. */
import { wireScript } from "../internal/script";
import { defineElement } from "./element.js";

// With extensions, here and in what is exported: the package's declarations keep them, and Node's way of resolving wants them.
export { ThreadingPlayground } from "./element.js";
export * from "./errors.js";
export type * from "./types.js";

defineElement();
wireScript(import.meta.url);
