/**
 * The page behind the command line: `scripts/lib/runner.mjs` opens it in a headless browser, calls `window.harness`, and
 * hears of output through `harnessEmit`, which it puts there.
 */
import {
  type Engine,
  EngineError,
  type OutputRecord,
  type Program,
  type Run,
  type RunResult,
} from "../engine/contract";
import { createEngine } from "../engine/runtime";

/** What the driver is told while a program runs, as JSON. */
interface Message {
  records?: OutputRecord[];
  inputWanted?: boolean;
}

interface LoadResult {
  /** Milliseconds for fetching, compiling and booting. */
  ms: number;
  error?: { code: string; message: string };
}

declare global {
  interface Window {
    harness: Harness;
    harnessEmit?: (message: string) => Promise<void>;
  }
}

/** Sends messages one at a time: what comes meanwhile goes together with the next. */
class Outbox {
  #records: OutputRecord[] = [];
  #inputWanted = false;
  #sending: Promise<void> | undefined;

  /** Settles when the driver has what was added, so that a flood waits for it. */
  async add({ records = [], inputWanted = false }: Message): Promise<void> {
    for (const record of records) this.#records.push(record);
    this.#inputWanted ||= inputWanted;
    this.#sending ??= this.#send();
    await this.#sending;
  }

  /** Settles when everything has reached the driver. */
  async empty(): Promise<void> {
    await this.#sending;
  }

  async #send(): Promise<void> {
    while (this.#records.length > 0 || this.#inputWanted) {
      const message: Message = { records: this.#records, inputWanted: this.#inputWanted };
      this.#records = [];
      this.#inputWanted = false;
      await window.harnessEmit?.(JSON.stringify(message));
    }
    this.#sending = undefined;
  }
}

class Harness {
  readonly #engine: Engine = createEngine();
  #run: Run | undefined;

  async load(): Promise<LoadResult> {
    const startedAt = performance.now();
    try {
      await this.#engine.load();
      return { ms: performance.now() - startedAt };
    } catch (error) {
      const code = error instanceof EngineError ? error.code : "unknown";
      const message = error instanceof Error ? error.message : String(error);
      return { ms: performance.now() - startedAt, error: { code, message } };
    }
  }

  async run(program: Program): Promise<RunResult> {
    const outbox = new Outbox();
    this.#run = this.#engine.run(program, {
      onOutput: (records) => outbox.add({ records }),
      onInputWanted: () => void outbox.add({ inputWanted: true }),
    });
    const result = await this.#run.done;
    this.#run = undefined;
    await outbox.empty();
    return result;
  }

  stop(): void {
    this.#run?.stop();
  }

  input(text: string): void {
    this.#run?.sendInput(text);
  }

  closeInput(): void {
    this.#run?.closeInput();
  }
}

window.harness = new Harness();
