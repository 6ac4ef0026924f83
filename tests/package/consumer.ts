/** A page's own script in the strictest TypeScript, compiled against the unpacked package. */
import "threading-playground";
import {
  PlaygroundError,
  type PlaygroundErrorCode,
  type PlaygroundResult,
  type PlaygroundState,
  type PlaygroundTier,
  type ThreadingPlayground,
} from "threading-playground";

const found = document.querySelector("threading-playground");
const first: Promise<string | undefined> | undefined = found?.run().then((result) => result.threads[0]?.name);
void first;

const element: ThreadingPlayground = document.createElement("threading-playground");
element.code = "print(input())";
element.files = { "data.txt": "text", "data.bin": new Uint8Array(2) };
element.files = "data.txt more.txt";
element.stdin = null;
element.dialect = "python2";
element.readOnly = true;
const state: PlaygroundState = element.state;
const tier: PlaygroundTier | undefined = element.tier;
void [state, tier];

element.addEventListener("threading-playground-output", ({ detail }) => {
  for (const { stream, threadName, text } of detail.records) console.log(stream, threadName.length, text.trimEnd());
});
element.addEventListener("threading-playground-before-run", (event) => {
  if (event.detail.code.includes("forbidden")) event.preventDefault();
});
document.addEventListener("threading-playground-end", ({ detail }) =>
  console.log(detail.status.toFixed(), detail.threads),
);
window.addEventListener("threading-playground-tier", ({ detail: { advice } }) => console.log(advice.length));
document.body.addEventListener("threading-playground-state", ({ detail }) => {
  if (detail.state === "running") element.stop();
});

export async function status(): Promise<number | PlaygroundErrorCode> {
  try {
    const result: PlaygroundResult = await element.run();
    return result.status;
  } catch (error) {
    if (error instanceof PlaygroundError) return error.code;
    throw error;
  }
}

// Each of these is an error; the compiler reports a directive without one.
// @ts-expect-error: read-only
element.state = "idle";
// @ts-expect-error: no such dialect
element.dialect = "python4";
// @ts-expect-error: not a part of the package's surface
element.connectedCallback();
// @ts-expect-error: the detail has no such field
element.addEventListener("threading-playground-state", ({ detail }) => detail.status);
