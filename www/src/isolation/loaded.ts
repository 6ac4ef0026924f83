/** The message from a page to the service worker with the addresses that the page loaded before the worker controlled it. */

const TYPE = "threading-playground-loaded";

export const loadedMessage = (urls: readonly string[]) => ({ type: TYPE, urls });

/** Returns the addresses in such a message; `undefined` for any other. */
export function loadedUrls(message: unknown): string[] | undefined {
  const { type, urls } = (message ?? {}) as { type?: unknown; urls?: unknown };
  if (type !== TYPE || !Array.isArray(urls)) return undefined;
  return urls.filter((url): url is string => typeof url === "string" && URL.canParse(url));
}
