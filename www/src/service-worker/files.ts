/** Which of the built folder's files an address means, and how it may be kept. */

/** Addresses that carry a hash of their content: Vite's in `assets/`, the interpreter's in `runtime/`. */
const IMMUTABLE = /^(assets\/(.*\/)?[^/]*-[A-Za-z0-9_-]{8}\.[a-z0-9]+|runtime\/[0-9a-f]{16}\/.+)$/;
const RUNTIME = /^runtime\/[0-9a-f]{16}\//;

export const isImmutable = (name: string) => IMMUTABLE.test(name);
/** `runtime/<hash>/`, of a file that lies there. */
export const runtimeOf = (name: string): string | undefined => RUNTIME.exec(name)?.[0];

export class SiteFiles {
  readonly #names: ReadonlySet<string>;

  /** `names` are the files of one build, as paths from `scope`. */
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
   * The name of the file that an address means; `undefined` where it is not one of the folder's. A later build's immutable files
   * are known by their form: its pages come while this build's worker still answers.
   */
  nameOf(address: string): string | undefined {
    const { origin, pathname } = new URL(address);
    if (origin !== this.scope.origin || !pathname.startsWith(this.scope.pathname)) return undefined;
    const path = pathname.slice(this.scope.pathname.length);
    if (isImmutable(path)) return path;
    const name = path === "" || path.endsWith("/") ? `${path}index.html` : path;
    // Some hosts leave the extension out.
    return [name, `${name}.html`].find((candidate) => this.#names.has(candidate));
  }

  /** The address under which a file is kept. */
  keyOf(name: string): string {
    return new URL(name, this.scope).href;
  }

  /** The file that is kept under `key`. */
  nameOfKey(key: string): string {
    return key.slice(this.scope.href.length);
  }

  /** All files of the runtime that `name` is part of: its workers load some that the page never hears of. */
  together(name: string): string[] {
    const runtime = runtimeOf(name);
    return runtime === undefined ? [name] : [name, ...[...this.#names].filter((other) => other.startsWith(runtime))];
  }
}
