/**
 * The page behind the command line. `scripts/lib/runner.mjs` opens it in a headless browser, calls `window.harness`, and
 * defines `harnessEmit`, through which the page sends output.
 */
import {
  type DeadlockReport,
  EngineError,
  type OutputRecord,
  type Program,
  type Questions,
  type Run,
  type RunResult,
  type ThreadEvent,
} from "../engine/contract";
import { createEngine } from "../engine/runtime";
import { LockOrder } from "../problems/lock-order";
import { type Problem, stillRunning } from "../problems/problems";

/** A message to the driver while a program runs, as JSON. */
interface Message {
  records?: OutputRecord[];
  /** The names of the threads that began to wait for input. */
  inputWanted?: string[];
  /** How many Stops the program has handled. */
  stopsHandled?: number;
  events?: ThreadEvent[];
  deadlocks?: DeadlockReport[];
}

/** A program in the form in which the driver can send it. */
interface PackedProgram extends Program {
  /** Binary files, by path. */
  base64: Record<string, string>;
}

/** A result with what the page's Problems panel notes of a recorded run that has ended. */
interface NotedResult extends RunResult {
  notes: Problem[];
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

/** Sends messages one at a time. Data that arrives meanwhile is combined in the next message. */
class Outbox {
  #next: Message = {};
  #sending: Promise<void> | undefined;

  /** Resolves when the driver has received the added data, so that a flood of output waits. */
  async add(message: Message): Promise<void> {
    const next = this.#next;
    for (const key of ["records", "inputWanted", "events", "deadlocks"] as const) {
      const added: unknown[] = message[key] ?? [];
      if (added.length === 0) continue;
      next[key] ??= [];
      const list: unknown[] = next[key];
      for (const one of added) list.push(one);
    }
    if (message.stopsHandled) next.stopsHandled = (next.stopsHandled ?? 0) + message.stopsHandled;
    this.#sending ??= this.#send();
    await this.#sending;
  }

  /** Resolves when the driver has received everything. */
  async empty(): Promise<void> {
    await this.#sending;
  }

  async #send(): Promise<void> {
    while (Object.keys(this.#next).length > 0) {
      const message = this.#next;
      this.#next = {};
      await window.harnessEmit?.(JSON.stringify(message));
    }
    this.#sending = undefined;
  }
}

class Harness {
  readonly #engine = createEngine();
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

  async run({ base64, ...program }: PackedProgram): Promise<NotedResult> {
    const outbox = new Outbox();
    const order = new LockOrder();
    const decode = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const bytes = Object.entries(base64).map(([path, text]) => [path, decode(text)]);
    program.files = { ...program.files, ...Object.fromEntries(bytes) };
    this.#run = this.#engine.run(program, {
      onOutput: (records) => outbox.add({ records }),
      onInputWanted: (threadName) => void outbox.add({ inputWanted: [threadName] }),
      onStopHandled: () => void outbox.add({ stopsHandled: 1 }),
      onEvents(events) {
        order.add(events);
        void outbox.add({ events });
      },
      onDeadlock: (report) => void outbox.add({ deadlocks: [report] }),
    });
    const result = await this.#run.done;
    this.#run = undefined;
    await outbox.empty();
    return { ...result, notes: [...order.problems(result), ...stillRunning(result)] };
  }

  /** Of the engine's questions; with the size of the answering process's memory. */
  async ask<Kind extends keyof Questions>(kind: Kind, asked: Questions[Kind]["asked"]) {
    const answer = await this.#engine.ask(kind, asked);
    return { answer, memoryBytes: await this.#engine.answerer.memoryBytes() };
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
