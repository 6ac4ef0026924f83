/** `window.send(what, way)`: sends an object to a worker or receives one from it, and returns the result. */

const makes = {
  module: () => new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)),
  memory: () => new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }),
  buffer: () => makes.memory().buffer,
};

function nextMessage(target) {
  return new Promise((resolve) => {
    target.onmessage = ({ data }) => resolve(data);
    target.onmessageerror = () => resolve({ error: "messageerror" });
    target.onerror = ({ message }) => resolve({ error: message });
    target.start?.();
  });
}

const ways = {
  /** The worker writes to the object, and the page reads what was written. */
  async toWorker(worker, what) {
    const given = makes[what]();
    worker.postMessage({ given });
    return seen(given, await nextMessage(worker));
  },
  async fromWorker(worker, what) {
    worker.postMessage({ make: what });
    const { error, given, ...rest } = await nextMessage(worker);
    return error ?? seen(given, rest);
  },
  async byPort(worker, what) {
    const { port1, port2 } = new MessageChannel();
    worker.postMessage({ port: port2 }, [port2]);
    const given = makes[what]();
    port1.postMessage({ given });
    return seen(given, await nextMessage(worker));
  },
  async byClone(_, what) {
    return seen(structuredClone(makes[what]()), {});
  },
};

const WRITTEN = 42;

function seen(given, { error, received }) {
  if (error) return error;
  if (given instanceof WebAssembly.Module) return received ?? "module";
  return Atomics.load(new Int32Array(given.buffer ?? given), 0) === WRITTEN ? "shared" : "a copy";
}

window.send = async (what, way) => {
  const worker = new Worker("./worker.mjs", { type: "module" });
  try {
    await nextMessage(worker);
    return await ways[way](worker, what);
  } catch (error) {
    return `${error.name}: ${error.message}`;
  } finally {
    worker.terminate();
  }
};

/** The isolation of the page and of one of its workers, as they report it. */
window.isolation = async () => {
  const worker = new Worker("./worker.mjs", { type: "module" });
  const { isolated } = await nextMessage(worker);
  worker.terminate();
  return { page: crossOriginIsolated, worker: isolated };
};
