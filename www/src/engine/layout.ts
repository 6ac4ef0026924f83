// `cargo test -p process-layout` writes this file from crate/layout. Change the numbers there.

/** The byte addresses of the parts of a process's memory, which `playground_restore` returns. */
export interface Addresses {
  readonly output: number;
  readonly input: number;
  readonly labels: number;
  readonly report: number;
  readonly trigger: number;
  readonly breaker: number;
}

/** The ring of output: positions of words. */
export const OUTPUT = {
  head: 0,
  tail: 1,
  wantsMessage: 2,
  bytes: 3,
} as const;

/** The size of the ring of output in bytes. */
export const OUTPUT_BYTES = 1048576;

/** The header of a record of output: positions of bytes, and the size, where the thread's name begins. */
export const HEADER = {
  stream: 4,
  nameSize: 5,
  ident: 8,
  size: 16,
} as const;

/** The numbers of the streams. */
export const STREAM = {
  stdout: 1,
  stderr: 2,
} as const;

/** The ring of input: positions of words. */
export const INPUT = {
  head: 0,
  tail: 1,
  closed: 2,
  changes: 3,
  bytes: 4,
} as const;

/** The size of the ring of input in bytes. */
export const INPUT_BYTES = 65536;

/** The labels of a recorded run: positions of words. */
export const LABELS = {
  head: 0,
  rings: 1,
  bytes: 2,
} as const;

/** A ring of events: positions of words. */
export const EVENTS = {
  next: 0,
  head: 1,
  events: 2,
} as const;

/** The number of events in a ring. */
export const EVENTS_CAPACITY = 4096;

/** The number of words of an event. */
export const EVENT_WORDS = 8;

/** The kinds of events, by number. */
export const KINDS = [
  undefined,
  "started",
  "began",
  "named",
  "blocked",
  "resumed",
  "acquired",
  "released",
  "ended",
  "wrote",
] as const;

/** The kinds of waits, by number. */
export const WAITS = [undefined, "lock", "rlock", "semaphore", "queue", "thread", "sleep", "input"] as const;

/** The flag of a wait with a deadline. */
export const HAS_DEADLINE = 128;

/** The report of a run: positions of words. */
export const REPORT = {
  threads: 0,
  dialect: 1,
} as const;

/** The exit statuses that a run has without an exit of its own. */
export const STATUS = {
  interrupted: 130,
  crashed: 134,
  killed: 137,
} as const;

/** The flag of the eval breaker that requests the signal handlers. */
export const SIGNAL_PENDING = 1;
