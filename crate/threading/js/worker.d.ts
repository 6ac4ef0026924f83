/** The messages between the page and the workers of a process. Every message of ours has a tag `wt`. */

/** Page to worker, first: make an instance. */
export interface InitMessage {
  wt: 'init';
  id: number;
  /** Absolute URL of the JavaScript that wasm-bindgen made (`--target web`). */
  glue: string;
  module: WebAssembly.Module;
  /** The process's memory; without it, and without `copyFrom`, a new one is made. */
  memory?: WebAssembly.Memory;
  /** A shared memory whose bytes the new process starts from. */
  copyFrom?: WebAssembly.Memory;
  /** Make this worker the main thread of a new process; see `adopt_main` in Rust. */
  adopt?: boolean;
  /** In pages of 64 KiB; the module's own maximum. */
  maximumPages?: number;
  /** In bytes, a multiple of 65536. */
  stackSize?: number;
}

/** Page to worker: call an export, which may be async. */
export interface CallMessage {
  wt: 'call';
  /** Tells the calls of one worker apart. */
  call: number;
  name: string;
  args: unknown[];
  /** The export takes and returns numbers, and is called on a stack that may be suspended, where the browser has such stacks. */
  suspendable?: boolean;
}

/** Page to worker: run the threads that come to this slot, for ever. */
export interface ThreadMessage {
  wt: 'thread';
  slot: number;
}

/** Page to the pool's worker: start rayon; it asks for a worker for each thread. */
export interface StartPoolMessage {
  wt: 'start-pool';
  threads: number;
}

/** Page to the pool's worker: one of the workers that it asked for is up. */
export interface PoolThreadReadyMessage {
  wt: 'pool-thread-ready';
}

/** Page to the worker of one of the pool's threads: be that thread, for ever. */
export interface PoolThreadMessage {
  wt: 'pool-thread';
  /** An address in the memory: where wasm-bindgen-rayon hands the threads over. */
  receiver: number;
}

/** Worker to page: the instance is up. `layout`: byte offsets of the control block and the slots, bytes per slot, slots. */
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

/** An export threw; the worker goes on. */
export interface FailedMessage {
  wt: 'failed';
  id: number;
  call: number;
  message: string;
  stack: string;
}

/** A trap, a stack overflow, or an error outside a call; the worker is ended by the host. */
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

/** The pool's worker needs one for a thread; `receiver` is for that thread's own message. */
export interface PoolThreadNeededMessage {
  wt: 'pool-thread';
  receiver: number;
}

export type ToWorker =
  | InitMessage | CallMessage | ThreadMessage | StartPoolMessage | PoolThreadReadyMessage | PoolThreadMessage;
export type FromWorker =
  | ReadyMessage | ReturnedMessage | FailedMessage | CrashedMessage | SpawnMessage | PoolMessage
  | PoolThreadNeededMessage;
