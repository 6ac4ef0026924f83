/** What a page tells the service worker: the addresses that it loaded before the worker stood between it and the network. */

const TYPE = "threading-playground-loaded";

export const loadedMessage = (urls: readonly string[]) => ({ type: TYPE, urls });

/** The addresses in such a message; `undefined` for any other. */
export function loadedUrls(message: unknown): string[] | undefined {
  const { type, urls } = (message ?? {}) as { type?: unknown; urls?: unknown };
  if (type !== TYPE || !Array.isArray(urls)) return undefined;
  return urls.filter((url): url is string => typeof url === "string" && URL.canParse(url));
}
