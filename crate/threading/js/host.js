// The page's part of a process: it creates and ends the workers, because a blocked worker cannot create one. It never
// blocks. host.d.ts documents all exports.

/** States of a slot. src/slot.rs has the same numbers and documents the transitions. */
const SLOT = { FREE: 0, REQUESTED: 2, FAILED: 7, ABANDONED: 8, SPARE: 9 };
/** The outcome of a crashed thread; src/outcome.rs has the same number. */
const CRASHED = 3;
/** States of the pool; src/pool_request.rs has the same numbers. */
const POOL = { READY: 2, FAILED: 3 };
/** Words of the control block (src/control.rs) and of a slot (src/slot.rs). */
const CONTROL = { INTERRUPT: 0, MAIN_WAITING_ON: 1, POOL: 2 };
const SLOT_STATE = 0;
const SLOT_OUTCOME = 1;

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
  #workers = new Map();
  #lastId = 0;
  #lastCall = 0;
  /** The number of threads that found no parked worker. */
  #waitedFor = 0;
  #words;
  #layout;
  #main;
  #interrupts = new Set();

  constructor(options) {
    if (!globalThis.crossOriginIsolated) {
      throw new Error('threads need a cross-origin isolated page: serve it with Cross-Origin-Opener-Policy: same-origin and '
        + 'Cross-Origin-Embedder-Policy: require-corp');
    }
    // WebKitGTK isolates the page but hides this constructor, and then refuses to post shared memory.
    if (typeof SharedArrayBuffer === 'undefined') {
      throw new Error('threads need shared memory, and this browser cannot share WebAssembly memory with a worker');
    }
    this.options = { ...DEFAULTS, ...options };
    this.memory = undefined;
  }

  get liveWorkers() {
    return this.#workers.size;
  }

  start({ memory, copyFrom } = {}) {
    if (this.#main) throw new Error('this host has been started');
    const started = new Promise((resolve, reject) => {
      this.#main = this.#launch({ role: 'main', resolve, reject }, { memory, copyFrom, adopt: !memory });
    });
    return started.then((ready) => {
      this.memory = ready.memory;
      this.#layout = ready.layout;
      for (let n = 0; n < this.options.spareWorkers; n++) this.#launchSpare();
      return {
        id: this.#main.id,
        memory: ready.memory,
        call: (name, ...args) => this.#call(this.#main, name, args),
        callSuspendable: (name, ...args) => this.#call(this.#main, name, args, true),
      };
    });
  }

  /** Called by Rust: `MainWorker.call` with one argument. */
  callMain(name, argument) {
    return this.#call(this.#main, name, [argument]);
  }

  get isAlive() {
    return this.#main !== undefined && this.#workers.has(this.#main.id);
  }

  interrupt(options) {
    if (!this.memory) return { done: Promise.resolve('cancelled'), cancel() {} };
    const running = interrupt(this.memory, this.#layout[0], options);
    this.#interrupts.add(running);
    running.done.then(() => this.#interrupts.delete(running));
    return running;
  }

  terminate() {
    for (const running of this.#interrupts) running.cancel();
    for (const record of [...this.#workers.values()]) {
      this.#end(record, new Error('the process was terminated'));
      // Frees the slot, so that no thread hands a task to a worker that has ended.
      if (this.options.keepsMemory && record.slot !== undefined) this.#freeSlot(record.slot);
    }
    this.memory = undefined;
    this.#words = undefined;
  }

  /** Handles a message from Rust or from a worker. Rust also calls it on this page, through `webThreadingPost`. */
  post(message, record) {
    switch (message?.wt) {
      case 'ready': return this.#ready(record, message);
      case 'returned': return this.#settle(record, message.call)?.resolve(message.value);
      case 'failed': return this.#settle(record, message.call)?.reject(
        Object.assign(new Error(message.message), { stack: message.stack }));
      case 'crashed': return this.#crashed(record, message);
      case 'spawn': return this.#spawn(message.slot);
      case 'pool': return void this.#launch({ role: 'pool' });
      case 'pool-thread': return void this.#launch({ role: 'pool', starter: record, receiver: message.receiver });
      default: return void this.options.onMessage?.(message, record?.id);
    }
  }

  #launch(role, memories = { memory: this.memory }) {
    const record = { id: ++this.#lastId, calls: new Map(), isReady: false, ...role };
    this.#workers.set(record.id, record);
    const { glue, module, maximumPages, stackSize, startTimeoutMs, workerUrl, createWorker } = this.options;
    const crashed = (message) => this.#crashed(record, { message, stack: '' });
    try {
      const worker = createWorker ? createWorker() : new Worker(workerUrl, { type: 'module' });
      record.worker = worker;
      worker.onmessage = ({ data }) => this.#workers.has(record.id) && this.post(data, record);
      worker.onerror = (event) => {
        event.preventDefault?.();
        crashed(event.message || 'the worker script could not be loaded');
      };
      worker.onmessageerror = () => crashed('a message could not be read');
      record.timer = setTimeout(crashed, startTimeoutMs, `the worker was not ready after ${startTimeoutMs} ms`);
      worker.postMessage({ wt: 'init', id: record.id, glue, module, maximumPages, stackSize, ...memories });
    } catch (error) {
      // Asynchronously, so that every failing start looks the same to the caller.
      queueMicrotask(() => crashed(String(error?.message ?? error)));
    }
    return record;
  }

  /**
   * Starts a worker for the slot. A program that starts many threads is likely to start more, so each thread that had to
   * wait for a worker also starts spare workers, up to a limit.
   */
  #spawn(slot) {
    this.#launch({ role: 'thread', slot });
    this.#waitedFor += 1;
    const coming = [...this.#workers.values()].filter(({ role, isReady }) => role === 'thread' && !isReady).length;
    const wanted = Math.min(MOST_COMING, Math.floor(this.#waitedFor / 2));
    for (let n = coming; n <= wanted; n++) this.#launchSpare();
  }

  #launchSpare() {
    const { slots, count } = this.#table();
    for (let slot = 0; slot < count; slot++) {
      const at = slots(slot) + SLOT_STATE;
      if (Atomics.compareExchange(this.#view(), at, SLOT.FREE, SLOT.SPARE) === SLOT.FREE) {
        this.#launch({ role: 'thread', slot });
        return;
      }
    }
  }

  get #poolAt() {
    return this.#layout[0] / 4 + CONTROL.POOL;
  }

  #poolIsUp() {
    return this.memory !== undefined && Atomics.load(this.#view(), this.#poolAt) === POOL.READY;
  }

  /** Ends all workers of the pool, so that the pool can be requested again. */
  #failPool() {
    for (const record of [...this.#workers.values()]) if (record.role === 'pool') this.#end(record);
    if (!this.memory) return;
    const at = this.#poolAt;
    Atomics.store(this.#view(), at, POOL.FAILED);
    Atomics.notify(this.#view(), at);
  }

  #ready(record, message) {
    clearTimeout(record.timer);
    record.isReady = true;
    const { role, slot, starter, receiver, worker } = record;
    if (role === 'thread') worker.postMessage({ wt: 'thread', slot });
    else if (role === 'main') record.resolve(message);
    else if (!starter) worker.postMessage({ wt: 'start-pool', threads: this.options.poolThreads });
    else {
      worker.postMessage({ wt: 'pool-thread', receiver });
      starter.worker.postMessage({ wt: 'pool-thread-ready' });
    }
  }

  #call(record, name, args, suspendable = false) {
    if (!record || !this.#workers.has(record.id)) return Promise.reject(new Error('the worker has ended'));
    const call = ++this.#lastCall;
    return new Promise((resolve, reject) => {
      record.calls.set(call, { resolve, reject });
      record.worker.postMessage({ wt: 'call', name, args, call, suspendable });
    });
  }

  #settle(record, call) {
    const pending = record?.calls.get(call);
    record?.calls.delete(call);
    return pending;
  }

  #crashed(record, { message, stack }) {
    if (!this.#workers.has(record.id)) return;
    const { id, role, slot } = record;
    const hasBegun = role === 'pool' ? this.#poolIsUp() : record.isReady;
    this.#end(record, Object.assign(new Error(message), stack ? { stack } : {}));
    if (slot !== undefined) this.#freeSlot(slot);
    if (role === 'pool' && !hasBegun) this.#failPool();
    this.options.onCrash?.({ id, role, slot, message, stack, phase: hasBegun ? 'run' : 'start' });
  }

  /** Removes a worker, and wakes everything that waits for it. */
  #end(record, error) {
    this.#workers.delete(record.id);
    clearTimeout(record.timer);
    record.worker?.terminate();
    record.reject?.(error);
    for (const { reject } of record.calls.values()) reject(error);
  }

  /** Marks a slot's worker as failed for its spawner, or its thread as crashed for the joiners. */
  #freeSlot(slot) {
    if (!this.memory) return;
    const view = this.#view();
    const state = this.#table().slots(slot) + SLOT_STATE;
    // A spawner that waits takes its task back and frees the slot itself.
    if (Atomics.compareExchange(view, state, SLOT.REQUESTED, SLOT.FAILED) === SLOT.REQUESTED) {
      Atomics.notify(view, state);
      return;
    }
    const outcome = Atomics.exchange(view, state - SLOT_STATE + SLOT_OUTCOME, 0) / 4;
    if (outcome > 0 && outcome < view.length) {
      Atomics.store(view, outcome, CRASHED);
      Atomics.notify(view, outcome);
    }
    Atomics.store(view, state, SLOT.FREE);
  }

  #table() {
    const [, offset, stride, count] = this.#layout;
    return { slots: (slot) => (offset + slot * stride) / 4, count };
  }

  /** The words of the memory. When a shared memory has grown, its buffer is another object. */
  #view() {
    if (this.#words?.buffer !== this.memory.buffer) this.#words = new Int32Array(this.memory.buffer);
    return this.#words;
  }
}

/** Interrupts a main thread from outside its process; see host.d.ts. */
export function interrupt(memory, controlOffset, { everyMs = 4, giveUpMs = 2000 } = {}) {
  const control = controlOffset / 4;
  const words = () => new Int32Array(memory.buffer);
  const end = performance.now() + giveUpMs;
  let finish;
  const done = new Promise((resolve) => { finish = resolve; });
  const stop = (reason) => {
    clearInterval(timer);
    finish(reason);
  };
  const knock = () => {
    const view = words();
    if (Atomics.load(view, control + CONTROL.INTERRUPT) === 0) return stop('taken');
    const address = (Atomics.load(view, control + CONTROL.MAIN_WAITING_ON) >>> 0) / 4;
    // Wakes all waiters, because the main thread may not be the first. The others check again and go back to sleep.
    if (address > 0 && address < view.length) Atomics.notify(view, address);
    if (performance.now() >= end) stop('gave-up');
  };
  Atomics.store(words(), control + CONTROL.INTERRUPT, 1);
  const timer = setInterval(knock, everyMs);
  knock();
  return { done, cancel: () => stop('cancelled') };
}

let standalone;

/** Called by Rust: installs the host of a page that has none. */
export async function install(glue, module, memory, worker) {
  if (!standalone?.isAlive) {
    standalone?.terminate();
    // From a Blob: wasm-bindgen may pass the script as a data: URL, whose worker could not import the glue.
    const script = new Blob([await (await fetch(worker)).text()], { type: 'text/javascript' });
    const workerUrl = URL.createObjectURL(script);
    const host = new ThreadHost({
      workerUrl, glue, module, keepsMemory: true,
      onCrash: ({ message }) => console.error(`web-threading: ${message}`),
    });
    globalThis.webThreadingPost = (message) => host.post(message);
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
