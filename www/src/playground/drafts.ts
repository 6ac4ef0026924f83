/** Edited programs by the place they belong to, in memory and in `localStorage`, so that a crash or a reload loses nothing. */

import type { PageStore } from "../storage";
import { type Project, readProject } from "../ui/project";

const PREFIX = "threading-playground:draft:2:";
const LAST = "threading-playground:last:1";

export class Drafts {
  readonly #memory = new Map<string, Project | undefined>();
  #last: string | undefined;
  /** Whether the browser did not take a draft: it is full, or blocked. */
  isRefused = false;

  constructor(readonly store: PageStore | undefined) {}

  get(key: string): Project | undefined {
    if (this.#memory.has(key)) return this.#memory.get(key);
    const text = this.#guard((store) => store.getItem(PREFIX + key));
    if (!text) return undefined;
    try {
      return readProject(JSON.parse(text));
    } catch {
      return undefined;
    }
  }

  set(key: string, project: Project): void {
    this.#memory.set(key, project);
    this.isRefused = this.#guard((store) => store.setItem(PREFIX + key, JSON.stringify(project)) ?? true) === undefined;
  }

  remove(key: string): void {
    this.#memory.set(key, undefined);
    this.#guard((store) => store.removeItem(PREFIX + key));
  }

  /** The address's fragment when the page was last left. */
  get last(): string | undefined {
    return this.#last ?? this.#guard((store) => store.getItem(LAST)) ?? undefined;
  }

  set last(fragment: string) {
    this.#last = fragment;
    this.#guard((store) => store.setItem(LAST, fragment));
  }

  /** Storage may be full, or refused since the page was opened: the copy in memory is still there. */
  #guard<T>(use: (store: PageStore) => T): T | undefined {
    if (!this.store) return undefined;
    try {
      return use(this.store);
    } catch {
      return undefined;
    }
  }
}
