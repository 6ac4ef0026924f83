/** What time it is in a run: that of its last event, and while it is live as much later as the page's own clock says. */
/** A share of the time until then. */
const STANDS = 0.5;

export class RunClock {
  #lastMs = 0;
  /** The page's time at the beginning of the run, as far as is known. */
  #originMs: number | undefined;
  #endMs: number | undefined;
  #standsMs = Number.POSITIVE_INFINITY;
  readonly #pageMs: () => number;

  constructor(pageMs = () => performance.now()) {
    this.#pageMs = pageMs;
  }

  get isLive(): boolean {
    return this.#originMs !== undefined && this.#endMs === undefined;
  }

  get nowMs(): number {
    if (this.#endMs !== undefined) return this.#endMs;
    if (this.#originMs === undefined) return 0;
    return Math.max(this.#lastMs, Math.min(this.#pageMs() - this.#originMs, this.#standsMs));
  }

  /** Nothing happens any more: the time goes on by a part of what it was, to show that, and stands until there is more to see. */
  stand(): void {
    this.#standsMs = this.#lastMs * (1 + STANDS);
  }

  /** Events are there, until this time. */
  seen(lastMs: number): void {
    if (lastMs > this.#lastMs) this.#standsMs = Number.POSITIVE_INFINITY;
    this.#lastMs = lastMs;
    this.#originMs = Math.min(this.#originMs ?? Number.POSITIVE_INFINITY, this.#pageMs() - lastMs);
  }

  /** A program that ended by itself ended with its last event; one that was ended had stood still since. */
  end(isByItself: boolean): void {
    this.#endMs = isByItself ? this.#lastMs : this.nowMs;
  }
}
