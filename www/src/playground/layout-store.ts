/** How the reader has arranged the page, kept in the browser. What was never arranged has no entry. */
import type { PageStore } from "../storage";

const KEY = "threading-playground:layout:1";

export interface Layout {
  /** The editor's share of the width, in percent. */
  editor?: number;
  /** The dock's share of the window's height, in percent. */
  dock?: number;
  isDockOpen?: boolean;
  isAboutOpen?: boolean;
  wrapsLines?: boolean;
}

const isShare = (value: unknown): value is number => typeof value === "number" && value > 0 && value < 100;
const isSwitch = (value: unknown): value is boolean => typeof value === "boolean";

/** Whatever else the storage holds there is left out. */
export function readLayout(text: string | null | undefined): Layout {
  let value: unknown;
  try {
    value = JSON.parse(text ?? "");
  } catch {
    return {};
  }
  const { editor, dock, isDockOpen, isAboutOpen, wrapsLines } = (value ?? {}) as Record<string, unknown>;
  return {
    ...(isShare(editor) ? { editor } : {}),
    ...(isShare(dock) ? { dock } : {}),
    ...(isSwitch(isDockOpen) ? { isDockOpen } : {}),
    ...(isSwitch(isAboutOpen) ? { isAboutOpen } : {}),
    ...(isSwitch(wrapsLines) ? { wrapsLines } : {}),
  };
}

export class LayoutStore {
  #layout: Layout;

  constructor(readonly store: PageStore | undefined) {
    this.#layout = readLayout(this.#guard((known) => known.getItem(KEY)));
  }

  get layout(): Layout {
    return this.#layout;
  }

  change(change: Layout): void {
    this.#layout = { ...this.#layout, ...change };
    this.#guard((known) => known.setItem(KEY, JSON.stringify(this.#layout)));
  }

  /** Storage may be full, or refused: the arrangement then lasts as long as the page. */
  #guard<T>(use: (store: PageStore) => T): T | undefined {
    try {
      return this.store && use(this.store);
    } catch {
      return undefined;
    }
  }
}
