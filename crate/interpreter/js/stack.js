// The module's import for fresh stacks (src/stack.rs). JavaScript Promise Integration runs an export on a separate stack and
// suspends the caller's stack until the export has returned. The module imports this file by its name, because an import
// that suspends must be a `WebAssembly.Suspending` itself, not a function that wasm-bindgen wraps.

const { promising, Suspending } = WebAssembly;
/** The same condition as in worker.js: in Firefox the thread was not called on a stack that can be suspended. */
const isSuspendable = promising && Suspending && !navigator.userAgent.includes("Firefox");

/**
 * `playground_on_fresh_stack` as a function that returns a promise. It is created at the first call, when the instance
 * exists.
 *
 * @type {((call: number) => Promise<unknown>) | undefined}
 */
let onFreshStack;

/** @param {number} call */
async function callOnFreshStack(call) {
  const exports = globalThis.webThreadingExports;
  if (!promising || !exports) throw new Error("there is no instance, or no fresh stack");
  onFreshStack ??= promising(exports["playground_on_fresh_stack"]);
  await onFreshStack(call);
  return 1;
}

/** Runs the call at this address on a fresh stack and returns 1; returns 0 if the browser has no such stacks. */
export const playground_call_on_fresh_stack = isSuspendable ? new Suspending(callOnFreshStack) : () => 0;
