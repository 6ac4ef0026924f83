/** Helpers of the end-to-end tests: the built page, a runner on it, and the programs of www/examples. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before } from "node:test";
import { distFolder, inRoot } from "../../scripts/lib/paths.mjs";
import { openRunner } from "../../scripts/lib/runner.mjs";

/** The built page; `E2E_FOLDER` names a folder other than `dist/`. */
export const builtFolder = process.env.E2E_FOLDER ? resolve(process.env.E2E_FOLDER) : distFolder();

/** A program that does not end by itself fails its test after this time, and the runner stops it. */
const LIMIT_MS = 30_000;

export const example = (name) => readFileSync(inRoot("www/examples", name), "utf8");
export const examples = () => JSON.parse(example("index.json"));

/** Removes the end of the last line, in which the documents differ. */
export const withoutLastNewline = (text) => text.replace(/\n$/, "");

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

/** Frames inside threading.py vary with the version; like `normalised()` in tests/examples.py. */
export const normalised = (text) =>
  text.replace(/^ {2}File "[^"]*threading(?:\.py)?>?", line \d+, in (\w+)\n(?: {4}.*\n)*/gm, (_, name) => {
    return `  File "<threading>", line N, in ${name}\n`;
  });

/** Describes how a run ended in one string, so that a failed comparison shows everything. */
export const ending = ({ reason, status, message }) => `${reason} ${status}${message ? `: ${message}` : ""}`;

/**
 * Calls `actions`, pairs `[text, action]`, one after the other: each when the output since the last one contains its text.
 */
export function onText(...actions) {
  let text = "";
  return (records) => {
    text += records.map((record) => record.text).join("");
    for (let at = text.indexOf(actions[0]?.[0]); actions.length > 0 && at >= 0; at = text.indexOf(actions[0]?.[0])) {
      const [awaited, action] = actions.shift();
      text = text.slice(at + awaited.length);
      action();
    }
    if (actions.length === 0) text = "";
  };
}

/** A file's runner, opened before its tests; `run(source, options)` runs a program as `program.py`. */
export function useRunner(options = {}) {
  const site = {
    run(source, given = {}) {
      return site.runner.run({ files: { "program.py": source }, main: "program.py", timeoutMs: LIMIT_MS, ...given });
    },
    /** Stops the program after it has printed `ready`. */
    runAndStop(source, given = {}) {
      return site.run(source, { onRecords: onText(["ready\n", () => site.runner.stop()]), ...given });
    },
    /** Checks that the same page runs the next program normally. */
    async checkNextRun() {
      const { page } = site.runner;
      const result = await site.run(example("threading_simple.py"));
      assert.equal(result.merged, example("threading_simple.out"));
      assert.equal(ending(result), "exited 0");
      assert.equal(site.runner.page, page, "in the same page");
    },
    /** Removes and returns the console errors. A test must remove the errors that it expects. */
    takePageErrors: () => site.runner.pageErrors.splice(0),
  };
  before(async () => {
    site.runner = await openRunner({ folder: builtFolder, ...options });
  });
  after(async () => {
    await site.runner?.close();
    assert.deepEqual(site.runner?.pageErrors, [], "errors of the page, its console and its content security policy");
  });
  return site;
}

/**
 * A folder like the built one, made of links, from which the runtime's `worker.js` can be removed and restored. Serve it
 * without `immutable`.
 */
export function folderWithRemovableWorker() {
  const folder = mkdtempSync(join(tmpdir(), "playground-e2e-"));
  const [hash] = readdirSync(join(builtFolder, "runtime"));
  const runtime = join("runtime", hash);
  mkdirSync(join(folder, runtime), { recursive: true });
  for (const name of readdirSync(builtFolder)) {
    if (name !== "runtime") symlinkSync(join(builtFolder, name), join(folder, name));
  }
  for (const name of readdirSync(join(builtFolder, runtime))) {
    symlinkSync(join(builtFolder, runtime, name), join(folder, runtime, name));
  }
  const worker = join(folder, runtime, "worker.js");
  const removeWorker = () => unlinkSync(worker);
  let served;
  return {
    folder,
    removeWorker,
    /** Serves the worker `times` more times, and then no longer. The server's `onRequest` must be the one returned here. */
    removeWorkerAfter(times) {
      served = times;
    },
    onRequest(_method, url) {
      if (served === undefined || !url.endsWith("/worker.js")) return;
      if (served === 0) {
        served = undefined;
        removeWorker();
      } else served -= 1;
    },
    restoreWorker: () => symlinkSync(join(builtFolder, runtime, "worker.js"), worker),
    dispose: () => rmSync(folder, { recursive: true }),
  };
}
