// One worker of a process. It creates an instance of the module on the process's memory, posts `ready`, and then handles the
// host's messages, which worker.d.ts documents. It imports nothing, so that it can also be started from a Blob.

/** The JavaScript module that wasm-bindgen generated, when it is loaded. */
let glue;
/** The raw exports of the instance. */
let exports;
let id;
let slot;

// The function through which Rust posts to the host. host.js defines it on the page.
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

// Errors that are thrown outside of a call, for example in a callback.
addEventListener('error', (event) => crash(event.error ?? event.message));
addEventListener('unhandledrejection', (event) => isTrap(event.reason) && crash(event.reason));

async function init(options) {
  id = options.id;
  const memory = options.copyFrom ? copy(options.copyFrom, options.maximumPages) : options.memory;
  glue = await import(options.glue);
  const instance = await glue.default({ module_or_path: options.module, memory, thread_stack_size: options.stackSize });
  exports = instance;
  globalThis.webThreadingExports = exports;
  // Before the host knows the memory: from then on it may claim slots, and this call would free them.
  if (options.adopt) glue.web_threading_adopt_main();
  const layout = Array.from(glue.web_threading_layout());
  postMessage({ wt: 'ready', id, memory: memory ?? instance.memory, layout });
}

/** The pool's threads that are being started, in the order of the requests. */
const coming = [];

/**
 * The replacement for the Worker that wasm-bindgen-rayon creates for each thread: the page starts it, like all workers of a
 * process, with this script. A worker created here would run a `blob:` URL, which a content security policy may forbid. The
 * page would not receive its crash or its messages, and in Firefox (153) its constructor may never return.
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

/** Returns a new shared memory with the bytes of `source`. */
function copy(source, maximum = 16384) {
  const bytes = new Uint8Array(source.buffer);
  const memory = new WebAssembly.Memory({ initial: bytes.length / 65536, maximum, shared: true });
  new Uint8Array(memory.buffer).set(bytes);
  return memory;
}

/**
 * Firefox (153) supports it too, but it writes an uncaught exception to the console for each worker that is ended in such a
 * call.
 */
const promising = navigator.userAgent.includes('Firefox') ? undefined : WebAssembly.promising;

/**
 * Calls an export that takes and returns numbers. If the browser supports it, the call runs on a stack that can be suspended
 * (JavaScript Promise Integration), so that Rust code can continue on a fresh stack when this one runs low.
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

/**
 * Returns whether an error is a trap or a stack overflow. The instance must not be entered again, because its stack and its
 * locks are in an undefined state.
 */
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
