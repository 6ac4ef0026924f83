/** Finds out why a page has no shared memory, down to the response header that is missing. */
import { embedderPolicy, lacking, OPENER_POLICY } from "../isolation/headers";
import type { IsolationProblem } from "./contract";

/** What the check looks at; tests pass their own. */
export interface IsolationSurroundings {
  isSecureContext: boolean;
  crossOriginIsolated: boolean;
  /** Whether a shared `WebAssembly.Memory` can be made here. */
  makesSharedMemory: boolean;
  hasSharedArrayBuffer: boolean;
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

/** Nothing where threads can run, else what stands in the way. */
export async function checkIsolation(around: IsolationSurroundings): Promise<IsolationProblem | undefined> {
  if (!around.isSecureContext) {
    const message = `${NEEDED}, which a browser gives only to pages that came over a secure connection. Open this page over https (or from localhost); its address is ${around.url}.`;
    return { code: "insecure-context", missingHeaders: [], message };
  }
  if (!around.crossOriginIsolated) return headerProblem(around);
  if (!around.hasSharedArrayBuffer) {
    const message = `${NEEDED}, and this browser has no SharedArrayBuffer. A current Chrome, Edge, Firefox or Safari has it.`;
    return { code: "no-shared-memory", missingHeaders: [], message };
  }
  if (!around.makesSharedMemory) {
    const message =
      "Python threads need WebAssembly with threads, which this browser does not have. A current Chrome, Edge, Firefox or Safari has it.";
    return { code: "no-webassembly-threads", missingHeaders: [], message };
  }
  return undefined;
}

function makesSharedMemory(): boolean {
  try {
    return new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer instanceof SharedArrayBuffer;
  } catch {
    return false;
  }
}

/** The headers that the server sends for this page now: `HEAD`, or `GET` where a server answers only that. */
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
  return {
    isSecureContext: globalThis.isSecureContext,
    crossOriginIsolated: globalThis.crossOriginIsolated === true,
    hasSharedArrayBuffer: typeof SharedArrayBuffer === "function",
    makesSharedMemory: makesSharedMemory(),
    isFramed: window !== window.parent,
    url: location.href,
    fetchHeaders: fetchOwnHeaders,
  };
}
