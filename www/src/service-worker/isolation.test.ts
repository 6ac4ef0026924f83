import { describe, expect, test } from "vitest";
import { requiredHeaders, withHeaders } from "./isolation";

const COOP = "cross-origin-opener-policy";
const COEP = "cross-origin-embedder-policy";
const DIP = "document-isolation-policy";

/** Node's `Request` cannot represent a navigation. */
const request = (destination: RequestDestination, mode: RequestMode) => ({ destination, mode }) as Request;
const names = (required: ReturnType<typeof requiredHeaders>) => required.map(({ name }) => name.toLowerCase());

describe("what a request's answer needs", () => {
  test("a page, a page in a frame, a worker, and anything else", () => {
    expect(names(requiredHeaders(request("document", "navigate"), "require-corp"))).toEqual([COOP, COEP]);
    expect(names(requiredHeaders(request("iframe", "navigate"), "require-corp"))).toEqual([COOP, COEP, DIP]);
    expect(names(requiredHeaders(request("worker", "same-origin"), "require-corp"))).toEqual([COEP]);
    expect(requiredHeaders(request("image", "no-cors"), "require-corp")).toEqual([]);
    expect(requiredHeaders(request("", "same-origin"), "require-corp")).toEqual([]);
  });
});

describe("headers", () => {
  const page = requiredHeaders(request("document", "navigate"), "credentialless");

  test("are added, and the rest of the answer stays", async () => {
    const answer = withHeaders(new Response("text", { status: 404, headers: { "x-own": "1" } }), page);
    expect(answer.headers.get(COOP)).toBe("same-origin");
    expect(answer.headers.get(COEP)).toBe("credentialless");
    expect(answer.headers.get("x-own")).toBe("1");
    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe("text");
  });

  test("that the server sends right are its own", () => {
    const sent = new Response("", { headers: { [COOP]: 'same-origin; report-to="x"', [COEP]: "require-corp" } });
    expect(withHeaders(sent, page)).toBe(sent);
    const half = withHeaders(new Response("", { headers: { [COEP]: "require-corp" } }), page);
    expect(half.headers.get(COEP)).toBe("require-corp");
    expect(half.headers.get(COOP)).toBe("same-origin");
  });

  test("that are wrong are put right", () => {
    const sent = new Response("", { headers: { [COOP]: "unsafe-none", [COEP]: "unsafe-none" } });
    expect(withHeaders(sent, page).headers.get(COOP)).toBe("same-origin");
    expect(withHeaders(sent, page).headers.get(COEP)).toBe("credentialless");
  });

  test("an answer without a body, and one that cannot be read", () => {
    expect(withHeaders(new Response(null, { status: 204 }), page).status).toBe(204);
    const failed = Response.error();
    expect(withHeaders(failed, page)).toBe(failed);
  });
});
