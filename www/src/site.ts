/** Where the built folder's own files are, whatever page this runs in. */

/** Relative to this module; see www/build/site-folder.ts. */
declare const __SITE_FOLDER__: string;
/** `runtime/<hash>/`; see www/build/runtime.ts. */
declare const __RUNTIME_FOLDER__: string;

// In a variable: the build takes `new URL("…", import.meta.url)` for a file to copy.
const folder = __SITE_FOLDER__;

export const siteUrl = new URL(folder, import.meta.url);
export const runtimeUrl = new URL(__RUNTIME_FOLDER__, siteUrl);
/** Isolates the pages of the built folder, and keeps them for offline use. */
export const serviceWorkerUrl = new URL("service-worker.js", siteUrl);
