/** The browser's storage, which may not be there. */

/** The part of `localStorage` in use. */
export type PageStore = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Even reading the property throws where storage is blocked. */
export function pageStore(): PageStore | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

/** As `pageStore`, for as long as the tab is open. */
export function sessionStore(): PageStore | undefined {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined;
  }
}
