/** The page's part of a process: one shared memory, and the workers that run its threads. */

export interface HostOptions {
  /** URL of worker.js, from the page's own origin. One of `workerUrl` and `createWorker` is needed. */
  workerUrl?: string | URL;
  /** Makes a module worker that runs worker.js, for bundlers: `() => new Worker(new URL(...), { type: 'module' })`. */
  createWorker?: () => Worker;
  /** Absolute URL of the JavaScript that wasm-bindgen made (`--target web`). */
  glue: string;
  module: WebAssembly.Module;
  /** The most pages of 64 KiB that a copied memory may have: the module's own maximum. Default 16384 (1 GiB). */
  maximumPages?: number;
  /** Bytes of stack of each worker, a multiple of 65536. Default 1 MiB. */
  stackSize?: number;
  /** How many workers to start in advance, so that the first threads need not wait for one. Default 0. */
  spareWorkers?: number;
  /** How many threads the rayon pool gets. Default: as many as the machine says. */
  poolThreads?: number;
  /** A worker that is not ready after this many milliseconds has failed. Default 20000. */
  startTimeoutMs?: number;
  /** For a page that starts anew on the same memory after `terminate`, which then frees the workers' slots. Default false. */
  keepsMemory?: boolean;
  /** Every message of a worker whose tag `wt` is not one of ours. */
  onMessage?: (message: unknown, workerId: number | undefined) => void;
  /**
   * A worker has died or could not be started. Whoever waits for it has been told already, but not who waits for work that they
   * gave to the pool: once it is up, rayon has no word for a thread that is lost.
   */
  onCrash?: (info: CrashInfo) => void;
}

export interface CrashInfo {
  /** The worker. */
  id: number;
  role: 'main' | 'thread' | 'pool';
  /** Where its thread was, for role `thread`. */
  slot: number | undefined;
  message: string;
  stack: string;
  /** `start`: it, or for role `pool` one of the pool's threads, never came up. */
  phase: 'start' | 'run';
}

/** The worker of the process's main thread. */
export interface MainWorker {
  id: number;
  memory: WebAssembly.Memory;
  /** Calls an export, which may be async. Rejects if it throws, and if the worker dies. */
  call(name: string, ...args: unknown[]): Promise<unknown>;
  /**
   * Calls an export that takes and returns numbers, on a stack that may be suspended (JavaScript Promise Integration) where the
   * browser has such stacks. Threads are called so too.
   */
  callSuspendable(name: string, ...args: number[]): Promise<unknown>;
}

export type InterruptEnd = 'taken' | 'gave-up' | 'cancelled';

export interface RunningInterrupt {
  /** `taken`: the main thread has taken the interrupt. `gave-up`: it has not in the time given; it stays pending. */
  done: Promise<InterruptEnd>;
  /** Stops trying; the interrupt stays pending. */
  cancel(): void;
}

export interface InterruptOptions {
  everyMs?: number;
  giveUpMs?: number;
}

export declare class ThreadHost {
  /** Throws if the page is not cross-origin isolated, or the browser does not share memory with workers. */
  constructor(options: HostOptions);
  readonly options: HostOptions;
  /** The process's memory, from the end of `start` to `terminate`. */
  memory: WebAssembly.Memory | undefined;
  /** Workers started and not ended, among them those that are not ready yet and those that are parked. */
  readonly liveWorkers: number;
  /** Whether the main worker has been started and has neither crashed nor been ended. */
  readonly isAlive: boolean;
  /**
   * Starts the main worker, once per host. On a copy of `copyFrom`, or on a new memory, it is the main thread of a new process
   * (`adopt_main` has been called); on `memory` it joins what runs there.
   */
  start(source?: { memory?: WebAssembly.Memory; copyFrom?: WebAssembly.Memory }): Promise<MainWorker>;
  /** Interrupts the main thread: Ctrl-C. */
  interrupt(options?: InterruptOptions): RunningInterrupt;
  /** Ends all workers at once and drops the memory. Calls that were running reject. */
  terminate(): void;
}

/**
 * Makes an interrupt pending in a process and wakes its main thread from an interruptible wait, with JavaScript `Atomics` only.
 * It repeats, since the main thread may be about to fall asleep, until the interrupt is taken.
 */
export declare function interrupt(
  memory: WebAssembly.Memory, controlOffset: number, options?: InterruptOptions,
): RunningInterrupt;
