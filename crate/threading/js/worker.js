// One worker of a process: it makes an instance of the module on the process's memory, says ready, and then does what the host
// says. The messages are described in worker.d.ts. It imports nothing, so that it can also be started from a Blob.

/** The module that wasm-bindgen made, once it is loaded. */
let glue;
/** The instance's own exports, beneath it. */
let exports;
let id;
let slot;

// How Rust reaches the host, from here and (set by host.js) on the page.
globalThis.webThreadingPost = (message) => postMessage(message);

addEventListener('message', async ({ data }) => {
  try {
    if (data?.wt === 'init') await init(data);
    else if (data?.wt === 'call') await call(data);
    else if (data?.wt === 'thread') {
      slot = data.slot;
      await callSuspendable('web_threading_run_worker', slot);
    } else if (data?.wt === 'start-pool') await startPool(data.threads);
    else if (data?.wt === 'pool-thread-ready') coming.shift().ready();
    else if (data?.wt === 'pool-thread') glue.wbg_rayon_start_worker(data.receiver);
  } catch (error) {
    crash(error);
  }
});

// What is thrown later than the call that caused it, as by a callback.
addEventListener('error', (event) => crash(event.error ?? event.message));
addEventListener('unhandledrejection', (event) => isTrap(event.reason) && crash(event.reason));

async function init(options) {
  id = options.id;
  const memory = options.copyFrom ? copy(options.copyFrom, options.maximumPages) : options.memory;
  glue = await import(options.glue);
  const instance = await glue.default({ module_or_path: options.module, memory, thread_stack_size: options.stackSize });
  exports = instance;
  globalThis.webThreadingExports = exports;
  // Before the host knows the memory: from then on it may claim slots, which this would free again.
  if (options.adopt) glue.web_threading_adopt_main();
  const layout = Array.from(glue.web_threading_layout());
  postMessage({ wt: 'ready', id, memory: memory ?? instance.memory, layout });
}

/** The pool's threads that are on their way, in the order in which they were asked for. */
const coming = [];

/**
 * What wasm-bindgen-rayon takes for the worker of a thread: here the page starts it, as all workers of a process, with this script.
 * A worker of a worker would run a `blob:`, which a policy may forbid; nobody would hear of its crash or what it posts; and in
 * Firefox (153) its constructor may never return.
 */
class PoolThread extends EventTarget {
  postMessage({ receiver }) {
    coming.push(this);
    postMessage({ wt: 'pool-thread', receiver });
  }

  ready() {
    this.dispatchEvent(new MessageEvent('message', { data: { type: 'wasm_bindgen_worker_ready' } }));
  }
}

async function startPool(threads) {
  globalThis.Worker = PoolThread;
  await glue.web_threading_init_pool(threads);
}

/** A new shared memory with the bytes of `source`. */
function copy(source, maximum = 16384) {
  const bytes = new Uint8Array(source.buffer);
  const memory = new WebAssembly.Memory({ initial: bytes.length / 65536, maximum, shared: true });
  new Uint8Array(memory.buffer).set(bytes);
  return memory;
}

/** Firefox (153) has it too, and writes an uncaught exception to the console for each worker that is ended in such a call. */
const promising = navigator.userAgent.includes('Firefox') ? undefined : WebAssembly.promising;

/**
 * Calls an export that takes and returns numbers, on a stack that may be suspended where the browser has such stacks
 * (JavaScript Promise Integration). Rust code can then go on on a fresh stack when this one runs low.
 */
function callSuspendable(name, ...args) {
  return promising ? promising(exports[name])(...args) : exports[name](...args);
}

async function call({ name, args, call, suspendable }) {
  try {
    const value = await (suspendable ? callSuspendable(name, ...args) : glue[name](...args));
    postMessage({ wt: 'returned', id, call, value });
  } catch (error) {
    if (isTrap(error)) throw error;
    postMessage({ wt: 'failed', id, call, ...describe(error) });
  }
}

/** A trap or a stack overflow. The instance must not be entered again: its stack and its locks are as it left them. */
function isTrap(error) {
  return error instanceof WebAssembly.RuntimeError || error instanceof RangeError || error?.name === 'InternalError';
}

function describe(error) {
  return { message: String(error?.message ?? error), stack: String(error?.stack ?? '') };
}

function crash(error) {
  const { message, stack } = describe(error);
  const panic = globalThis.webThreadingPanic;
  postMessage({ wt: 'crashed', id, slot, message: panic ? `${panic} (${message})` : message, stack });
}
