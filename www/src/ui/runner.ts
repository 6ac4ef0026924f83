/**
 * Loads the engine and runs one program at a time: the page's state, without its elements.
 * Run while the runtime loads waits for it; a failed load is tried again with a new engine.
 */
import {
  type DeadlockReport,
  type Engine,
  EngineError,
  type IsolationProblem,
  type LoadProgress,
  type OutputRecord,
  type Program,
  type Questions,
  type Run,
  type RunResult,
  type ThreadEvent,
  type Translation,
} from "../engine/contract";

export type RunnerState =
  | { kind: "loading"; progress: LoadProgress; queued: boolean }
  | { kind: "unavailable"; problem: IsolationProblem }
  | { kind: "failed"; message: string }
  | { kind: "idle" }
  /** `hasHandledStop`: it took KeyboardInterrupt and went on. `isDeadlocked`: no thread can go on by itself. */
  | { kind: "running"; startedAt: number; hasHandledStop?: boolean; isDeadlocked?: boolean }
  | { kind: "stopping"; startedAt: number }
  | { kind: "exited"; result: RunResult };

export interface RunnerListener {
  onState(state: RunnerState): void;
  onOutput(records: OutputRecord[]): void;
  onInputWanted(threadName: string): void;
  /** What the threads of a recorded program did. */
  onEvents?(events: ThreadEvent[]): void;
  /** No thread can go on any more; the same in words is output as well. */
  onDeadlock?(report: DeadlockReport): void;
}

const NOTHING_YET: LoadProgress = { stage: "download", receivedBytes: 0, totalBytes: 0 };

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Threads that take turns use one core between them. To the record a thread that waits for its turn is one that runs. */
function withOneCore(result: RunResult): RunResult {
  if (!result.summary) return result;
  return { ...result, summary: { ...result.summary, coresUsed: Math.min(1, result.summary.coresUsed) } };
}

export class Runner {
  state: RunnerState = { kind: "loading", progress: NOTHING_YET, queued: false };
  #engine: Engine | undefined;
  #run: Run | undefined;
  #queued: Program | undefined;
  #loading: Promise<void> | undefined;
  #isDisposed = false;

  constructor(
    readonly createEngine: () => Engine,
    readonly listener: RunnerListener,
  ) {}

  /** Also after a failure, with a new engine. */
  load(): Promise<void> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  unavailable(problem: IsolationProblem): void {
    this.#set({ kind: "unavailable", problem });
  }

  run(program: Program): void {
    switch (this.state.kind) {
      case "idle":
      case "exited":
        this.#start(program);
        return;
      case "failed":
        this.#queued = program;
        void this.load();
        return;
      case "loading":
        this.#queued = program;
        this.#set({ ...this.state, queued: true });
        return;
      case "running":
      case "stopping":
      case "unavailable":
        return;
    }
  }

  stop(): void {
    if (this.state.kind === "loading") {
      this.#queued = undefined;
      this.#set({ ...this.state, queued: false });
      return;
    }
    if (this.state.kind === "running") this.#set({ kind: "stopping", startedAt: this.state.startedAt });
    this.#run?.stop();
  }

  /** Ends what runs, without KeyboardInterrupt; also a run that waits for the runtime. */
  kill(): void {
    if (this.state.kind === "loading") this.stop();
    else this.#run?.kill();
  }

  sendInput(text: string): void {
    this.#run?.sendInput(text);
  }

  closeInput(): void {
    this.#run?.closeInput();
  }

  /** Ends what runs, and the engine's workers. Nothing is told after that. */
  dispose(): void {
    this.#isDisposed = true;
    this.#queued = undefined;
    this.#engine?.dispose();
    this.#engine = undefined;
  }

  async translate(source: string): Promise<Translation> {
    if (this.state.kind === "unavailable") throw new Error("it needs the runtime, which cannot start here.");
    await this.load();
    if (this.state.kind === "failed") throw new Error(this.state.message);
    if (!this.#engine) throw new Error("the runtime is not loaded.");
    return this.#engine.translate(source);
  }

  /** Asks about source. Does not load the runtime for it: what is asked can be asked again. */
  async ask<Kind extends keyof Questions>(
    kind: Kind,
    asked: Questions[Kind]["asked"],
  ): Promise<Questions[Kind]["answer"]> {
    const { kind: state } = this.state;
    if (!this.#engine || state === "loading" || state === "failed" || state === "unavailable") {
      throw new Error("the runtime is not loaded.");
    }
    return this.#engine.ask(kind, asked);
  }

  async #load(): Promise<void> {
    this.#set({ kind: "loading", progress: NOTHING_YET, queued: this.#queued !== undefined });
    try {
      this.#engine?.dispose();
      this.#engine = this.createEngine();
      await this.#engine.load((progress) => {
        if (this.state.kind === "loading") this.#set({ ...this.state, progress });
      });
    } catch (error) {
      this.#loading = undefined;
      this.#queued = undefined;
      if (error instanceof EngineError && error.problem) this.unavailable(error.problem);
      else this.#set({ kind: "failed", message: messageOf(error) });
      return;
    }
    this.#set({ kind: "idle" });
    const queued = this.#queued;
    this.#queued = undefined;
    if (queued) this.#start(queued);
  }

  #start(program: Program): void {
    const startedAt = performance.now();
    let over = false;
    const whileRunning = (act: () => void) => {
      if (!over) act();
    };
    this.#set({ kind: "running", startedAt });
    try {
      if (!this.#engine) throw new Error("the runtime is not loaded");
      this.#run = this.#engine.run(program, {
        onOutput: (records) => whileRunning(() => this.listener.onOutput(records)),
        onInputWanted: (threadName) => whileRunning(() => this.listener.onInputWanted(threadName)),
        onEvents: (events) => whileRunning(() => this.listener.onEvents?.(events)),
        onDeadlock: (report) =>
          whileRunning(() => {
            const { text } = report;
            this.listener.onOutput([{ stream: "stderr", ident: 0, threadName: "explanation", text }]);
            this.listener.onDeadlock?.(report);
            if (this.state.kind === "running") this.#set({ kind: "running", startedAt, isDeadlocked: true });
          }),
        onStopHandled: () => whileRunning(() => this.#set({ kind: "running", startedAt, hasHandledStop: true })),
      });
    } catch (error) {
      this.#fail(error, startedAt);
      return;
    }
    void this.#run.done.then(
      (result) => {
        over = true;
        this.#run = undefined;
        this.#set({ kind: "exited", result: program.gil ? withOneCore(result) : result });
      },
      (error: unknown) => {
        over = true;
        this.#fail(error, startedAt);
      },
    );
  }

  /** The contract says that a run neither throws here nor rejects; the page must not hang where it does. */
  #fail(error: unknown, startedAt: number): void {
    this.#run = undefined;
    const durationMs = performance.now() - startedAt;
    const message = messageOf(error);
    const result: RunResult = { reason: "failed", status: 1, message, durationMs, dialect: "python3", threads: 0 };
    this.#set({ kind: "exited", result });
  }

  #set(state: RunnerState): void {
    this.state = state;
    if (!this.#isDisposed) this.listener.onState(state);
  }
}
