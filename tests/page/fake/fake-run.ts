/** One run of the fake engine: does the steps that a program's comments name. */
import type { OutputRecord, Program, Run, RunResult, RunSinks, ThreadEvent } from "../../../www/src/engine/contract";
import { StopLadder } from "../../../www/src/engine/stop-ladder";
import { Summary } from "../../../www/src/engine/summary";

const FLOOD_LINES_A_BATCH = 2_000;
const POUR_CHARACTERS = 64 * 1024;
const WITHOUT_STEPS = [1, 2, 3, 4, 5].map((number) => `out "Thread-${number} (worker)" "Worker\\n"`);

type Ending = Pick<RunResult, "reason" | "status"> & { message?: string };

export class FakeRun implements Run {
  readonly done: Promise<RunResult>;
  readonly #startedAt = performance.now();
  readonly #idents = new Map<string, number>([["MainThread", 1]]);
  readonly #program: Program;
  readonly #source: string;
  readonly #sinks: RunSinks;
  readonly #stopped: Promise<void>;
  readonly #ladder = new StopLadder({
    interrupt: () => {
      if (this.#handles) this.#print("stdout", "MainThread", "handled\n");
      else if (!this.#deaf) this.#onStop();
    },
    isTaken: () => this.#handles,
    kill: (message) => this.#end({ reason: "killed", status: 137, message }),
    goOn: () => this.#sinks.onStopHandled?.(),
  });
  #events = 0;
  readonly #summary = new Summary();
  #stops = 0;
  #deaf = false;
  #handles = false;
  #onStop = () => {};
  #end: (ending: Ending) => void = () => {};
  #onInput: ((text: string | undefined) => void) | undefined;

  constructor(program: Program, sinks: RunSinks, loaded: Promise<void>) {
    this.#program = program;
    const source = program.files[program.main];
    this.#source = typeof source === "string" ? source : "";
    this.#sinks = sinks;
    this.#stopped = new Promise((resolve) => {
      this.#onStop = resolve;
    });
    this.done = new Promise((resolve) => {
      this.#end = (ending) => {
        this.#ladder.clear();
        resolve(this.#result(ending));
      };
    });
    void loaded.then(() => this.#doSteps());
  }

  stop(): void {
    this.#stops++;
    this.#ladder.stop();
  }

  kill(): void {
    this.#ladder.kill();
  }

  sendInput(text: string): void {
    this.#onInput?.(text);
  }

  closeInput(): void {
    this.#onInput?.(undefined);
  }

  async #doSteps(): Promise<void> {
    const found = [...this.#source.matchAll(/^\s*# fake: (.*)$/gm)].map((match) => match[1] ?? "");
    for (const step of found.length > 0 ? found : WITHOUT_STEPS) {
      const ending = await Promise.race([this.#step(step), this.#stopped.then(() => "stopped" as const)]);
      if (ending === "stopped") {
        this.#print("stderr", "MainThread", "KeyboardInterrupt\n");
        return this.#end({ reason: "exited", status: 130 });
      }
      if (ending) return this.#end(ending);
    }
    this.#end({ reason: "exited", status: 0 });
  }

  async #step(step: string): Promise<Ending | undefined> {
    const [, verb, rest] = /^(\S+)\s*(.*)$/.exec(step) ?? [];
    const [thread = "MainThread", text = ""] = (rest?.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? []).map((word) =>
      word.startsWith('"') ? (JSON.parse(word) as string) : word,
    );
    switch (verb) {
      case "out":
      case "err":
        this.#print(verb === "out" ? "stdout" : "stderr", thread, text);
        return undefined;
      case "wait":
        await new Promise((resolve) => setTimeout(resolve, Number(rest)));
        return undefined;
      case "event":
        this.#happen(JSON.parse(rest ?? "") as ThreadEvent);
        return undefined;
      case "deadlock":
        if (this.#program.record) this.#sinks.onDeadlock?.(JSON.parse(rest ?? ""));
        return undefined;
      case "flood":
        return this.#flood(rest ? Number(rest) : Number.POSITIVE_INFINITY);
      case "pour":
        return this.#pour(thread, text);
      case "program":
        this.#print("stdout", "MainThread", `${JSON.stringify(this.#program)}\n`);
        return undefined;
      case "input":
        return this.#echoInput();
      case "deaf":
        this.#deaf = true;
        return new Promise(() => {});
      case "handle":
        this.#handles = true;
        return new Promise(() => {});
      case "hang":
        return new Promise(() => {});
      case "crash":
        return { reason: "crashed", status: 134, message: "A worker ended unexpectedly: unreachable executed." };
      case "exit":
        return { reason: "exited", status: Number(rest) };
      default:
        return { reason: "failed", status: 1, message: `The fake engine has no step “${step}”.` };
    }
  }

  #print(stream: OutputRecord["stream"], threadName: string, text: string): void {
    const ident = this.#idents.get(threadName) ?? this.#idents.size + 1;
    this.#idents.set(threadName, ident);
    this.#sinks.onOutput([{ stream, ident, threadName, text }]);
  }

  #happen(event: ThreadEvent): void {
    if (!this.#program.record) return;
    const events = [{ ...event, order: ++this.#events }];
    this.#summary.add(events);
    this.#sinks.onEvents?.(events);
  }

  /** Prints as fast as the page lets it. */
  async #flood(lines: number): Promise<undefined> {
    let line = 0;
    while (this.#stops === 0 && line < lines) {
      const records: OutputRecord[] = [];
      for (let count = Math.min(FLOOD_LINES_A_BATCH, lines - line); count > 0; count--) {
        const ident = 2 + (line % 4);
        records.push({ stream: "stdout", ident, threadName: `Thread-${ident - 1}`, text: `line ${line++}\n` });
      }
      this.#sinks.onOutput(records);
      await new Promise((resolve) => setTimeout(resolve, 4));
    }
    return undefined;
  }

  /** Prints the text over and over, as fast as the page lets it, in records as large as the engine's turns. */
  async #pour(thread: string, text: string): Promise<undefined> {
    const much = text.repeat(Math.ceil(POUR_CHARACTERS / text.length));
    while (this.#stops === 0) {
      this.#print("stdout", thread, much);
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    return undefined;
  }

  async #echoInput(): Promise<undefined> {
    const answer = new Promise<string | undefined>((resolve) => {
      this.#onInput = resolve;
    });
    this.#sinks.onInputWanted?.("MainThread");
    const text = await answer;
    this.#print("stdout", "MainThread", text === undefined ? "end of file\n" : `got ${JSON.stringify(text)}\n`);
    return undefined;
  }

  #result({ reason, status, message = "" }: Ending): RunResult {
    const durationMs = performance.now() - this.#startedAt;
    const dialect = /^\s*print ["'\w]/m.test(this.#source) ? "python2" : "python3";
    const result = { reason, status, message, durationMs, dialect, threads: this.#idents.size } as const;
    return this.#events === 0 ? result : { ...result, summary: this.#summary.result(0) };
  }
}
