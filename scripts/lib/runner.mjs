/**
 * Runs Python programs in a headless browser on the built page:
 *
 *     const runner = await openRunner({ browser: "chromium" });
 *     const result = await runner.run({ files: { "a.py": "print(1)" }, main: "a.py", timeoutMs: 10_000 });
 *     await runner.close();
 *
 * A result is
 * `{ status, reason, message, stdout, stderr, merged, records, ms, threads, dialect, events, summary, notes, deadlocks }`.
 * `merged` is both streams in print order; `events`, `summary` and `notes` exist with `record`: the notes are those of the page's
 * Problems panel about a run that has ended. A runner runs one program at a time.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { launchBrowser } from "./browser.mjs";
import { CurrentRun } from "./current-run.mjs";
import { distFolder } from "./paths.mjs";
import { Failure } from "./process.mjs";
import { startServer } from "./server.mjs";
import { STATUS } from "./status.mjs";

/** How long a page may take to load the runtime, and a browser to close. */
const LOAD_LIMIT_MS = 120_000;
const CLOSE_LIMIT_MS = 5_000;
/** After a time limit: the time from Stop to the end of the run, and from there to the end of the page. */
const GRACE_MS = 5_000;
/** As in the engine's `stop-ladder.ts`: a second Stop within this time ends the run. */
const SECOND_STOP_MS = 5_000;

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms).unref());

export async function openRunner(options = {}) {
  const runner = new Runner(options);
  try {
    await runner.open();
  } catch (error) {
    await runner.close();
    throw error;
  }
  return runner;
}

class Runner {
  /** The time in milliseconds that the page took to load the runtime, and the time from its address until then. */
  loadMs = 0;
  openMs = 0;
  /** The page's errors outside of programs: uncaught errors and console errors. */
  pageErrors = [];
  #options;
  #server;
  #browser;
  #page;
  #current;

  constructor({ browser = "chromium", folder = distFolder(), graceMs = GRACE_MS, brotli = false, ...server } = {}) {
    this.#options = { browser, graceMs, server: { folder, brotli, ...server } };
  }

  /** The browser's page, for tests and measurements. It is replaced if it does not answer. */
  get page() {
    return this.#page;
  }

  async open() {
    const { browser, server } = this.#options;
    if (!existsSync(join(server.folder, "harness.html"))) {
      throw new Failure("there is no built page yet: run npm start, or npm run build");
    }
    this.#server ??= await startServer(server);
    this.#browser = await launchBrowser(browser);
    await this.#openPage();
  }

  async #openPage() {
    const page = await this.#browser.newPage();
    page.on("pageerror", (error) => this.pageErrors.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") this.pageErrors.push(message.text());
    });
    await page.exposeFunction("harnessEmit", (message) => this.#current?.receive(JSON.parse(message)));
    const startedAt = performance.now();
    await page.goto(`${this.#server.url}harness.html`);
    const loading = page.evaluate(() => window.harness.load());
    const loaded = await Promise.race([loading, wait(LOAD_LIMIT_MS)]);
    if (!loaded) throw new Failure(`the runtime did not load within ${LOAD_LIMIT_MS / 1000} seconds`);
    if (loaded.error) throw new Failure(`the runtime did not load (${loaded.error.code}): ${loaded.error.message}`);
    this.loadMs = loaded.ms;
    this.openMs = performance.now() - startedAt;
    this.#page = page;
  }

  /**
   * Runs one program in the form of the engine's contract; files may be bytes. With `interactive`, `sys.stdin` is what
   * `sendInput` sends; otherwise it is `stdin`, or empty. `onStarted` is called when input can be sent, `onRecords` with
   * output as it arrives, `onInputWanted` when a thread begins to wait for input, `onStopHandled` when the program has
   * handled a Stop and continues, `onDeadlock` when no thread of it can continue.
   */
  async run({
    files,
    main,
    argv = [],
    stdin,
    dialect = "auto",
    gil = false,
    record = false,
    interactive = false,
    timeoutMs,
    ...sinks
  }) {
    if (this.#current) throw new Error("one program at a time");
    const current = new CurrentRun(sinks);
    this.#current = current;
    try {
      if (!this.#page) await this.#reopen();
      const program = {
        ...packed(files),
        main,
        argv,
        dialect,
        gil,
        record,
        ...(interactive ? {} : { stdin: stdin ?? "" }),
      };
      const startedAt = performance.now();
      const page = this.#page;
      page
        .evaluate((given) => window.harness.run(given), program)
        .then(current.end, (error) => {
          if (this.#page === page) this.#page = undefined;
          current.end({ reason: "crashed", status: STATUS.crashed, message: `the page ended: ${firstLine(error)}` });
        });
      sinks.onStarted?.();
      if (timeoutMs !== undefined) current.after(timeoutMs, () => this.#timeOut(timeoutMs));
      return current.result(await current.ended, performance.now() - startedAt);
    } finally {
      current.clear();
      this.#current = undefined;
    }
  }

  /** Asks one of the engine's questions about source. Returns `{ answer, memoryBytes }`. */
  ask(kind, asked) {
    return this.#page.evaluate(([what, about]) => window.harness.ask(what, about), [kind, asked]);
  }

  #timeOut(timeoutMs) {
    this.#current.timedOut = `it took longer than ${timeoutMs / 1000} s and was ended`;
    this.stop();
    this.#current.after(this.#options.graceMs, () => this.kill());
  }

  /** Raises KeyboardInterrupt; a second call soon after ends the run. */
  stop() {
    const current = this.#current;
    if (!current) return;
    const now = performance.now();
    if (now - current.stoppedAt < SECOND_STOP_MS) {
      this.kill();
      return;
    }
    current.stoppedAt = now;
    this.#tell(() => window.harness.stop());
  }

  /** Ends the workers through the engine. If that fails, the page is closed. */
  kill() {
    if (!this.#current) return;
    this.#tell(() => window.harness.kill());
    this.#current.after(this.#options.graceMs, () => this.#abandon());
  }

  sendInput(text) {
    this.#tell((given) => window.harness.input(given), text);
  }

  closeInput() {
    this.#tell(() => window.harness.closeInput());
  }

  /** If the page has closed, `run` has reported it. */
  #tell(action, argument) {
    this.#page?.evaluate(action, argument).catch(() => {});
  }

  /** Closes a page that does not answer; the next run opens another. */
  #abandon() {
    this.#page = undefined;
    this.#current.end({ reason: "killed", status: STATUS.killed, message: "the page did not answer; it was closed" });
  }

  async #reopen() {
    await this.#closeBrowser();
    this.#browser = await launchBrowser(this.#options.browser);
    await this.#openPage();
  }

  async #closeBrowser() {
    const browser = this.#browser;
    this.#browser = undefined;
    if (!browser) return;
    const closed = browser.close().then(
      () => true,
      () => false,
    );
    if (!(await Promise.race([closed, wait(CLOSE_LIMIT_MS)]))) await browser.kill();
  }

  async close() {
    this.#page = undefined;
    await this.#closeBrowser();
    await this.#server?.close();
    this.#server = undefined;
  }
}

/** Encodes files so that both browsers' drivers can transfer them: text unchanged, bytes in base64. */
export function packed(files) {
  const entries = Object.entries(files);
  const isText = ([, content]) => typeof content === "string";
  const toBase64 = ([path, bytes]) => [path, Buffer.from(bytes).toString("base64")];
  return {
    files: Object.fromEntries(entries.filter(isText)),
    base64: Object.fromEntries(entries.filter((entry) => !isText(entry)).map(toBase64)),
  };
}

const firstLine = (error) => String(error?.message ?? error).split("\n", 1)[0];
