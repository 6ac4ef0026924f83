/** Edited code by example and form, in memory and in `localStorage`, so that a crash or a reload loses nothing. */

/** An example's two forms: as its document has it, and in Python 3. */
export type Form = "documented" | "python3";

/** The part of `localStorage` in use; absent where the browser refuses it. */
export type DraftStore = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const PREFIX = "threading-playground:draft:1:";

export class Drafts {
  readonly #memory = new Map<string, string | undefined>();

  constructor(readonly store: DraftStore | undefined) {}

  get(example: string, form: Form): string | undefined {
    const key = `${PREFIX}${example}:${form}`;
    if (this.#memory.has(key)) return this.#memory.get(key);
    return this.#guard((store) => store.getItem(key)) ?? undefined;
  }

  set(example: string, form: Form, text: string): void {
    const key = `${PREFIX}${example}:${form}`;
    this.#memory.set(key, text);
    this.#guard((store) => store.setItem(key, text));
  }

  remove(example: string, form: Form): void {
    const key = `${PREFIX}${example}:${form}`;
    this.#memory.set(key, undefined);
    this.#guard((store) => store.removeItem(key));
  }

  /** Storage may be full, or refused since the page was opened: the copy in memory is still there. */
  #guard<T>(use: (store: DraftStore) => T): T | undefined {
    if (!this.store) return undefined;
    try {
      return use(this.store);
    } catch {
      return undefined;
    }
  }
}

/** Even reading the property throws where storage is blocked. */
export function pageStore(): DraftStore | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}
