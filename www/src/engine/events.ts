/**
 * Reads the record that `crate/interpreter/src/observe/record.rs` writes to a process's memory: a ring of events for each
 * thread, and labels for the texts. Writers never wait; events that were overwritten before they were read count as lost.
 */
import type { EventKind, ThreadEvent, WaitKind } from "./contract";
import { EVENT_WORDS, EVENTS, EVENTS_CAPACITY, HAS_DEADLINE, KINDS, LABELS, WAITS } from "./layout";

/** The names that the contract has, by the numbers that Rust has. */
const kinds: readonly (EventKind | undefined)[] = KINDS;
const waits: readonly (WaitKind | undefined)[] = WAITS;

export class EventReader {
  /** The number of events that were overwritten before they were read. */
  lost = 0;
  readonly #memory: WebAssembly.Memory;
  readonly #word: number;
  readonly #capacity: number;
  /** The number of events read from each ring, by its address. */
  readonly #tails = new Map<number, number>();
  readonly #labels = new Map<number, string>();
  #labelsRead = 0;
  readonly #decoder = new TextDecoder();

  constructor(memory: WebAssembly.Memory, offsetBytes: number, capacity: number = EVENTS_CAPACITY) {
    this.#memory = memory;
    this.#word = offsetBytes / 4;
    this.#capacity = capacity;
  }

  /** Returns the events that all threads have written since the last call, in order. */
  take(): ThreadEvent[] {
    const words = new Uint32Array(this.#memory.buffer);
    const raw: Uint32Array[] = [];
    for (let ring = Atomics.load(words, this.#word + LABELS.rings) / 4; ring > 0; ring = this.#next(words, ring)) {
      this.#takeRing(words, ring, raw);
    }
    // After the events, because a label is written before the first event with its number.
    this.#readLabels(words);
    return raw.map((event) => this.#decode(event)).sort((a, b) => a.order - b.order);
  }

  #next(words: Uint32Array, ring: number): number {
    return Atomics.load(words, ring + EVENTS.next) / 4;
  }

  #takeRing(words: Uint32Array, ring: number, into: Uint32Array[]): void {
    const head = Atomics.load(words, ring + EVENTS.head);
    const tail = this.#tails.get(ring) ?? 0;
    const count = Math.min((head - tail) >>> 0, this.#capacity);
    const first = (head - count) >>> 0;
    const copies: Uint32Array[] = [];
    for (let n = 0; n < count; n++) {
      const at = ring + EVENTS.events + (((first + n) >>> 0) % this.#capacity) * EVENT_WORDS;
      copies.push(words.slice(at, at + EVENT_WORDS));
    }
    // The thread may have overwritten events meanwhile, and may be writing another one.
    const newest = Atomics.load(words, ring + EVENTS.head);
    const overwritten = count === 0 ? 0 : Math.max(0, ((newest - first) >>> 0) + 1 - this.#capacity);
    this.lost += ((head - tail) >>> 0) - count + Math.min(overwritten, count);
    for (const copy of copies.slice(overwritten)) into.push(copy);
    this.#tails.set(ring, head);
  }

  #readLabels(words: Uint32Array): void {
    const end = Atomics.load(words, this.#word + LABELS.head) / 4;
    while (this.#labelsRead < end) {
      const at = this.#word + LABELS.bytes + this.#labelsRead;
      const sizeBytes = words[at] ?? 0;
      // A copy, because TextDecoder does not accept shared memory.
      const bytes = new Uint8Array(this.#memory.buffer, (at + 2) * 4, sizeBytes).slice();
      this.#labels.set(words[at + 1] ?? 0, this.#decoder.decode(bytes));
      this.#labelsRead += 2 + Math.ceil(sizeBytes / 4);
    }
  }

  #decode(words: Uint32Array): ThreadEvent {
    const [head = 0, thread = 0, low = 0, order = 0, subject = 0, line = 0, file = 0, label = 0] = words;
    const kind = kinds[head & 0xff] ?? "ended";
    const event: ThreadEvent = { kind, thread, atMs: ((head >>> 16) * 2 ** 32 + low) / 1000, order };
    const wait = waits[(head >>> 8) & ~HAS_DEADLINE & 0xff];
    if (wait) event.wait = wait;
    if ((head >>> 8) & HAS_DEADLINE) event.hasDeadline = true;
    if (subject) event.subject = subject;
    const path = this.#labels.get(file);
    if (line > 0 && path !== undefined) Object.assign(event, { line, file: path });
    const [what, type, name] = this.#labels.get(label)?.split("\n") ?? [];
    if (what !== undefined) event.what = what;
    if (type) event.type = type;
    if (name) event.name = name;
    return event;
  }
}
