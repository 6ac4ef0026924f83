/** Maps addresses to the built folder's files, and decides how they may be kept. */

/** Addresses that contain a hash of the content: Vite's in `assets/`, the interpreter's in `runtime/`. */
const IMMUTABLE = /^(assets\/(.*\/)?[^/]*-[A-Za-z0-9_-]{8}\.[a-z0-9]+|runtime\/[0-9a-f]{16}\/.+)$/;
const RUNTIME = /^runtime\/[0-9a-f]{16}\//;

export const isImmutable = (name: string) => IMMUTABLE.test(name);
/** Returns `runtime/<hash>/` for a file in that folder. */
export const runtimeOf = (name: string): string | undefined => RUNTIME.exec(name)?.[0];

export class SiteFiles {
  readonly #names: ReadonlySet<string>;

  /** `names` are the files of one build, as paths relative to `scope`. */
  constructor(
    readonly scope: URL,
    names: readonly string[],
  ) {
    this.#names = new Set(names);
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  /**
   * Returns the name of the file at an address; `undefined` if it is not in the folder. A later build's immutable files are
   * recognised by their form, because this build's worker may still handle that build's pages.
   */
  nameOf(address: string): string | undefined {
    const { origin, pathname } = new URL(address);
    if (origin !== this.scope.origin || !pathname.startsWith(this.scope.pathname)) return undefined;
    const path = pathname.slice(this.scope.pathname.length);
    if (isImmutable(path)) return path;
    const name = path === "" || path.endsWith("/") ? `${path}index.html` : path;
    // Some hosts omit the extension.
    return [name, `${name}.html`].find((candidate) => this.#names.has(candidate));
  }

  /** Returns the address under which a file is kept. */
  keyOf(name: string): string {
    return new URL(name, this.scope).href;
  }

  /** Returns the file that is kept under `key`. */
  nameOfKey(key: string): string {
    return key.slice(this.scope.href.length);
  }

  /** Returns all files of the runtime to which `name` belongs, because its workers load files that the page does not see. */
  together(name: string): string[] {
    const runtime = runtimeOf(name);
    return runtime === undefined ? [name] : [name, ...[...this.#names].filter((other) => other.startsWith(runtime))];
  }
}
