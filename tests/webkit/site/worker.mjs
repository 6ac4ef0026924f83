/** Writes to the object that it receives, or creates an object and sends it; reports what it received. */

const WRITTEN = 42;

function write(given) {
  if (given instanceof WebAssembly.Module) return "module";
  Atomics.store(new Int32Array(given.buffer ?? given), 0, WRITTEN);
  return "memory";
}

const makes = {
  module: () => new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)),
  memory: () => new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }),
  buffer: () => makes.memory().buffer,
};

function receive({ data: { given, make, port } }) {
  try {
    if (port) {
      port.onmessage = receive;
      return;
    }
    const own = make ? makes[make]() : undefined;
    postMessage({ received: write(own ?? given), given: own });
  } catch (error) {
    postMessage({ error: `${error.name}: ${error.message}` });
  }
}

addEventListener("message", receive);
postMessage({ isolated: crossOriginIsolated });
