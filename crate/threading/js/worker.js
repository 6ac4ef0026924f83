// One worker of a process. It creates an instance of the module on the process's memory, posts `ready`, and then handles the
// host's messages, which types.d.ts documents. It imports nothing, so that it can also be started from a Blob.

/** @import { CallMessage, Exports, FromWorker, Glue, InitMessage, ToWorker } from "./types.d.ts" */

/** The JavaScript module that wasm-bindgen generated, when it is loaded. @type {Glue} */
let glue;
/** The raw exports of the instance. @type {Exports} */
let exports;
/** @type {number | undefined} */
let id;
/** @type {number | undefined} */
let slot;

/** @param {FromWorker} message */
const post = (message) => postMessage(message);

// The function through which Rust posts to the host. host.js defines it on the page.
globalThis.webThreadingPost = (message) => postMessage(message);

addEventListener("message", async (event) => {
  /** @type {ToWorker | undefined} */
  const data = event.data;
  try {
    if (data?.wt === "init") await init(data);
    else if (data?.wt === "call") await call(data);
    else if (data?.wt === "thread") {
      slot = data.slot;
      await callSuspendable("web_threading_run_worker", slot);
    } else if (data?.wt === "start-pool") await startPool(data.threads);
    else if (data?.wt === "pool-thread-ready") coming.shift()?.ready();
    else if (data?.wt === "pool-thread") glue.wbg_rayon_start_worker(data.receiver);
  } catch (error) {
    crash(error);
  }
});

// Errors that are thrown outside of a call, for example in a callback.
addEventListener("error", (event) => crash(event.error ?? event.message));
addEventListener("unhandledrejection", (event) => isTrap(event.reason) && crash(event.reason));

/** @param {InitMessage} options */
async function init(options) {
  id = options.id;
  const memory = options.copyFrom ? copy(options.copyFrom, options.maximumPages) : options.memory;
  glue = await import(options.glue);
  const instance = await glue.default({ module_or_path: options.module, memory, thread_stack_size: options.stackSize });
  exports = instance;
  globalThis.webThreadingExports = exports;
  // Before the host knows the memory: from then on it may claim slots, and this call would free them.
  if (options.adopt) glue.web_threading_adopt_main();
  const addresses = /** @type {import("./host.js").Addresses} */ (plain(glue.web_threading_addresses()));
  post({ wt: "ready", id: options.id, memory: memory ?? instance.memory, addresses });
}

/** The pool's threads that are being started, in the order of the requests. @type {PoolThread[]} */
const coming = [];

/**
 * The replacement for the Worker that wasm-bindgen-rayon creates for each thread: the page starts it, like all workers of a
 * process, with this script. A worker created here would run a `blob:` URL, which a content security policy may forbid. The
 * page would not receive its crash or its messages, and in Firefox (153) its constructor may never return.
 */
class PoolThread extends EventTarget {
  /** @param {{ receiver: number }} message */
  postMessage({ receiver }) {
    coming.push(this);
    post({ wt: "pool-thread", receiver });
  }

  ready() {
    this.dispatchEvent(new MessageEvent("message", { data: { type: "wasm_bindgen_worker_ready" } }));
  }
}

/** @param {number} threads */
async function startPool(threads) {
  Object.assign(globalThis, { Worker: PoolThread });
  await glue.web_threading_init_pool(threads);
}

/**
 * Returns a new shared memory with the bytes of `source`.
 *
 * @param {WebAssembly.Memory} source
 */
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
const promising = navigator.userAgent.includes("Firefox") ? undefined : WebAssembly.promising;

/**
 * Calls an export that takes and returns numbers. If the browser supports it, the call runs on a stack that can be suspended
 * (JavaScript Promise Integration), so that Rust code can continue on a fresh stack when this one runs low.
 *
 * @param {string} name
 * @param {number[]} args
 */
function callSuspendable(name, ...args) {
  return promising ? promising(exports[name])(...args) : callOf(exports, name)(...args);
}

/**
 * Returns the function of this name.
 *
 * @param {Glue | Exports} module
 * @param {string} name
 * @returns {(...args: unknown[]) => unknown}
 */
function callOf(module, name) {
  const found = module[name];
  if (typeof found !== "function") throw new TypeError(`the interpreter has no function ${name}`);
  return /** @type {(...args: unknown[]) => unknown} */ (found);
}

/** @param {CallMessage} message */
async function call({ name, args, call, suspendable }) {
  try {
    const value = suspendable
      ? await callSuspendable(name, .../** @type {number[]} */ (args))
      : await callOf(glue, name)(...args);
    post({ wt: "returned", id: Number(id), call, value: plain(value) });
  } catch (error) {
    if (isTrap(error)) throw error;
    post({ wt: "failed", id: Number(id), call, ...describe(error) });
  }
}

/**
 * Returns the fields of a struct of Rust, and any other value as it is. A struct is an address in the memory together with
 * getters, of which only the address could be posted. A struct that is exported for this is `#[wasm_bindgen(inspectable)]`.
 *
 * @param {unknown} value
 */
function plain(value) {
  if (typeof value !== "object" || value === null || !("__wbg_ptr" in value)) return value;
  const struct = /** @type {{ toJSON(): unknown; free(): void }} */ (/** @type {unknown} */ (value));
  const fields = struct.toJSON();
  struct.free();
  return fields;
}

/**
 * Returns whether an error is a trap or a stack overflow. The instance must not be entered again, because its stack and its
 * locks are in an undefined state.
 *
 * @param {unknown} error
 */
function isTrap(error) {
  if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) return true;
  return error instanceof Error && error.name === "InternalError";
}

/** @param {unknown} error */
function describe(error) {
  const { message, stack } = /** @type {Partial<Error>} */ (error ?? {});
  return { message: String(message ?? error), stack: String(stack ?? "") };
}

/** @param {unknown} error */
function crash(error) {
  const { message, stack } = describe(error);
  const panic = globalThis.webThreadingPanic;
  post({ wt: "crashed", id, slot, message: panic ? `${panic} (${message})` : message, stack });
}
