import { beforeEach, describe, expect, test } from "vitest";
import { FakeCache } from "./fake-cache";
import { SiteFiles } from "./files";
import { Store } from "./store";

const scope = new URL("https://example.org/");
const ASSET = "assets/index-DiwrgTda.js";
const WORKER = "runtime/0123456789abcdef/worker.js";
const WASM = "runtime/0123456789abcdef/interpreter_bg.wasm";
const files = new SiteFiles(scope, ["index.html", ASSET, WORKER, WASM]);

let cache: FakeCache;
let network: Record<string, () => Response>;
let asked: string[];
let store: Store;
beforeEach(() => {
  cache = new FakeCache();
  asked = [];
  network = {};
  store = new Store(files, {
    caches: { open: async () => cache.real },
    async fetch(request) {
      const url = typeof request === "string" ? request : request.url;
      asked.push(url);
      const answer = network[url];
      if (!answer) throw new TypeError("no network");
      return answer();
    },
  });
});

const url = (name: string) => files.keyOf(name);
const says = (text: string, init?: ResponseInit) => () => new Response(text, init);

/** Returns the response to a request, after all work that the request started is done. */
async function answer(name: string): Promise<Response> {
  const rest: Promise<unknown>[] = [];
  const response = await store.answer(new Request(url(name)), name, (work) => rest.push(work));
  await Promise.all(rest);
  return response;
}
const text = async (name: string) => (await answer(name)).text();
const keep = (name: string, content: string) => cache.kept.set(url(name), new Response(content));

describe("whose requests are answered", () => {
  const fileOf = (init: RequestInit, address = url("index.html")) => store.fileOf(new Request(address, init));

  test("the folder's own, to be read whole", () => {
    expect(fileOf({})).toBe("index.html");
    expect(fileOf({ method: "HEAD" })).toBeUndefined();
    expect(fileOf({ method: "POST" })).toBeUndefined();
    expect(fileOf({ headers: { range: "bytes=0-1" } })).toBeUndefined();
    expect(fileOf({}, "https://other.example/index.html")).toBeUndefined();
  });

  test("none that must come from the server", () => {
    expect(fileOf({ cache: "no-store" })).toBeUndefined();
  });
});

describe("an immutable file", () => {
  test("is asked for once", async () => {
    network[url(ASSET)] = says("code");
    expect(await text(ASSET)).toBe("code");
    expect(await text(ASSET)).toBe("code");
    expect(asked).toEqual([url(ASSET)]);
  });
});

describe("a page", () => {
  test("comes from the network, and from the cache without one", async () => {
    network[url("index.html")] = says("one");
    expect(await text("index.html")).toBe("one");
    network[url("index.html")] = says("two");
    expect(await text("index.html")).toBe("two");
    network = {};
    expect(await text("index.html")).toBe("two");
  });

  test("that was never kept fails as it would have", async () => {
    await expect(answer("index.html")).rejects.toThrow("no network");
  });
});

test("an error is handed on, and does not take the place of what is kept", async () => {
  keep("index.html", "kept");
  network[url("index.html")] = says("gone", { status: 500 });
  expect((await answer("index.html")).status).toBe(500);
  network = {};
  expect(await text("index.html")).toBe("kept");
});

test("where there is no room, the page gets its file, and what was kept stays", async () => {
  keep("index.html", "old");
  cache.isFull = true;
  network[url("index.html")] = says("new");
  expect(await text("index.html")).toBe("new");
  network = {};
  expect(await text("index.html")).toBe("old");
});

test("where storage is blocked, everything goes to the network", async () => {
  const blocked = new Store(files, {
    caches: { open: () => Promise.reject(new DOMException("", "SecurityError")) },
    fetch: async () => new Response("network"),
  });
  const response = await blocked.answer(new Request(url(ASSET)), ASSET, () => {});
  expect(await response.text()).toBe("network");
});

describe("what a page loaded before", () => {
  test("is kept, the runtime whole, and nothing that is not the folder's", async () => {
    for (const name of ["index.html", WORKER, WASM]) network[url(name)] = says(name);
    await store.remember([scope.href, url(WASM), "https://other.example/x.js", "https://example.org/unknown"]);
    expect([...cache.kept.keys()].sort()).toEqual([url("index.html"), url(WASM), url(WORKER)]);
  });

  test("and not fetched again where it is kept, or on its way", async () => {
    keep(ASSET, "kept");
    await store.remember([url(ASSET)]);
    expect(asked).toEqual([]);
    network[url(WORKER)] = says("worker");
    network[url(WASM)] = says("wasm");
    await store.answer(new Request(url(WASM)), WASM, () => {});
    await store.remember([url(WASM)]);
    expect(asked).toEqual([url(WASM), url(WORKER)]);
  });

  test("a page without the runtime brings none of it", async () => {
    network[url("index.html")] = says("page");
    await store.remember([url("index.html")]);
    expect(asked).toEqual([url("index.html")]);
  });
});
