/** The built folder's entry: one `<script type="module">` of a page that embeds the playground. */
import { wireScript } from "../internal/script";
import { defineElement } from "./element";

export { ThreadingPlayground } from "./element";
export * from "./errors";
export type * from "./types";

defineElement();
wireScript(import.meta.url);
