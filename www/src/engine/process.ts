/** One process: a copy of the image's memory, the workers on it, and at most one program. */
import { ThreadHost } from "../../../crate/threading/js/host.js";
import type { DeadlockReport, EndReason, Program, Run, RunResult, RunSinks, Translation } from "./contract";
import { EventReader } from "./events";
import { type Image, messageOf } from "./image";
import { type Addresses, REPORT, SIGNAL_PENDING, STATUS } from "./layout";
import { InputWriter, OutputReader } from "./rings";
import { GRACE_MS, StopLadder } from "./stop-ladder";
import { Summary } from "./summary";
import { translationOf } from "./translation";

/** The number of workers that are started in advance, so that a program's first threads start fast. */
const SPARE_WORKERS = 3;
/** The number of bytes of output that are passed on in one turn of the page's event loop. */
const TURN_BYTES = 64 * 1024;

/** How often the rings of a recorded program are read, in milliseconds. The rings must hold the events of this time. */
const RECORD_INTERVAL_MS = 50;

type Main = Awaited<ReturnType<ThreadHost["start"]>>;

export class Process implements Run {
  readonly #host: ThreadHost;
  readonly done: Promise<RunResult>;
  readonly #finish: (result: RunResult) => void;
  #main: Main | undefined;
  #addresses: Addresses | undefined;
  #output: OutputReader | undefined;
  #input: InputWriter | undefined;
  #sinks: RunSinks | undefined;
  #events: EventReader | undefined;
  #recording: ReturnType<typeof setInterval> | undefined;
  readonly #summary = new Summary();
  #startedMs = 0;
  #isOver = false;
  /** Whether the sink is handling a batch. */
  #isPumping = false;
  readonly #stops = new StopLadder({
    interrupt: () => this.#interrupt(),
    isTaken: () => this.#isInterruptTaken(),
    kill: (message) => this.#end("killed", STATUS.killed, message),
    goOn: () => this.#sinks?.onStopHandled?.(),
  });
  #channel = new MessageChannel();

  private constructor(image: Image, spareWorkers: number) {
    let finish: (result: RunResult) => void = () => {};
    this.done = new Promise((resolve) => {
      finish = resolve;
    });
    this.#finish = finish;
    this.#host = new ThreadHost({
      ...image.options,
      spareWorkers,
      onMessage: (message) => this.#onMessage(message),
      onCrash: ({ role, phase, message }) => {
        // If a thread's worker did not start, the program gets the error "can't start new thread".
        if (role !== "main" && phase === "start") return;
        this.#end("crashed", STATUS.crashed, fatal(message));
      },
    });
    this.#channel.port1.onmessage = () => this.#pumpOutput();
  }

  /** Creates a process that is ready to run: its memory is copied and its main worker has started. */
  static async fork(image: Image, { spareWorkers = SPARE_WORKERS } = {}): Promise<Process> {
    const process = new Process(image, spareWorkers);
    try {
      process.#main = await process.#host.start({ copyFrom: image.memory });
      const addresses = (await process.#main.call("playground_restore")) as Addresses;
      process.#addresses = addresses;
      const { memory } = process.#main;
      process.#output = new OutputReader(memory, addresses.output);
      process.#input = new InputWriter(memory, addresses.input);
      return process;
    } catch (error) {
      process.dispose();
      throw error;
    }
  }

  /** Runs the process's only program. */
  run(program: Program, sinks: RunSinks, startedMs: number): void {
    const main = this.#main;
    if (!main) throw new Error("the process has not been forked");
    this.#sinks = sinks;
    this.#startedMs = startedMs;
    if (program.stdin !== undefined) {
      this.#input?.write(toBytes(program.stdin));
      this.#input?.close();
    }
    if (program.record && this.#addresses) {
      this.#events = new EventReader(main.memory, this.#addresses.labels);
      this.#recording = setInterval(() => this.#drainEvents(), RECORD_INTERVAL_MS);
    }
    const names = Object.keys(program.files);
    const contents = Object.values(program.files).map(toBytes);
    const loaded = main.call(
      "playground_load",
      program.main,
      names,
      contents,
      program.argv ?? [],
      program.dialect ?? "auto",
      program.gil ?? false,
      program.record ?? false,
    );
    const ended = loaded.then(() => main.callSuspendable("playground_execute"));
    ended.then(
      (status) => this.#end("exited", Number(status), ""),
      (error) => this.#end("crashed", STATUS.crashed, fatal(messageOf(error))),
    );
  }

  async translate(source: string): Promise<Translation> {
    return translationOf((await this.#main?.call("playground_translate", source)) as string[]);
  }

  /** Answers a question about source, in a process that runs no program. Questions and answers are JSON. */
  async answer(kind: string, asked: string): Promise<string> {
    const main = this.#main;
    if (!main) throw new Error("the process has not been forked");
    await main.call("playground_ask", kind, asked);
    await main.callSuspendable("playground_answer");
    // What a module printed when it was imported is nobody's output, and must not fill the ring.
    this.#output?.takeRest();
    return String(await main.call("playground_take_answer"));
  }

  /** The size of its memory. */
  get memoryBytes(): number {
    return this.#host.memory?.buffer.byteLength ?? 0;
  }

  stop(): void {
    if (!this.#isOver) this.#stops.stop();
  }

  kill(): void {
    if (!this.#isOver) this.#stops.kill();
  }

  sendInput(text: string): void {
    this.#input?.write(new TextEncoder().encode(text));
  }

  closeInput(): void {
    this.#input?.close();
  }

  /** Ends the workers of a process that runs no program. */
  dispose(): void {
    this.#isOver = true;
    this.#host.terminate();
    this.#channel.port1.close();
  }

  /** Delivers Ctrl-C like an operating system: sets the signal's trigger and the eval breaker, and wakes the main thread. */
  #interrupt(): void {
    const { memory } = this.#host;
    if (!memory || !this.#addresses) return;
    const bytes = new Uint8Array(memory.buffer);
    Atomics.store(bytes, this.#addresses.trigger, 1);
    Atomics.or(bytes, this.#addresses.breaker, SIGNAL_PENDING);
    this.#host.interrupt({ giveUpMs: GRACE_MS });
  }

  /** The interpreter resets the trigger when it calls the signal's handler. */
  #isInterruptTaken(): boolean {
    const { memory } = this.#host;
    if (!memory || !this.#addresses) return false;
    return Atomics.load(new Uint8Array(memory.buffer), this.#addresses.trigger) === 0;
  }

  #onMessage(message: unknown): void {
    const { wt, name, value } = message as { wt?: string; name?: string; value?: unknown };
    if (wt !== "event" || this.#isOver) return;
    if (name === "output") this.#pumpOutput();
    else if (name === "exit") this.#end("exited", Number(value ?? 0) & 0xff, "");
    else if (name === "deadlock") this.#tellDeadlock(String(value));
    else if (name === "input") {
      this.#input?.pump();
      if (this.#input?.isDry) this.#sinks?.onInputWanted?.(String(value));
    }
  }

  /** Passes output on, a limited amount in each turn, until there is none; then requests a message for the next record. */
  async #pumpOutput(): Promise<void> {
    if (this.#isOver || this.#isPumping || !this.#output) return;
    const records = this.#output.take(TURN_BYTES);
    if (records.length > 0) {
      this.#isPumping = true;
      try {
        await this.#sinks?.onOutput(records);
      } catch (error) {
        // An error of the sink. The program and the rest of its output continue.
        reportError(error);
      }
      this.#isPumping = false;
      if (this.#isOver) return;
    }
    if (records.length > 0 || !this.#output.arm()) this.#channel.port2.postMessage(0);
  }

  #drainEvents(): void {
    const events = this.#events?.take() ?? [];
    if (events.length === 0) return;
    this.#summary.add(events);
    try {
      this.#sinks?.onEvents?.(events);
    } catch (error) {
      reportError(error);
    }
  }

  #tellDeadlock(report: string): void {
    // Output that was printed before must be shown before.
    void this.#pumpOutput();
    this.#drainEvents();
    this.#sinks?.onDeadlock?.(JSON.parse(report) as DeadlockReport);
  }

  #end(reason: EndReason, status: number, message: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stops.clear();
    const [threads, dialect] = this.#report();
    // The workers end first, because a thread that still prints would fill the ring as fast as it is read.
    clearInterval(this.#recording);
    this.#host.terminate();
    this.#drainEvents();
    const rest = this.#output?.takeRest() ?? [];
    if (rest.length > 0) this.#sinks?.onOutput(rest);
    this.#channel.port1.close();
    this.#finish({
      reason,
      status,
      message,
      durationMs: performance.now() - this.#startedMs,
      dialect: dialect === 2 ? "python2" : "python3",
      threads,
      ...(this.#events && { summary: this.#summary.result(this.#events.lost) }),
    });
  }

  /** Returns the number of threads that have run, and the main file's dialect. */
  #report(): [number, number] {
    const { memory } = this.#host;
    if (!memory || !this.#addresses) return [1, 3];
    const words = new Uint32Array(memory.buffer);
    const at = this.#addresses.report / 4;
    return [1 + Atomics.load(words, at + REPORT.threads), Atomics.load(words, at + REPORT.dialect)];
  }
}

function toBytes(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}

/** Describes a trap in terms that a reader of Python knows. */
function fatal(message: string): string {
  if (/call stack|too much recursion|stack overflow/i.test(message)) {
    return "Fatal Python error: stack overflow. The program recursed deeper than the browser's stack allows.";
  }
  return `Fatal Python error: the interpreter stopped (${message}).`;
}
