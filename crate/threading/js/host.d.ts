/** The page's part of a process: one shared memory, and the workers that run its threads. */

export interface HostOptions {
  /** URL of worker.js, on the page's own origin. Either `workerUrl` or `createWorker` is required. */
  workerUrl?: string | URL;
  /** Creates a module worker that runs worker.js, for bundlers: `() => new Worker(new URL(...), { type: 'module' })`. */
  createWorker?: () => Worker;
  /** Absolute URL of the JavaScript that wasm-bindgen generated (`--target web`). */
  glue: string;
  module: WebAssembly.Module;
  /** The maximum size of a copied memory in pages of 64 KiB: the module's own maximum. Default 16384 (1 GiB). */
  maximumPages?: number;
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
  /** Called with every message of a worker whose tag `wt` is not defined in worker.d.ts. */
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
  role: 'main' | 'thread' | 'pool';
  /** The slot of its thread, for role `thread`. */
  slot: number | undefined;
  message: string;
  stack: string;
  /** `start`: the worker or, for role `pool`, one of the pool's threads did not start. */
  phase: 'start' | 'run';
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

export type InterruptEnd = 'taken' | 'gave-up' | 'cancelled';

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

export declare class ThreadHost {
  /** Throws if the page is not cross-origin isolated, or the browser does not share memory with workers. */
  constructor(options: HostOptions);
  readonly options: HostOptions;
  /** The process's memory, from the end of `start` until `terminate`. */
  memory: WebAssembly.Memory | undefined;
  /**
   * The number of workers that have been started and have not ended, including those that are not ready yet or are parked.
   */
  readonly liveWorkers: number;
  /** Whether the main worker has been started and has neither crashed nor been ended. */
  readonly isAlive: boolean;
  /**
   * Starts the main worker, once per host. On a copy of `copyFrom`, or on a new memory, it is the main thread of a new
   * process (`adopt_main` has been called). On `memory`, it joins the process that runs there.
   */
  start(source?: { memory?: WebAssembly.Memory; copyFrom?: WebAssembly.Memory }): Promise<MainWorker>;
  /** Interrupts the main thread: Ctrl-C. */
  interrupt(options?: InterruptOptions): RunningInterrupt;
  /** Ends all workers at once and drops the memory. Calls that were running reject. */
  terminate(): void;
}

/**
 * Makes an interrupt pending in a process and wakes its main thread from an interruptible wait, with JavaScript `Atomics`
 * only. It repeats the wake-up until the interrupt is taken, because the main thread may be about to fall asleep.
 */
export declare function interrupt(
  memory: WebAssembly.Memory, controlOffset: number, options?: InterruptOptions,
): RunningInterrupt;
