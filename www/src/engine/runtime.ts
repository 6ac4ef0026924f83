/** The real engine: a zygote's image, a process forked ahead of need, and one run at a time. */
import { runtimeUrl } from "../site";
import {
  type Engine,
  EngineError,
  type LoadProgress,
  type Program,
  type Run,
  type RunResult,
  type RunSinks,
  type Translation,
} from "./contract";
import { type Image, loadImage, messageOf } from "./image";
import { Process } from "./process";

export function createEngine(): Engine {
  return new RuntimeEngine();
}

class RuntimeEngine implements Engine {
  readonly #listeners = new Set<(progress: LoadProgress) => void>();
  #progress: LoadProgress | undefined;
  #image: Promise<Image> | undefined;
  /** The process that the next run or translation gets. */
  #next: Promise<Process> | undefined;
  #current: Run | undefined;
  #isDisposed = false;

  async load(onProgress?: (progress: LoadProgress) => void): Promise<void> {
    if (onProgress) {
      this.#listeners.add(onProgress);
      if (this.#progress) onProgress(this.#progress);
    }
    try {
      await this.#fork();
    } finally {
      if (onProgress) this.#listeners.delete(onProgress);
    }
  }

  run(program: Program, sinks: RunSinks): Run {
    if (this.#current) throw new Error("a program is running already");
    const wasAhead = this.#next !== undefined;
    const process = this.#take();
    // What went wrong with a process made ahead of need may be over by now.
    const coming = wasAhead ? process.catch(() => this.#take()) : process;
    const run = new PendingRun(coming, program, sinks);
    this.#current = run;
    run.done.then(() => {
      this.#current = undefined;
      // Ahead of the next run, and not during this one, whose timing is the program's own.
      if (!this.#isDisposed) this.#fork().catch(() => {});
    });
    return run;
  }

  async translate(source: string): Promise<Translation> {
    const coming = this.#fork();
    const process = await coming;
    try {
      return await process.translate(source);
    } catch (error) {
      // What a source made trap runs nothing any more; a run that has taken it meanwhile finds out by itself.
      if (this.#next === coming) {
        this.#next = undefined;
        process.dispose();
      }
      throw error;
    }
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#current?.kill();
    this.#next?.then(
      (process) => process.dispose(),
      () => {},
    );
    this.#next = undefined;
    this.#image = undefined;
  }

  /** The process made ahead, which stays there. */
  #fork(): Promise<Process> {
    this.#image ??= loadImage(runtimeUrl, (progress) => this.#report(progress));
    this.#next ??= this.#image
      .then((image) => Process.fork(image))
      .then(
        (process) => {
          if (this.#progress) this.#report({ ...this.#progress, stage: "ready" });
          return process;
        },
        (error) => {
          // The next call tries again from the start.
          this.#image = undefined;
          this.#next = undefined;
          throw error instanceof EngineError ? error : new EngineError("worker", messageOf(error));
        },
      );
    return this.#next;
  }

  /** The process made ahead, for whoever asked first. */
  #take(): Promise<Process> {
    const process = this.#fork();
    this.#next = undefined;
    return process;
  }

  #report(progress: LoadProgress): void {
    this.#progress = progress;
    for (const listener of this.#listeners) listener(progress);
  }
}

/** A run that may still wait for its process. */
class PendingRun implements Run {
  readonly done: Promise<RunResult>;
  #process: Process | undefined;
  /** What was asked for before there was a process. */
  #early: ((process: Process) => void)[] = [];
  #isStopped = false;

  constructor(coming: Promise<Process>, program: Program, sinks: RunSinks) {
    const startedMs = performance.now();
    const unstarted = (reason: "failed" | "killed", message: string): RunResult => ({
      reason,
      status: reason === "killed" ? 137 : 1,
      message,
      durationMs: performance.now() - startedMs,
      dialect: "python3",
      threads: 0,
    });
    this.done = coming.then(
      (process) => {
        if (this.#isStopped) {
          process.dispose();
          return unstarted("killed", "Stopped before the program began.");
        }
        this.#process = process;
        process.run(program, sinks, startedMs);
        for (const act of this.#early) act(process);
        return process.done;
      },
      (error) => unstarted("failed", messageOf(error)),
    );
  }

  stop(): void {
    this.#isStopped = true;
    this.#process?.stop();
  }

  kill(): void {
    this.#isStopped = true;
    this.#process?.kill();
  }

  sendInput(text: string): void {
    this.#soon((process) => process.sendInput(text));
  }

  closeInput(): void {
    this.#soon((process) => process.closeInput());
  }

  #soon(act: (process: Process) => void): void {
    if (this.#process) act(this.#process);
    else this.#early.push(act);
  }
}
