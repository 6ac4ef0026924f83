// The page's part of a process: one shared memory, and the workers that run its threads. It creates and ends the workers,
// because a blocked worker cannot create one. It never blocks.

/**
 * @import {
 *   FromWorker, HostOptions, InterruptEnd, InterruptOptions, MainWorker, Memories, Pending, ReadyMessage,
 *   RunningInterrupt, ToWorker, WorkerRecord,
 * } from "./types.d.ts"
 */

// layout: begin (`cargo test -p web-threading` writes these lines)
/**
 * What a worker that is ready sends.
 *
 * @typedef {{ control: number; slots: number; stride: number; count: number }} Addresses
 */

/** The control block (src/control.rs): positions of words. */
const CONTROL = {
  interrupt: 0,
  pool: 1,
  mainWaitingOn: 2,
};

/** A slot (src/slot.rs): positions of words. */
const SLOT = {
  state: 0,
  outcome: 1,
};

/** The states of a slot that the host changes; src/slot.rs documents the transitions. */
const STATE = {
  free: 0,
  requested: 2,
  failed: 7,
  spare: 9,
};

/** The states of the pool (src/pool_request.rs). */
const POOL = {
  ready: 2,
  failed: 3,
};

/** The outcome of a thread (src/outcome.rs). */
const OUTCOME = {
  crashed: 3,
};
// layout: end

/** The greatest number of spare workers that are being started at the same time. */
const MOST_COMING = 8;

const DEFAULTS = {
  maximumPages: 16384,
  stackSize: 1 << 20,
  spareWorkers: 0,
  poolThreads: globalThis.navigator?.hardwareConcurrency ?? 2,
  startTimeoutMs: 20_000,
  keepsMemory: false,
};

export class ThreadHost {
  /** @type {Map<number, WorkerRecord>} */
  #workers = new Map();
  #lastId = 0;
  #lastCall = 0;
  /** The number of threads that found no parked worker. */
  #waitedFor = 0;
  /** @type {Int32Array | undefined} */
  #words;
  /** From the end of `start`. @type {Addresses | undefined} */
  #addresses;
  /** @type {WorkerRecord | undefined} */
  #main;
  /** @type {Set<RunningInterrupt>} */
  #interrupts = new Set();
  /** Settles when `start` of a host that `install` created has ended. @type {Promise<unknown> | undefined} */
  started;

  /**
   * Throws if the page is not cross-origin isolated, or the browser does not share memory with workers.
   *
   * @param {HostOptions} options
   */
  constructor(options) {
    if (!globalThis.crossOriginIsolated) {
      throw new Error(
        "threads need a cross-origin isolated page: serve it with Cross-Origin-Opener-Policy: same-origin and " +
          "Cross-Origin-Embedder-Policy: require-corp",
      );
    }
    // WebKitGTK isolates the page but hides this constructor, and then refuses to post shared memory.
    if (typeof SharedArrayBuffer === "undefined") {
      throw new Error("threads need shared memory, and this browser cannot share WebAssembly memory with a worker");
    }
    this.options = { ...DEFAULTS, ...options };
    /**
     * The process's memory, from the end of `start` until `terminate`.
     *
     * @type {WebAssembly.Memory | undefined}
     */
    this.memory = undefined;
  }

  /** The number of workers that have been started and have not ended, including those that are not ready yet or are parked. */
  get liveWorkers() {
    return this.#workers.size;
  }

  /**
   * Starts the main worker, once per host. On a copy of `copyFrom`, or on a new memory, it is the main thread of a new
   * process (`adopt_main` has been called). On `memory`, it joins the process that runs there.
   *
   * @param {{ memory?: WebAssembly.Memory | undefined; copyFrom?: WebAssembly.Memory | undefined }} [source]
   * @returns {Promise<MainWorker>}
   */
  async start({ memory, copyFrom } = {}) {
    if (this.#main) throw new Error("this host has been started");
    /** @type {Promise<ReadyMessage>} */
    const coming = new Promise((resolve, reject) => {
      this.#main = this.#launch({ role: "main", resolve, reject }, { memory, copyFrom, adopt: !memory });
    });
    const main = this.#main;
    const ready = await coming;
    this.memory = ready.memory;
    this.#addresses = ready.addresses;
    for (let n = 0; n < this.options.spareWorkers; n++) this.#launchSpare();
    return {
      id: ready.id,
      memory: ready.memory,
      call: (name, ...args) => this.#call(main, name, args),
      callSuspendable: (name, ...args) => this.#call(main, name, args, true),
    };
  }

  /**
   * Called by Rust: `MainWorker.call` with one argument.
   *
   * @param {string} name
   * @param {unknown} argument
   */
  callMain(name, argument) {
    return this.#call(this.#main, name, [argument]);
  }

  /** Whether the main worker has been started and has neither crashed nor been ended. */
  get isAlive() {
    return this.#main !== undefined && this.#workers.has(this.#main.id);
  }

  /** Whether the main thread waits interruptibly, that is, whether an interrupt would wake it now. */
  get isMainWaiting() {
    if (!this.memory) return false;
    return Atomics.load(this.#view(), this.#control + CONTROL.mainWaitingOn) !== 0;
  }

  /**
   * Interrupts the main thread: Ctrl-C.
   *
   * @param {InterruptOptions} [options]
   * @returns {RunningInterrupt}
   */
  interrupt(options) {
    if (!this.memory) return { done: Promise.resolve("cancelled"), cancel() {} };
    const running = interrupt(this.memory, this.#found.control, options);
    this.#interrupts.add(running);
    running.done.then(() => this.#interrupts.delete(running));
    return running;
  }

  /** Ends all workers at once and drops the memory. Calls that were running reject. */
  terminate() {
    for (const running of this.#interrupts) running.cancel();
    for (const record of [...this.#workers.values()]) {
      this.#end(record, new Error("the process was terminated"));
      // Frees the slot, so that no thread hands a task to a worker that has ended.
      if (this.options.keepsMemory && record.slot !== undefined) this.#freeSlot(record.slot);
    }
    this.memory = undefined;
    this.#words = undefined;
  }

  /**
   * Handles a message from Rust or from a worker. Rust also calls it on this page, through `webThreadingPost`.
   *
   * @param {FromWorker} message
   * @param {WorkerRecord} [record]
   */
  post(message, record) {
    switch (message?.wt) {
      case "spawn":
        this.#spawn(message.slot);
        return;
      case "pool":
        this.#launch({ role: "pool" });
        return;
      case "pool-thread":
        this.#launch({ role: "pool", starter: record, receiver: message.receiver });
        return;
    }
    if (record) this.#answer(message, record);
    else this.options.onMessage?.(message, undefined);
  }

  /**
   * Handles a message that only a worker sends.
   *
   * @param {FromWorker} message
   * @param {WorkerRecord} record
   */
  #answer(message, record) {
    switch (message?.wt) {
      case "ready":
        this.#ready(record, message);
        return;
      case "returned":
        this.#settle(record, message.call)?.resolve(message.value);
        return;
      case "failed": {
        const { call, message: text, stack } = message;
        this.#settle(record, call)?.reject(Object.assign(new Error(text), { stack }));
        return;
      }
      case "crashed":
        this.#crashed(record, message);
        return;
      default:
        this.options.onMessage?.(message, record.id);
    }
  }

  /**
   * @param {Pick<WorkerRecord, "role"> & Partial<WorkerRecord>} role
   * @param {Memories} [memories]
   * @returns {WorkerRecord}
   */
  #launch(role, memories = { memory: this.memory }) {
    /** @type {WorkerRecord} */
    const record = { id: ++this.#lastId, calls: new Map(), isReady: false, ...role };
    this.#workers.set(record.id, record);
    const { glue, module, maximumPages, stackSize, startTimeoutMs, workerUrl, createWorker } = this.options;
    const crashed = (/** @type {string} */ message) => this.#crashed(record, { message, stack: "" });
    try {
      if (!createWorker && !workerUrl) throw new Error("a host needs workerUrl or createWorker");
      const worker = createWorker?.() ?? new Worker(workerUrl ?? "", { type: "module" });
      record.worker = worker;
      worker.onmessage = ({ data }) => this.#workers.has(record.id) && this.post(data, record);
      worker.onerror = (event) => {
        event.preventDefault?.();
        crashed(event.message || "the worker script could not be loaded");
      };
      worker.onmessageerror = () => crashed("a message could not be read");
      record.timer = setTimeout(crashed, startTimeoutMs, `the worker was not ready after ${startTimeoutMs} ms`);
      send(record, { wt: "init", id: record.id, glue, module, maximumPages, stackSize, ...memories });
    } catch (error) {
      // Asynchronously, so that every failing start looks the same to the caller.
      queueMicrotask(() => crashed(error instanceof Error ? error.message : String(error)));
    }
    return record;
  }

  /**
   * Starts a worker for the slot. A program that starts many threads is likely to start more, so each thread that had to
   * wait for a worker also starts spare workers, up to a limit.
   *
   * @param {number} slot
   */
  #spawn(slot) {
    this.#launch({ role: "thread", slot });
    this.#waitedFor += 1;
    const coming = [...this.#workers.values()].filter(({ role, isReady }) => role === "thread" && !isReady).length;
    const wanted = Math.min(MOST_COMING, Math.floor(this.#waitedFor / 2));
    for (let n = coming; n <= wanted; n++) this.#launchSpare();
  }

  #launchSpare() {
    for (let slot = 0; slot < this.#found.count; slot++) {
      const at = this.#slotAt(slot) + SLOT.state;
      if (Atomics.compareExchange(this.#view(), at, STATE.free, STATE.spare) === STATE.free) {
        this.#launch({ role: "thread", slot });
        return;
      }
    }
  }

  /** The addresses, which exist once the main worker is ready; nothing reads or writes words before. */
  get #found() {
    if (!this.#addresses) throw new Error("this host has not started");
    return this.#addresses;
  }

  /** The position of the control block. */
  get #control() {
    return this.#found.control / 4;
  }

  get #poolAt() {
    return this.#control + CONTROL.pool;
  }

  #poolIsUp() {
    return this.memory !== undefined && Atomics.load(this.#view(), this.#poolAt) === POOL.ready;
  }

  /** Ends all workers of the pool, so that the pool can be requested again. */
  #failPool() {
    for (const record of [...this.#workers.values()]) if (record.role === "pool") this.#end(record);
    if (!this.memory) return;
    const at = this.#poolAt;
    Atomics.store(this.#view(), at, POOL.failed);
    Atomics.notify(this.#view(), at);
  }

  /**
   * @param {WorkerRecord} record
   * @param {ReadyMessage} message
   */
  #ready(record, message) {
    clearTimeout(record.timer);
    record.isReady = true;
    const { role, slot, starter, receiver } = record;
    if (role === "main") record.resolve?.(message);
    else if (slot !== undefined) send(record, { wt: "thread", slot });
    else if (!starter || receiver === undefined) send(record, { wt: "start-pool", threads: this.options.poolThreads });
    else {
      send(record, { wt: "pool-thread", receiver });
      send(starter, { wt: "pool-thread-ready" });
    }
  }

  /**
   * @param {WorkerRecord | undefined} record
   * @param {string} name
   * @param {unknown[]} args
   * @returns {Promise<unknown>}
   */
  #call(record, name, args, suspendable = false) {
    if (!record || !this.#workers.has(record.id)) return Promise.reject(new Error("the worker has ended"));
    const call = ++this.#lastCall;
    return new Promise((resolve, reject) => {
      record.calls.set(call, { resolve, reject });
      send(record, { wt: "call", name, args, call, suspendable });
    });
  }

  /**
   * @param {WorkerRecord} record
   * @param {number} call
   * @returns {Pending | undefined}
   */
  #settle(record, call) {
    const pending = record.calls.get(call);
    record.calls.delete(call);
    return pending;
  }

  /**
   * @param {WorkerRecord} record
   * @param {{ message: string; stack: string }} reason
   */
  #crashed(record, { message, stack }) {
    if (!this.#workers.has(record.id)) return;
    const { id, role, slot } = record;
    const hasBegun = role === "pool" ? this.#poolIsUp() : record.isReady;
    this.#end(record, Object.assign(new Error(message), stack ? { stack } : {}));
    if (slot !== undefined) this.#freeSlot(slot);
    if (role === "pool" && !hasBegun) this.#failPool();
    this.options.onCrash?.({ id, role, slot, message, stack, phase: hasBegun ? "run" : "start" });
  }

  /**
   * Removes a worker, and wakes everything that waits for it.
   *
   * @param {WorkerRecord} record
   * @param {Error} [error]
   */
  #end(record, error) {
    this.#workers.delete(record.id);
    clearTimeout(record.timer);
    record.worker?.terminate();
    record.reject?.(error);
    for (const { reject } of record.calls.values()) reject(error);
  }

  /**
   * Marks a slot's worker as failed for its spawner, or its thread as crashed for the joiners.
   *
   * @param {number} slot
   */
  #freeSlot(slot) {
    if (!this.memory) return;
    const view = this.#view();
    const at = this.#slotAt(slot);
    const state = at + SLOT.state;
    // A spawner that waits takes its task back and frees the slot itself.
    if (Atomics.compareExchange(view, state, STATE.requested, STATE.failed) === STATE.requested) {
      Atomics.notify(view, state);
      return;
    }
    const outcome = Atomics.exchange(view, at + SLOT.outcome, 0) / 4;
    if (outcome > 0 && outcome < view.length) {
      Atomics.store(view, outcome, OUTCOME.crashed);
      Atomics.notify(view, outcome);
    }
    Atomics.store(view, state, STATE.free);
  }

  /**
   * The position of a slot.
   *
   * @param {number} slot
   */
  #slotAt(slot) {
    const { slots, stride } = this.#found;
    return (slots + slot * stride) / 4;
  }

  /** The words of the memory. When a shared memory has grown, its buffer is another object. */
  #view() {
    if (!this.memory) throw new Error("this host has no memory");
    if (this.#words?.buffer !== this.memory.buffer) this.#words = new Int32Array(this.memory.buffer);
    return this.#words;
  }
}

/**
 * @param {WorkerRecord} record
 * @param {ToWorker} message
 */
function send(record, message) {
  record.worker?.postMessage(message);
}

/**
 * Makes an interrupt pending in a process and wakes its main thread from an interruptible wait, with JavaScript `Atomics`
 * only. It repeats the wake-up until the interrupt is taken, because the main thread may be about to fall asleep.
 *
 * @param {WebAssembly.Memory} memory
 * @param {number} controlAddress
 * @param {InterruptOptions} [options]
 * @returns {RunningInterrupt}
 */
function interrupt(memory, controlAddress, { everyMs = 4, giveUpMs = 2000 } = {}) {
  const control = controlAddress / 4;
  const words = () => new Int32Array(memory.buffer);
  const end = performance.now() + giveUpMs;
  /** @type {(reason: InterruptEnd) => void} */
  let finish = () => {};
  /** @type {Promise<InterruptEnd>} */
  const done = new Promise((resolve) => {
    finish = resolve;
  });
  const stop = (/** @type {InterruptEnd} */ reason) => {
    clearInterval(timer);
    finish(reason);
  };
  const knock = () => {
    const view = words();
    if (Atomics.load(view, control + CONTROL.interrupt) === 0) return stop("taken");
    const address = (Atomics.load(view, control + CONTROL.mainWaitingOn) >>> 0) / 4;
    // Wakes all waiters, because the main thread may not be the first. The others check again and go back to sleep.
    if (address > 0 && address < view.length) Atomics.notify(view, address);
    if (performance.now() >= end) stop("gave-up");
  };
  Atomics.store(words(), control + CONTROL.interrupt, 1);
  const timer = setInterval(knock, everyMs);
  knock();
  return { done, cancel: () => stop("cancelled") };
}

/** @type {ThreadHost | undefined} */
let standalone;

/**
 * Called by Rust: installs the host of a page that has none.
 *
 * @param {string} glue
 * @param {WebAssembly.Module} module
 * @param {WebAssembly.Memory} memory
 * @param {string} worker the URL of worker.js
 */
export async function install(glue, module, memory, worker) {
  if (!standalone?.isAlive) {
    standalone?.terminate();
    // From a Blob: wasm-bindgen may pass the script as a data: URL, whose worker could not import the glue.
    const script = new Blob([await (await fetch(worker)).text()], { type: "text/javascript" });
    const workerUrl = URL.createObjectURL(script);
    const host = new ThreadHost({
      workerUrl,
      glue,
      module,
      keepsMemory: true,
      // biome-ignore lint/suspicious/noConsole: a page without a host of its own has no other place for it
      onCrash: ({ message }) => console.error(`web-threading: ${message}`),
    });
    globalThis.webThreadingPost = (message) => host.post(/** @type {FromWorker} */ (message));
    standalone = host;
    host.started = host.start({ memory });
  }
  await standalone.started;
  return standalone;
}

/** Called by Rust: returns the host that `install` created. */
export function installed() {
  return standalone;
}
