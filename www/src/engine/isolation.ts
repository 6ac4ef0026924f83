/** Finds out why a page has no shared memory, including the response header that is missing. */
import { embedderPolicy, lacking, OPENER_POLICY } from "../isolation/headers";
import type { IsolationProblem } from "./contract";

/** The inputs of the check; tests pass their own. */
export interface IsolationSurroundings {
  isSecureContext: boolean;
  crossOriginIsolated: boolean;
  /** Whether a shared `WebAssembly.Memory` can be created here. */
  makesSharedMemory: boolean;
  /** Whether such a memory can be posted to a worker. */
  sharesMemory: boolean;
  isFramed: boolean;
  /** The page's own address. */
  url: string;
  fetchHeaders(): Promise<Headers>;
}

const REQUIREMENTS = [OPENER_POLICY, embedderPolicy()];

const NEEDED = "Python threads need shared memory";

async function headerProblem(around: IsolationSurroundings): Promise<IsolationProblem> {
  const code = "no-shared-memory";
  let headers: Headers;
  try {
    headers = await around.fetchHeaders();
  } catch {
    const missingHeaders = REQUIREMENTS.map(({ name, value }) => `${name}: ${value}`);
    const message = `${NEEDED}, which a browser gives a page only with two response headers. This page's own headers could not be read; it needs both of these:`;
    return { code, missingHeaders, message };
  }
  const wrong = lacking(headers, REQUIREMENTS);
  if (wrong.length === 0) {
    const message = around.isFramed
      ? `${NEEDED}. This page's own headers are right, but it is shown inside a page that is not isolated: open it in a tab of its own.`
      : `${NEEDED}. This page's headers are right now, but were not when it was loaded: reload it.`;
    return { code, missingHeaders: [], message };
  }
  const found = wrong.map(({ name }) => {
    const value = headers.get(name);
    return value === null ? `${name} is missing` : `${name} is “${value}”`;
  });
  return {
    code,
    missingHeaders: wrong.map(({ name, value }) => `${name}: ${value}`),
    message: `${NEEDED}, and the server that sent this page does not allow it: ${found.join(", and ")}. It has to send:`,
  };
}

/** A problem that the owner of the page or of the server cannot solve. */
function browserProblem(lack: string): IsolationProblem {
  const message = `${NEEDED}, and ${lack}. A current Chrome, Edge, Firefox or Safari can.`;
  return { code: "no-webassembly-threads", missingHeaders: [], message };
}

/** Returns the reason why threads cannot run, `undefined` if they can. */
export async function checkIsolation(around: IsolationSurroundings): Promise<IsolationProblem | undefined> {
  if (!around.isSecureContext) {
    const message = `${NEEDED}, which a browser gives only to pages that came over a secure connection. Open this page over https (or from localhost); its address is ${around.url}.`;
    return { code: "insecure-context", missingHeaders: [], message };
  }
  if (!around.crossOriginIsolated) return headerProblem(around);
  if (!around.makesSharedMemory) return browserProblem("this browser cannot do WebAssembly with threads");
  // WebKitGTK isolates the page, but does not allow shared memory to be posted
  // (https://bugs.webkit.org/show_bug.cgi?id=317847).
  if (!around.sharesMemory) return browserProblem("this browser cannot share WebAssembly memory with a worker");
  return undefined;
}

function sharedMemory(): WebAssembly.Memory | undefined {
  try {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
    // A browser that does not support `shared` creates an ordinary memory.
    return memory.buffer instanceof ArrayBuffer ? undefined : memory;
  } catch {
    return undefined;
  }
}

/**
 * Whether the browser allows a shared memory to be posted. The test posts a message: Safari's engine refuses
 * `structuredClone` even where workers share memory. A refusal is thrown at once, so no worker is needed.
 */
export function sharesMemory(memory: WebAssembly.Memory): boolean {
  const { port1, port2 } = new MessageChannel();
  try {
    port1.postMessage(memory);
    return true;
  } catch {
    return false;
  } finally {
    port1.close();
    port2.close();
  }
}

/** The headers that the server sends for this page now, from `HEAD`, or from `GET` if the server does not support `HEAD`. */
async function fetchOwnHeaders(): Promise<Headers> {
  const address = location.href.replace(/#.*$/, "");
  const ask = (method: string) => fetch(address, { method, cache: "no-store", credentials: "same-origin" });
  const answer = await ask("HEAD").catch(() => undefined);
  if (answer?.ok) return answer.headers;
  const whole = await ask("GET");
  if (!whole.ok) throw new Error(`the server answered ${whole.status}`);
  await whole.body?.cancel();
  return whole.headers;
}

export function pageSurroundings(): IsolationSurroundings {
  const memory = sharedMemory();
  return {
    isSecureContext: globalThis.isSecureContext,
    crossOriginIsolated: globalThis.crossOriginIsolated === true,
    makesSharedMemory: memory !== undefined,
    sharesMemory: memory !== undefined && sharesMemory(memory),
    isFramed: window !== window.parent,
    url: location.href,
    fetchHeaders: fetchOwnHeaders,
  };
}
