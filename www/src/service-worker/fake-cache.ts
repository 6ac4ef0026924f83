/** A cache for tests: a map with a limit. */
export class FakeCache {
  readonly kept = new Map<string, Response>();
  isFull = false;

  async match(key: string): Promise<Response | undefined> {
    return this.kept.get(key)?.clone();
  }

  async put(key: string, response: Response): Promise<void> {
    await response.clone().arrayBuffer();
    if (this.isFull) throw new DOMException("", "QuotaExceededError");
    this.kept.set(key, response);
  }

  async keys(): Promise<{ url: string }[]> {
    return [...this.kept.keys()].map((url) => ({ url }));
  }

  async delete(key: string): Promise<boolean> {
    return this.kept.delete(key);
  }

  /** For code that expects the browser's cache. */
  get real(): Cache {
    return this as unknown as Cache;
  }
}
