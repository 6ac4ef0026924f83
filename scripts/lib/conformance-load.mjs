/** Keeps every core busy, to check the tests' timeouts. */
import { cpus } from "node:os";
import { Worker } from "node:worker_threads";

/** Starts the load; `stop` ends it. */
export async function startLoad(count = cpus().length) {
  const workers = Array.from({ length: count }, () => new Worker("for (;;);", { eval: true }));
  await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once("online", resolve))));
  return { stop: () => Promise.all(workers.map((worker) => worker.terminate())) };
}
