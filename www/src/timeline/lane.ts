/** One thread's lane: what it did, as spans of states, in columns of numbers so that a million of them fit. */
import { countUpTo } from "./search";
import { STATE, STATES } from "./states";

/** Sums of time are kept at every so many spans. */
const BLOCK = 64;

export class Lane {
  name: string;
  startedBy: number | undefined;
  /** When another thread started it; it begins to run a little later. */
  startedMs: number | undefined;
  endedMs: number | undefined;
  /** When each span begins; it lasts until the next one. */
  readonly fromMs: number[] = [];
  /** Each span's state, as a number of `STATES`. */
  readonly states: number[] = [];
  /** Each span's place and reason, as a number of the model's `Details`. */
  readonly details: number[] = [];
  /** When it wrote, and which output record that made. */
  readonly tickMs: number[] = [];
  readonly tickOutputs: number[] = [];
  /** Times in which it held any lock, apart from each other. */
  readonly heldFromMs: number[] = [];
  readonly heldToMs: number[] = [];
  /** Time in each state before every `BLOCK`th span, one after another. */
  readonly #sums: number[] = [];

  constructor(readonly number: number) {
    this.name = number === 1 ? "MainThread" : `thread ${number}`;
  }

  get firstMs(): number {
    return this.startedMs ?? this.fromMs[0] ?? 0;
  }

  get lastState(): number {
    return this.states.at(-1) ?? STATE.starting;
  }

  push(atMs: number, state: number, detail: number): void {
    const last = this.fromMs.length - 1;
    // Two clocks of two cores may differ by a microsecond.
    const from = Math.max(atMs, this.fromMs[last] ?? atMs);
    this.fromMs.push(from);
    this.states.push(state);
    this.details.push(detail);
    if (this.fromMs.length % BLOCK === 1) this.#addSums();
  }

  #addSums(): void {
    const end = this.fromMs.length - 1;
    const sums = new Array<number>(STATES.length).fill(0);
    if (end > 0) {
      const block = end / BLOCK - 1;
      for (let state = 0; state < STATES.length; state++) {
        sums[state] = this.#sums[block * STATES.length + state] as number;
      }
      for (let span = end - BLOCK; span < end; span++) this.#addSpan(sums, span, this.fromMs[span + 1] as number);
    }
    this.#sums.push(...sums);
  }

  #addSpan(sums: { [state: number]: number }, span: number, toMs: number): void {
    const state = this.states[span] as number;
    sums[state] = (sums[state] as number) + toMs - (this.fromMs[span] as number);
  }

  /** The span that a moment lies in; -1 before the first. `low` is a span known to be no later. */
  spanAt(atMs: number, low = 0): number {
    return countUpTo(this.fromMs, atMs, Math.max(low, 0)) - 1;
  }

  /** When a span is over; the last one goes on. */
  spanEnd(span: number, nowMs: number): number {
    return this.fromMs[span + 1] ?? Math.max(nowMs, this.fromMs[span] ?? 0);
  }

  /** Time in each state until a moment, into `sums`. */
  timesUntil(atMs: number, sums: Float64Array, low = 0): number {
    const span = this.spanAt(atMs, low);
    if (span < 0) {
      sums.fill(0);
      return span;
    }
    const block = Math.floor(span / BLOCK);
    for (let state = 0; state < STATES.length; state++) {
      sums[state] = this.#sums[block * STATES.length + state] as number;
    }
    for (let before = block * BLOCK; before < span; before++) {
      this.#addSpan(sums, before, this.fromMs[before + 1] as number);
    }
    this.#addSpan(sums, span, atMs);
    return span;
  }

  /** It held a lock. Locks that it held at the same time make one time together. */
  addHeld(fromMs: number, toMs: number): void {
    let from = fromMs;
    let to = toMs;
    for (let last = this.heldToMs.at(-1); last !== undefined && last >= from; last = this.heldToMs.at(-1)) {
      from = Math.min(from, this.heldFromMs.pop() as number);
      to = Math.max(to, this.heldToMs.pop() as number);
    }
    this.heldFromMs.push(from);
    this.heldToMs.push(to);
  }

  addTick(atMs: number, output: number): void {
    this.tickMs.push(Math.max(atMs, this.tickMs.at(-1) ?? atMs));
    this.tickOutputs.push(output);
  }

  /** Leaves out what was over before a moment. */
  forgetBefore(atMs: number): void {
    const keep = Math.max(this.spanAt(atMs), 0);
    for (const column of [this.fromMs, this.states, this.details]) column.splice(0, keep);
    const ticks = countUpTo(this.tickMs, atMs);
    for (const column of [this.tickMs, this.tickOutputs]) column.splice(0, ticks);
    const held = countUpTo(this.heldToMs, atMs);
    for (const column of [this.heldFromMs, this.heldToMs]) column.splice(0, held);
    this.#sumAnew();
  }

  #sumAnew(): void {
    this.#sums.length = 0;
    const running = new Array<number>(STATES.length).fill(0);
    for (let span = 0; span < this.fromMs.length; span++) {
      if (span % BLOCK === 0) this.#sums.push(...running);
      const to = this.fromMs[span + 1];
      if (to !== undefined) this.#addSpan(running, span, to);
    }
  }
}
