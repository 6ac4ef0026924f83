import { describe, expect, test, vi } from "vitest";
import { checkIsolation, type IsolationSurroundings, sharesMemory } from "./isolation";

const COOP = "Cross-Origin-Opener-Policy";
const COEP = "Cross-Origin-Embedder-Policy";

function around(changes: Partial<IsolationSurroundings>, headers: Record<string, string> = {}): IsolationSurroundings {
  return {
    isSecureContext: true,
    crossOriginIsolated: true,
    makesSharedMemory: true,
    sharesMemory: true,
    isFramed: false,
    url: "https://example.org/",
    fetchHeaders: async () => new Headers(headers),
    ...changes,
  };
}

const notIsolated = (headers: Record<string, string>, isFramed = false) =>
  checkIsolation(around({ crossOriginIsolated: false, isFramed }, headers));

test("an isolated page has no problem", async () => {
  expect(await checkIsolation(around({}))).toBeUndefined();
});

describe("headers", () => {
  test("each missing one is named with the value it should have", async () => {
    const both = await notIsolated({});
    expect(both?.missingHeaders).toEqual([`${COOP}: same-origin`, `${COEP}: require-corp`]);
    expect(both?.message).toContain(`${COOP} is missing, and ${COEP} is missing`);
    expect((await notIsolated({ [COOP]: "same-origin" }))?.missingHeaders).toEqual([`${COEP}: require-corp`]);
    expect((await notIsolated({ [COEP]: "require-corp" }))?.missingHeaders).toEqual([`${COOP}: same-origin`]);
  });

  test("a wrong one is quoted", async () => {
    const problem = await notIsolated({ [COOP]: "unsafe-none", [COEP]: "credentialless" });
    expect(problem?.missingHeaders).toEqual([`${COOP}: same-origin`]);
    expect(problem?.message).toContain(`${COOP} is “unsafe-none”`);
  });

  test("parameters do not make a value wrong", async () => {
    const headers = { [COOP]: 'same-origin; report-to="x"', [COEP]: 'require-corp; report-to="x"' };
    expect((await notIsolated(headers))?.missingHeaders).toEqual([]);
  });

  test("right ones without isolation: a frame, or an old copy of the page", async () => {
    const right = { [COOP]: "same-origin", [COEP]: "require-corp" };
    expect((await notIsolated(right, true))?.message).toContain("in a tab of its own");
    expect((await notIsolated(right))?.message).toContain("reload");
  });

  test("that cannot be read: both are named as needed, none as missing", async () => {
    const fetchHeaders = () => Promise.reject(new Error("offline"));
    const problem = await checkIsolation(around({ crossOriginIsolated: false, fetchHeaders }));
    expect(problem?.missingHeaders).toHaveLength(2);
    expect(problem?.message).toContain("could not be read");
  });
});

describe("other reasons", () => {
  test("an insecure context", async () => {
    const problem = await checkIsolation(
      around({ isSecureContext: false, crossOriginIsolated: false, url: "http://example.org/" }),
    );
    expect(problem?.code).toBe("insecure-context");
    expect(problem?.message).toContain("http://example.org/");
    expect(problem?.missingHeaders).toEqual([]);
  });

  test("a browser without threads in WebAssembly", async () => {
    const problem = await checkIsolation(around({ makesSharedMemory: false, sharesMemory: false }));
    expect(problem?.code).toBe("no-webassembly-threads");
    expect(problem?.message).toContain("cannot do WebAssembly with threads");
    expect(problem?.missingHeaders).toEqual([]);
  });

  test("a browser that keeps shared memory from workers, though the page is isolated", async () => {
    const problem = await checkIsolation(around({ sharesMemory: false }));
    expect(problem?.code).toBe("no-webassembly-threads");
    expect(problem?.message).toContain("cannot share WebAssembly memory with a worker");
    expect(problem?.missingHeaders).toEqual([]);
  });

  test("headers come first: without isolation no browser shares memory", async () => {
    const problem = await checkIsolation(around({ crossOriginIsolated: false, sharesMemory: false }));
    expect(problem?.code).toBe("no-shared-memory");
    expect(problem?.missingHeaders).toHaveLength(2);
  });
});

describe("whether memory can be shared is found by sending it", () => {
  const memory = (shared: boolean) => new WebAssembly.Memory({ initial: 1, maximum: 1, shared });

  test("it can", () => {
    expect(sharesMemory(memory(true))).toBe(true);
  });

  test("a refusal is an answer, and leaves no port open", () => {
    const close = vi.spyOn(MessagePort.prototype, "close");
    expect(sharesMemory(memory(false))).toBe(false);
    expect(close).toHaveBeenCalledTimes(2);
  });
});
