/** What time it is in a run: that of its last event, and while it is live as much later as the page's own clock says. */
export class RunClock {
  #lastMs = 0;
  /** The page's time at the beginning of the run, as far as is known. */
  #originMs: number | undefined;
  #endMs: number | undefined;
  readonly #pageMs: () => number;

  constructor(pageMs = () => performance.now()) {
    this.#pageMs = pageMs;
  }

  get isLive(): boolean {
    return this.#originMs !== undefined && this.#endMs === undefined;
  }

  get nowMs(): number {
    if (this.#endMs !== undefined) return this.#endMs;
    return this.#originMs === undefined ? 0 : Math.max(this.#lastMs, this.#pageMs() - this.#originMs);
  }

  /** Events are there, until this time. */
  seen(lastMs: number): void {
    this.#lastMs = lastMs;
    this.#originMs = Math.min(this.#originMs ?? Number.POSITIVE_INFINITY, this.#pageMs() - lastMs);
  }

  /** A program that ended by itself ended with its last event; one that was ended had stood still since. */
  end(isByItself: boolean): void {
    this.#endMs = isByItself ? this.#lastMs : this.nowMs;
  }
}
