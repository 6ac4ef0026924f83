/** Who held which lock when, and who got it from whom. */
import type { ThreadEvent } from "../engine/contract";
import { insert } from "./search";

export interface Holder {
  thread: number;
  sinceMs: number;
  /** A number of the model's `Details`. */
  place: number;
}

export interface HandOver {
  from: number;
  fromMs: number;
  to: number;
  toMs: number;
  subject: number;
}

/** A thread took a lock, or gave it up. */
interface Step {
  order: number;
  atMs: number;
  thread: number;
  isTaken: boolean;
  /** It was waited for. */
  hasWaited: boolean;
  place: number;
}

/** One lock's steps, in order. */
class History {
  readonly #steps: Step[] = [];

  constructor(readonly subject: number) {}

  /**
   * Returns the hand-over that the step completes, where it does. Events of different threads come nearly in order: a step that is
   * late goes before those that were too early.
   */
  add(step: Step): HandOver | undefined {
    let at = this.#steps.length;
    while (at > 0 && (this.#steps[at - 1] as Step).order > step.order) at--;
    insert(this.#steps, at, step);
    const [from, to] = step.isTaken ? [this.#steps[at - 1], step] : [step, this.#steps[at + 1]];
    if (!from || !to || from.isTaken || !to.hasWaited || from.thread === to.thread) return undefined;
    return { from: from.thread, fromMs: from.atMs, to: to.thread, toMs: to.atMs, subject: this.subject };
  }

  at(atMs: number): Step | undefined {
    return this.#steps[this.#countUpTo(atMs) - 1];
  }

  #countUpTo(atMs: number): number {
    let from = 0;
    let to = this.#steps.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((this.#steps[middle] as Step).atMs <= atMs) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  forgetBefore(atMs: number): void {
    this.#steps.splice(0, Math.max(this.#countUpTo(atMs) - 1, 0));
  }
}

export class Locks {
  readonly #histories = new Map<number, History>();
  /** Locks that a thread has and has not given up, by thread: since when. */
  readonly #held = new Map<number, Map<number, number>>();
  /** Locks that threads have waited for. */
  readonly #wanted = new Set<number>();

  want(subject: number): void {
    this.#wanted.add(subject);
  }

  /** `hasWaited` says whether the thread had to wait for it. */
  acquire(event: ThreadEvent, subject: number, hasWaited: boolean, place: number): HandOver | undefined {
    const { order, atMs, thread } = event;
    const held = this.#held.get(thread) ?? new Map<number, number>();
    this.#held.set(thread, held.set(subject, atMs));
    return this.#history(subject).add({ order, atMs, thread, isTaken: true, hasWaited, place });
  }

  /** Returns since when the thread held it, where it did. */
  release(event: ThreadEvent, subject: number): { sinceMs: number | undefined; handOver: HandOver | undefined } {
    const { order, atMs, thread } = event;
    const sinceMs = this.#held.get(thread)?.get(subject);
    for (const held of sinceMs === undefined ? this.#held.values() : [this.#held.get(thread)]) held?.delete(subject);
    const step: Step = { order, atMs, thread, isTaken: false, hasWaited: false, place: 0 };
    return { sinceMs, handOver: this.#history(subject).add(step) };
  }

  holderAt(subject: number, atMs: number): Holder | undefined {
    const step = this.#histories.get(subject)?.at(atMs);
    return step?.isTaken ? { thread: step.thread, sinceMs: step.atMs, place: step.place } : undefined;
  }

  /** Since when a thread has held the oldest of the locks that it has, of those that others have waited for. */
  heldSince(thread: number): number | undefined {
    let since: number | undefined;
    for (const [subject, fromMs] of this.#held.get(thread) ?? []) {
      if (this.#wanted.has(subject) && (since === undefined || fromMs < since)) since = fromMs;
    }
    return since;
  }

  forgetBefore(atMs: number): void {
    for (const history of this.#histories.values()) history.forgetBefore(atMs);
  }

  #history(subject: number): History {
    const known = this.#histories.get(subject);
    if (known) return known;
    const history = new History(subject);
    this.#histories.set(subject, history);
    return history;
  }
}
