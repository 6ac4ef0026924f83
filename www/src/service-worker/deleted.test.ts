import { expect, test } from "vitest";
import { dropDeleted } from "./deleted";

const OWN = "https://example.org/docs/threading-playground-0.2.0/";
const cacheOf = (scope: string) => `threading-playground:1:${scope}`;

/** An origin's caches, and a host that answers for each folder with a status; a folder without one is out of reach. */
function origin(names: string[], statuses: Record<string, number> = {}) {
  const asked: string[] = [];
  return {
    names,
    asked,
    caches: {
      keys: async () => [...names],
      delete: async (name: string) => names.splice(names.indexOf(name), 1).length > 0,
    },
    fetch: async (request: Request | string) => {
      asked.push(String(request));
      const folder = new URL("./", String(request)).href;
      const status = statuses[folder];
      if (status === undefined) throw new TypeError("no network");
      return new Response(null, { status });
    },
  };
}

test("what was kept of a deleted folder goes; of one that is there, or out of reach, it stays", async () => {
  const folders = ["0.0.1", "0.0.2", "0.1.0", "0.3.0"].map((version) => OWN.replace("0.2.0", version));
  const [missing = "", gone = "", there = "", unknown = ""] = folders;
  const others = ["somebody-else", cacheOf("no address")];
  const here = origin([...others, cacheOf(OWN), ...folders.map(cacheOf)], {
    [missing]: 404,
    [gone]: 410,
    [there]: 200,
  });
  await dropDeleted(OWN, here);
  expect(here.names).toEqual([...others, cacheOf(OWN), cacheOf(there), cacheOf(unknown)]);
});

test("a failing host deletes nothing", async () => {
  const other = OWN.replace("0.2.0", "0.1.0");
  const here = origin([cacheOf(other)], { [other]: 503 });
  await dropDeleted(OWN, here);
  expect(here.names).toEqual([cacheOf(other)]);
});

test("a single folder asks for nothing", async () => {
  const here = origin([cacheOf(OWN)]);
  await dropDeleted(OWN, here);
  expect(here.asked).toEqual([]);
});
