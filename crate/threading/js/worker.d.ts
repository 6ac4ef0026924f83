/** The messages between the page and the workers of a process. Each message has a tag `wt`. */

/** Page to worker, the first message: create an instance. */
export interface InitMessage {
  wt: 'init';
  id: number;
  /** Absolute URL of the JavaScript that wasm-bindgen generated (`--target web`). */
  glue: string;
  module: WebAssembly.Module;
  /** The process's memory. Without it, and without `copyFrom`, a new one is created. */
  memory?: WebAssembly.Memory;
  /** A shared memory whose bytes are copied into the new process. */
  copyFrom?: WebAssembly.Memory;
  /** Whether this worker becomes the main thread of a new process; see `adopt_main` in Rust. */
  adopt?: boolean;
  /** In pages of 64 KiB: the module's own maximum. */
  maximumPages?: number;
  /** In bytes, a multiple of 65536. */
  stackSize?: number;
}

/** Page to worker: call an export, which may be async. */
export interface CallMessage {
  wt: 'call';
  /** Identifies the call within this worker. */
  call: number;
  name: string;
  args: unknown[];
  /** The export takes and returns numbers. It is called on a stack that can be suspended, if the browser supports it. */
  suspendable?: boolean;
}

/** Page to worker: run the threads of this slot, until the process ends. */
export interface ThreadMessage {
  wt: 'thread';
  slot: number;
}

/** Page to the pool's worker: start rayon, which requests a worker for each thread. */
export interface StartPoolMessage {
  wt: 'start-pool';
  threads: number;
}

/** Page to the pool's worker: one of the requested workers is ready. */
export interface PoolThreadReadyMessage {
  wt: 'pool-thread-ready';
}

/** Page to the worker of one of the pool's threads: run that thread, until the process ends. */
export interface PoolThreadMessage {
  wt: 'pool-thread';
  /** An address in the memory, through which wasm-bindgen-rayon hands over the threads. */
  receiver: number;
}

/**
 * Worker to page: the instance is ready. `layout`: byte offsets of the control block and the slots, bytes per slot, number
 * of slots.
 */
export interface ReadyMessage {
  wt: 'ready';
  id: number;
  memory: WebAssembly.Memory;
  layout: [control: number, slots: number, stride: number, count: number];
}

export interface ReturnedMessage {
  wt: 'returned';
  id: number;
  call: number;
  value: unknown;
}

/** An export threw; the worker continues. */
export interface FailedMessage {
  wt: 'failed';
  id: number;
  call: number;
  message: string;
  stack: string;
}

/** A trap, a stack overflow, or an error outside a call. The host ends the worker. */
export interface CrashedMessage {
  wt: 'crashed';
  id: number | undefined;
  slot: number | undefined;
  message: string;
  stack: string;
}

/** A thread needs a worker for a slot. */
export interface SpawnMessage {
  wt: 'spawn';
  slot: number;
}

/** A thread needs the rayon pool. */
export interface PoolMessage {
  wt: 'pool';
}

/** The pool's worker needs a worker for a thread; `receiver` is part of that thread's message. */
export interface PoolThreadNeededMessage {
  wt: 'pool-thread';
  receiver: number;
}

export type ToWorker =
  | InitMessage | CallMessage | ThreadMessage | StartPoolMessage | PoolThreadReadyMessage | PoolThreadMessage;
export type FromWorker =
  | ReadyMessage | ReturnedMessage | FailedMessage | CrashedMessage | SpawnMessage | PoolMessage
  | PoolThreadNeededMessage;
