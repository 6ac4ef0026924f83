/** Keeps files of the built folder and responds with them. A failure to keep a file never affects a page. */
import { isImmutable, type SiteFiles } from "./files";

/** Registers work that may continue after the response, like `ExtendableEvent.waitUntil`. */
export type Later = (work: Promise<unknown>) => void;

/** The parts of the worker's scope that are used; tests pass their own. */
export interface Surroundings {
  caches: Pick<CacheStorage, "open">;
  fetch(request: Request | string, init?: RequestInit): Promise<Response>;
}

/** Whether a response is the whole file, from the server itself. */
const isWhole = (response: Response) => response.status === 200 && response.type !== "opaque" && !response.redirected;

/** The names of our caches: this, and the folder's address. */
export const CACHE_PREFIX = "threading-playground:1:";

export class Store {
  readonly #files: SiteFiles;
  readonly #around: Surroundings;
  readonly #cacheName: string;
  /** The files that are being written to the cache, by name. */
  readonly #keeping = new Map<string, Promise<void>>();

  constructor(files: SiteFiles, around: Surroundings) {
    this.#files = files;
    this.#around = around;
    // An origin may have several built folders.
    this.#cacheName = `${CACHE_PREFIX}${files.scope.href}`;
  }

  /** Returns the cache; `undefined` if storage is blocked. */
  cache(): Promise<Cache | undefined> {
    return this.#around.caches.open(this.#cacheName).catch(() => undefined);
  }

  /** Returns the name of the kept file for a request; `undefined` if the request is not for one of our files. */
  fileOf(request: Request): string | undefined {
    if (request.method !== "GET" || request.headers.has("range") || request.cache === "no-store") return undefined;
    return this.#files.nameOf(request.url);
  }

  answer(request: Request, name: string, later: Later): Promise<Response> {
    return isImmutable(name) ? this.#keptFirst(request, name, later) : this.#freshFirst(request, name, later);
  }

  /** Keeps the files of addresses that a page has loaded, unless they are kept already. */
  async remember(addresses: readonly string[]): Promise<void> {
    const names = addresses.map((address) => this.#files.nameOf(address)).filter((name) => name !== undefined);
    for (const name of new Set(names.flatMap((name) => this.#files.together(name)))) {
      await this.#keeping.get(name);
      if (await this.#kept(name)) continue;
      // The browser has just fetched an immutable file, so its own cache has it.
      const init: RequestInit = isImmutable(name) ? { cache: "force-cache" } : {};
      const response = await this.#around.fetch(this.#files.keyOf(name), init).catch(() => undefined);
      if (response) await this.#keep(name, response);
    }
  }

  async #keptFirst(request: Request, name: string, later: Later): Promise<Response> {
    return (await this.#kept(name)) ?? this.#fetch(request, name, later);
  }

  async #freshFirst(request: Request, name: string, later: Later): Promise<Response> {
    try {
      return await this.#fetch(request, name, later);
    } catch (error) {
      const kept = await this.#kept(name);
      if (kept) return kept;
      throw error;
    }
  }

  async #fetch(request: Request, name: string, later: Later): Promise<Response> {
    const response = await this.#around.fetch(request);
    if (isWhole(response)) later(this.#keep(name, response.clone()));
    return response;
  }

  async #kept(name: string): Promise<Response | undefined> {
    const cache = await this.cache();
    return cache?.match(this.#files.keyOf(name), { ignoreVary: true }).catch(() => undefined);
  }

  /** Writes a file to the cache. If there is no space, the previous content stays. */
  #keep(name: string, response: Response): Promise<void> {
    if (!isWhole(response)) return Promise.resolve();
    const keeping = this.cache()
      .then((cache) => cache?.put(this.#files.keyOf(name), response))
      .catch(() => {})
      .finally(() => {
        if (this.#keeping.get(name) === keeping) this.#keeping.delete(name);
      });
    this.#keeping.set(name, keeping);
    return keeping;
  }
}
