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
  /** Names of the threads that began to wait for input. */
  inputWanted?: string[];
  /** How many Stops the program has handled and gone on from. */
  stopsHandled?: number;
}

/** A program as the driver can send it. */
interface PackedProgram extends Program {
  /** Files that are not text, by path. */
  base64: Record<string, string>;
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
  #inputWanted: string[] = [];
  #stopsHandled = 0;
  #sending: Promise<void> | undefined;

  /** Settles when the driver has what was added, so that a flood waits for it. */
  async add({ records = [], inputWanted = [], stopsHandled = 0 }: Message): Promise<void> {
    for (const record of records) this.#records.push(record);
    this.#inputWanted.push(...inputWanted);
    this.#stopsHandled += stopsHandled;
    this.#sending ??= this.#send();
    await this.#sending;
  }

  /** Settles when everything has reached the driver. */
  async empty(): Promise<void> {
    await this.#sending;
  }

  async #send(): Promise<void> {
    while (this.#records.length > 0 || this.#inputWanted.length > 0 || this.#stopsHandled > 0) {
      const message: Message = {
        records: this.#records,
        inputWanted: this.#inputWanted,
        stopsHandled: this.#stopsHandled,
      };
      this.#stopsHandled = 0;
      this.#records = [];
      this.#inputWanted = [];
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

  async run({ base64, ...program }: PackedProgram): Promise<RunResult> {
    const outbox = new Outbox();
    const decode = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const bytes = Object.entries(base64).map(([path, text]) => [path, decode(text)]);
    program.files = { ...program.files, ...Object.fromEntries(bytes) };
    this.#run = this.#engine.run(program, {
      onOutput: (records) => outbox.add({ records }),
      onInputWanted: (threadName) => void outbox.add({ inputWanted: [threadName] }),
      onStopHandled: () => void outbox.add({ stopsHandled: 1 }),
    });
    const result = await this.#run.done;
    this.#run = undefined;
    await outbox.empty();
    return result;
  }

  stop(): void {
    this.#run?.stop();
  }

  kill(): void {
    this.#run?.kill();
  }

  input(text: string): void {
    this.#run?.sendInput(text);
  }

  closeInput(): void {
    this.#run?.closeInput();
  }
}

window.harness = new Harness();
