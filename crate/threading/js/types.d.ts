/** The types of host.js and worker.js: options, and the messages between the page and the workers of a process. */
import type { Addresses } from "./host.js";

export type { Addresses };

export interface HostOptions {
  /** URL of worker.js, on the page's own origin. Either `workerUrl` or `createWorker` is required. */
  workerUrl?: string | URL;
  /** Creates a module worker that runs worker.js, for bundlers: `() => new Worker(new URL(...), { type: 'module' })`. */
  createWorker?: () => Worker;
  /** Absolute URL of the JavaScript that wasm-bindgen generated (`--target web`). */
  glue: string;
  module: WebAssembly.Module;
  /** The maximum size of a copied memory in pages of 64 KiB: the module's own maximum. Default 16384 (1 GiB). */
  maximumPages?: number | undefined;
  /** The size of each worker's stack in bytes, a multiple of 65536. Default 1 MiB. */
  stackSize?: number;
  /** The number of workers that are started in advance, so that the first threads need not wait for one. Default 0. */
  spareWorkers?: number;
  /** The number of threads of the rayon pool. Default: the number of cores. */
  poolThreads?: number;
  /** A worker that is not ready after this many milliseconds counts as failed. Default 20000. */
  startTimeoutMs?: number;
  /**
   * For a page that starts again on the same memory after `terminate`, which then frees the workers' slots. Default false.
   */
  keepsMemory?: boolean;
  /** Called with every message of a worker whose tag `wt` is not defined below. */
  onMessage?: (message: unknown, workerId: number | undefined) => void;
  /**
   * Called when a worker has crashed or could not be started. Threads that wait for the worker have been woken already.
   * Threads that wait for work of a pool that was ready are not woken, because rayon does not handle the loss of a thread.
   */
  onCrash?: (info: CrashInfo) => void;
}

export interface CrashInfo {
  /** The number of the worker. */
  id: number;
  role: "main" | "thread" | "pool";
  /** The slot of its thread, for role `thread`. */
  slot: number | undefined;
  message: string;
  stack: string;
  /** `start`: the worker or, for role `pool`, one of the pool's threads did not start. */
  phase: "start" | "run";
}

/** The worker of the process's main thread. */
export interface MainWorker {
  id: number;
  memory: WebAssembly.Memory;
  /** Calls an export, which may be async. Rejects if the export throws or the worker crashes. */
  call(name: string, ...args: unknown[]): Promise<unknown>;
  /**
   * Calls an export that takes and returns numbers. If the browser supports it, the call runs on a stack that can be
   * suspended (JavaScript Promise Integration). Threads are called in the same way.
   */
  callSuspendable(name: string, ...args: number[]): Promise<unknown>;
}

export type InterruptEnd = "taken" | "gave-up" | "cancelled";

export interface RunningInterrupt {
  /**
   * `taken`: the main thread has taken the interrupt. `gave-up`: it has not done so in time; the interrupt stays pending.
   */
  done: Promise<InterruptEnd>;
  /** Stops repeating the wake-up; the interrupt stays pending. */
  cancel(): void;
}

export interface InterruptOptions {
  everyMs?: number;
  giveUpMs?: number;
}

// Messages. Each has a tag `wt`.

/** Page to worker, the first message: create an instance. */
export interface InitMessage {
  wt: "init";
  id: number;
  /** Absolute URL of the JavaScript that wasm-bindgen generated (`--target web`). */
  glue: string;
  module: WebAssembly.Module;
  /** The process's memory. Without it, and without `copyFrom`, a new one is created. */
  memory?: WebAssembly.Memory | undefined;
  /** A shared memory whose bytes are copied into the new process. */
  copyFrom?: WebAssembly.Memory | undefined;
  /** Whether this worker becomes the main thread of a new process; see `adopt_main` in Rust. */
  adopt?: boolean;
  /** In pages of 64 KiB: the module's own maximum. */
  maximumPages?: number | undefined;
  /** In bytes, a multiple of 65536. */
  stackSize?: number;
}

/** Page to worker: call an export, which may be async. */
export interface CallMessage {
  wt: "call";
  /** Identifies the call within this worker. */
  call: number;
  name: string;
  args: unknown[];
  /** The export takes and returns numbers. It is called on a stack that can be suspended, if the browser supports it. */
  suspendable?: boolean;
}

/** Page to worker: run the threads of this slot, until the process ends. */
export interface ThreadMessage {
  wt: "thread";
  slot: number;
}

/** Page to the pool's worker: start rayon, which requests a worker for each thread. */
export interface StartPoolMessage {
  wt: "start-pool";
  threads: number;
}

/** Page to the pool's worker: one of the requested workers is ready. */
export interface PoolThreadReadyMessage {
  wt: "pool-thread-ready";
}

/** Page to the worker of one of the pool's threads: run that thread, until the process ends. */
export interface PoolThreadMessage {
  wt: "pool-thread";
  /** An address in the memory, through which wasm-bindgen-rayon hands over the threads. */
  receiver: number;
}

/** Worker to page: the instance is ready. */
export interface ReadyMessage {
  wt: "ready";
  id: number;
  memory: WebAssembly.Memory;
  addresses: Addresses;
}

export interface ReturnedMessage {
  wt: "returned";
  id: number;
  call: number;
  value: unknown;
}

/** An export threw; the worker continues. */
export interface FailedMessage {
  wt: "failed";
  id: number;
  call: number;
  message: string;
  stack: string;
}

/** A trap, a stack overflow, or an error outside a call. The host ends the worker. */
export interface CrashedMessage {
  wt: "crashed";
  id: number | undefined;
  slot: number | undefined;
  message: string;
  stack: string;
}

/** A thread needs a worker for a slot. */
export interface SpawnMessage {
  wt: "spawn";
  slot: number;
}

/** A thread needs the rayon pool. */
export interface PoolMessage {
  wt: "pool";
}

/** The pool's worker needs a worker for a thread; `receiver` is part of that thread's message. */
export interface PoolThreadNeededMessage {
  wt: "pool-thread";
  receiver: number;
}

export type ToWorker =
  | InitMessage
  | CallMessage
  | ThreadMessage
  | StartPoolMessage
  | PoolThreadReadyMessage
  | PoolThreadMessage;
export type FromWorker =
  | ReadyMessage
  | ReturnedMessage
  | FailedMessage
  | CrashedMessage
  | SpawnMessage
  | PoolMessage
  | PoolThreadNeededMessage;

/** Promises that a call resolves. */
export interface Pending {
  resolve(value: unknown): void;
  reject(reason: unknown): void;
}

/** A worker, from its start until its end. */
export interface WorkerRecord {
  id: number;
  role: CrashInfo["role"];
  /** Undefined if its constructor threw. */
  worker?: Worker;
  calls: Map<number, Pending>;
  isReady: boolean;
  timer?: ReturnType<typeof setTimeout>;
  /** Of role `thread`. */
  slot?: number;
  /** Of role `main`: called when it is ready, and if it never will be. */
  resolve?(message: ReadyMessage): void;
  reject?(reason: unknown): void;
  /** Of a thread of the pool: the worker that requested it, and what it sent. */
  starter?: WorkerRecord | undefined;
  receiver?: number;
}

/** The memory for a worker: the process's, or the one that is copied for it. */
export interface Memories {
  memory?: WebAssembly.Memory | undefined;
  copyFrom?: WebAssembly.Memory | undefined;
  adopt?: boolean;
}

/** What wasm-bindgen generates for a module that contains web-threading, as far as worker.js uses it. */
export interface Glue {
  default(options: {
    module_or_path: WebAssembly.Module;
    memory?: WebAssembly.Memory | undefined;
    thread_stack_size?: number | undefined;
  }): Promise<Exports>;
  web_threading_adopt_main(): void;
  web_threading_addresses(): unknown;
  web_threading_init_pool(threads: number): Promise<void>;
  wbg_rayon_start_worker(receiver: number): void;
  [name: string]: unknown;
}

/** The raw exports of an instance. */
export interface Exports {
  memory: WebAssembly.Memory;
  [name: string]: unknown;
}

declare global {
  /** Posts a message of Rust to the host. */
  var webThreadingPost: (message: unknown) => void;
  var webThreadingExports: Exports | undefined;
  /** The message of the last panic. */
  var webThreadingPanic: string | undefined;

  namespace WebAssembly {
    /** JavaScript Promise Integration; undefined in a browser without it. */
    const promising: ((exported: unknown) => (...args: number[]) => Promise<unknown>) | undefined;
    const Suspending: (new (imported: (...args: number[]) => Promise<unknown>) => unknown) | undefined;
  }
}
