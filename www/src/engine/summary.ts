/** Computes the summary of a recorded run's threads while its events arrive. */
import type { LongWait, RunSummary, ThreadEvent } from "./contract";

const LONGEST = 10;

type Thread = RunSummary["threads"][number];

export class Summary {
  readonly #threads = new Map<number, Thread>();
  readonly #open = new Map<number, ThreadEvent>();
  #longest: LongWait[] = [];
  #events = 0;
  #lastMs = 0;

  add(events: ThreadEvent[]): void {
    for (const event of events) this.#add(event);
  }

  #add(event: ThreadEvent): void {
    this.#events++;
    this.#lastMs = Math.max(this.#lastMs, event.atMs);
    const own = this.#thread(event.thread, event.atMs);
    if (event.kind === "started" && event.subject !== undefined) {
      this.#thread(event.subject, event.atMs).startedBy = event.thread;
    } else if (event.kind === "named") own.name = event.what ?? own.name;
    else if (event.kind === "blocked") this.#open.set(event.thread, event);
    else if (event.kind === "resumed") this.#close(event.thread, event.atMs);
    else if (event.kind === "ended") own.endedMs = event.atMs;
  }

  #thread(number: number, atMs: number): Thread {
    const known = this.#threads.get(number);
    if (known) return known;
    const thread = { number, name: number === 1 ? "MainThread" : `thread ${number}`, beganMs: atMs, waitedMs: 0 };
    this.#threads.set(number, thread);
    return thread;
  }

  #close(number: number, atMs: number): void {
    const blocked = this.#open.get(number);
    if (!blocked) return;
    this.#open.delete(number);
    const ms = atMs - blocked.atMs;
    const thread = this.#thread(number, atMs);
    thread.waitedMs += ms;
    if (blocked.wait === "sleep") return;
    const { what = "wait", name, file, line } = blocked;
    const wait: LongWait = { thread: number, threadName: thread.name, what, ms };
    if (name !== undefined) wait.name = name;
    if (file !== undefined && line !== undefined) Object.assign(wait, { file, line });
    this.#longest.push(wait);
    this.#longest.sort((a, b) => b.ms - a.ms);
    this.#longest.length = Math.min(this.#longest.length, LONGEST);
  }

  /** Returns the summary at the end of the run. Waits that have not ended last until then. */
  result(lost: number): RunSummary {
    for (const number of [...this.#open.keys()]) this.#close(number, this.#lastMs);
    const threads = [...this.#threads.values()].sort((a, b) => a.number - b.number);
    const busyMs = threads.reduce(
      (sum, { beganMs, endedMs, waitedMs }) => sum + (endedMs ?? this.#lastMs) - beganMs - waitedMs,
      0,
    );
    return {
      threads,
      coresUsed: this.#lastMs > 0 ? busyMs / this.#lastMs : 1,
      longestWaits: this.#longest,
      events: this.#events,
      lost,
    };
  }
}
