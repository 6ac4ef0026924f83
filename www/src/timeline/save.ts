/** Saves what a run left: its picture, and its events for other tools. */
import type { ThreadEvent } from "../engine/contract";
import { traceOf } from "./trace.js";

/** Events that are kept for that, at most: the latest. */
const MOST = 300_000;

export class TraceLog {
  readonly #batches: ThreadEvent[][] = [];
  #count = 0;

  constructor(readonly most = MOST) {}

  add(events: ThreadEvent[]): void {
    this.#batches.push(events);
    this.#count += events.length;
    while (this.#batches.length > 1 && this.#count - (this.#batches[0]?.length ?? 0) >= this.most) {
      this.#count -= this.#batches.shift()?.length ?? 0;
    }
  }

  json(): string {
    return JSON.stringify(traceOf(this.#batches.flat().sort((a, b) => a.order - b.order)));
  }
}

export function saveAs(name: string, type: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  // Once the browser has taken it.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
