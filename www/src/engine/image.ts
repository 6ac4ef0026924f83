/**
 * The runtime's image: the compiled module, and the memory of a zygote process in which the interpreter has booted. Every
 * run starts from a copy of that memory.
 */
import { ThreadHost } from "../../../crate/threading/js/host.js";
import type { HostOptions } from "../../../crate/threading/js/types.d.ts";
import { EngineError, type LoadProgress } from "./contract";
import { type DownloadSize, sizeOf, travelled } from "./download";
import { checkIsolation, pageSurroundings } from "./isolation";

/** The size of each worker's stack in bytes. */
const STACK_SIZE_BYTES = 1 << 20;
/**
 * How much of the stack Python may use before native recursion raises RecursionError. With more, Chromium's own stack for a
 * worker would overflow first, which ends the process; tests/e2e checks this.
 */
const STACK_BUDGET_BYTES = 192 * 1024;

export interface Image {
  /** The options of every process's host. */
  options: Pick<HostOptions, "workerUrl" | "glue" | "module" | "stackSize">;
  /** The zygote's memory. It is never run again, only copied. */
  memory: WebAssembly.Memory;
}

/** Fetches, compiles and boots the runtime. `runtimeUrl` is the folder with the build's files. */
export async function loadImage(runtimeUrl: URL, onProgress: (progress: LoadProgress) => void): Promise<Image> {
  const problem = await checkIsolation(pageSurroundings());
  if (problem) throw new EngineError("isolation", problem.message, problem);
  const module = await fetchModule(new URL("interpreter_bg.wasm", runtimeUrl), onProgress);
  const options = {
    workerUrl: new URL("worker.js", runtimeUrl).href,
    glue: new URL("interpreter.js", runtimeUrl).href,
    module,
    stackSize: STACK_SIZE_BYTES,
  };
  const zygote = new ThreadHost(options);
  try {
    const main = await zygote.start();
    await main.call("playground_boot", STACK_BUDGET_BYTES);
    return { options, memory: main.memory };
  } catch (error) {
    throw new EngineError("boot", `Python could not be started: ${messageOf(error)}`);
  } finally {
    // The memory stays; the worker is no longer needed.
    zygote.terminate();
  }
}

async function fetchModule(url: URL, onProgress: (progress: LoadProgress) => void): Promise<WebAssembly.Module> {
  let unpackedBytes = 0;
  let size: DownloadSize = { unpacked: 0, travelling: 0 };
  const report = (stage: LoadProgress["stage"]) => onProgress({ stage, ...travelled(unpackedBytes, size) });
  let response: Response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw new EngineError("download", `The runtime could not be fetched: ${messageOf(error)}`);
  }
  if (!response.ok || !response.body) {
    throw new EngineError("download", `The runtime could not be fetched: HTTP ${response.status}`);
  }
  size = sizeOf(response.headers);
  report("download");
  const counted = response.body.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        unpackedBytes += chunk.length;
        report("download");
        controller.enqueue(chunk);
      },
      flush: () => report("compile"),
    }),
  );
  try {
    const module = await WebAssembly.compileStreaming(
      new Response(counted, { headers: { "content-type": "application/wasm" } }),
    );
    report("boot");
    return module;
  } catch (error) {
    throw new EngineError(
      error instanceof WebAssembly.CompileError ? "compile" : "download",
      `The runtime could not be compiled: ${messageOf(error)}`,
    );
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
