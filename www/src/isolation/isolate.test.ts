import { describe, expect, test } from "vitest";
import { type IsolatingSurroundings, isolate } from "./isolate";

const WORKER = new URL("https://example.org/docs/playground/service-worker.js");
const KEY = "threading-playground:isolating:1:/docs/playground/index.html";

class FakeWorker extends EventTarget {
  state = "installing";

  become(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event("statechange"));
  }
}

function memory() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

/** A page that is not isolated, whose service worker starts as soon as it is registered. */
function around(changes: Partial<IsolatingSurroundings> = {}, worker = new FakeWorker()) {
  const registered: unknown[] = [];
  const reloads: number[] = [];
  const given: IsolatingSurroundings = {
    crossOriginIsolated: false,
    serviceWorkers: {
      register: async (...call) => {
        registered.push(call);
        queueMicrotask(() => worker.become("activated"));
        return { active: null, waiting: null, installing: worker } as unknown as ServiceWorkerRegistration;
      },
    },
    store: memory(),
    url: new URL("https://example.org/docs/playground/index.html#code=abc"),
    reload: () => void reloads.push(1),
    ...changes,
  };
  return { ...given, registered, reloads };
}

const failing = (error: Error) => ({ register: () => Promise.reject(error) });

test("an isolated page is left alone, and may be mended again later", async () => {
  const page = around({ crossOriginIsolated: true });
  page.store?.setItem(KEY, "reloaded");
  expect(await isolate(WORKER, page)).toBe("isolated");
  expect(page.registered).toEqual([]);
  expect(page.reloads).toEqual([]);
  expect(page.store?.getItem(KEY)).toBeNull();
});

test("one that is not is loaded anew, once the worker answers for its folder", async () => {
  const worker = new FakeWorker();
  const page = around({}, worker);
  const outcome = isolate(WORKER, page);
  expect(page.reloads).toEqual([]);
  expect(await outcome).toBe("reloading");
  expect(worker.state).toBe("activated");
  expect(page.registered).toEqual([[WORKER, { scope: "https://example.org/docs/playground/" }]]);
  expect(page.reloads).toEqual([1]);
});

test("and that once only", async () => {
  const page = around();
  await isolate(WORKER, page);
  expect(await isolate(WORKER, page)).toBe("impossible");
  expect(page.reloads).toEqual([1]);
});

describe("impossible, and no reload", () => {
  const cases: Record<string, Partial<IsolatingSurroundings>> = {
    "without service workers": { serviceWorkers: undefined },
    "where they are blocked": { serviceWorkers: failing(new DOMException("", "SecurityError")) },
    "where the script is not there": { serviceWorkers: failing(new TypeError("404")) },
    "where registering comes to nothing": {
      serviceWorkers: { register: async () => undefined as unknown as ServiceWorkerRegistration },
    },
    "where the page lies outside of the worker's folder": { url: new URL("https://example.org/docs/other.html") },
    "where nothing can be remembered": { store: undefined },
    "where the store forgets": { store: { getItem: () => null, setItem: () => {}, removeItem: () => {} } },
  };
  for (const [name, changes] of Object.entries(cases)) {
    test(name, async () => {
      const page = around(changes);
      expect(await isolate(WORKER, page)).toBe("impossible");
      expect(page.reloads).toEqual([]);
    });
  }

  test("where the worker cannot be installed", async () => {
    const worker = new FakeWorker();
    const registration = { active: null, waiting: null, installing: worker } as unknown as ServiceWorkerRegistration;
    const page = around({ serviceWorkers: { register: async () => registration } });
    const outcome = isolate(WORKER, page);
    await Promise.resolve();
    worker.become("redundant");
    expect(await outcome).toBe("impossible");
    expect(page.reloads).toEqual([]);
  });
});
