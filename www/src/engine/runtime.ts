/** The real engine: the zygote's image, a process that is created in advance, one run at a time, and answers. */
import { runtimeUrl } from "../site";
import { Answerer } from "./answerer";
import {
  type Engine,
  EngineError,
  type LoadProgress,
  type Program,
  type Questions,
  type Run,
  type RunResult,
  type RunSinks,
  type Translation,
} from "./contract";
import { type Image, loadImage, messageOf } from "./image";
import { STATUS } from "./layout";
import { Process } from "./process";

export function createEngine(): RuntimeEngine {
  return new RuntimeEngine();
}

export class RuntimeEngine implements Engine {
  readonly #listeners = new Set<(progress: LoadProgress) => void>();
  #progress: LoadProgress | undefined;
  #image: Promise<Image> | undefined;
  /** The process for the next run or translation. */
  #next: Promise<Process> | undefined;
  #current: Run | undefined;
  readonly answerer = new Answerer(() => this.#loadImage());
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
    // If creating the process in advance failed, a new attempt may succeed.
    const coming = wasAhead ? process.catch(() => this.#take()) : process;
    const run = new PendingRun(coming, program, sinks);
    this.#current = run;
    run.done.then(() => {
      this.#current = undefined;
      // The next process is created after this run, so that it does not disturb the program's timing.
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
      // A process in which a source caused a trap must not run again. A run that has already taken it fails by itself.
      if (this.#next === coming) {
        this.#next = undefined;
        process.dispose();
      }
      throw error;
    }
  }

  async ask<Kind extends keyof Questions>(
    kind: Kind,
    asked: Questions[Kind]["asked"],
  ): Promise<Questions[Kind]["answer"]> {
    // The timing of a program that runs is its own.
    while (this.#current) await this.#current.done;
    if (this.#isDisposed) throw new Error("the engine has been disposed of");
    return JSON.parse(await this.answerer.ask(kind, JSON.stringify(asked)));
  }

  dispose(): void {
    this.#isDisposed = true;
    this.answerer.dispose();
    this.#current?.kill();
    this.#next?.then(
      (process) => process.dispose(),
      () => {},
    );
    this.#next = undefined;
    this.#image = undefined;
  }

  #loadImage(): Promise<Image> {
    this.#image ??= loadImage(runtimeUrl, (progress) => this.#report(progress));
    return this.#image;
  }

  /** Returns the process that is created in advance, and keeps it. */
  #fork(): Promise<Process> {
    this.#next ??= this.#loadImage()
      .then((image) => Process.fork(image))
      .then(
        (process) => {
          if (this.#progress) this.#report({ ...this.#progress, stage: "ready" });
          return process;
        },
        (error) => {
          // The next call starts again from the beginning.
          this.#image = undefined;
          this.#next = undefined;
          throw error instanceof EngineError ? error : new EngineError("worker", messageOf(error));
        },
      );
    return this.#next;
  }

  /** Returns the process that is created in advance, and removes it. */
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
  /** The calls that were made before the process existed. */
  #early: ((process: Process) => void)[] = [];
  #isStopped = false;

  constructor(coming: Promise<Process>, program: Program, sinks: RunSinks) {
    const startedMs = performance.now();
    const unstarted = (reason: "failed" | "killed", message: string): RunResult => ({
      reason,
      status: reason === "killed" ? STATUS.killed : 1,
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
