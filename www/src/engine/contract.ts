/**
 * The one contract between whatever shows a program (page, element, command line harness) and whatever runs it.
 * Pages are tested against a fake engine that keeps it; the real one is `runtime.ts`.
 */

/** A program: its files, which of them is `__main__`, and how it is started. */
export interface Program {
  /**
   * Text or bytes by path. Relative paths, such as `threading_simple.py`, start from the program's working directory; with
   * an absolute one a file is put anywhere in its tree.
   */
  files: Record<string, string | Uint8Array>;
  /** The file that runs as `__main__`; also its name in tracebacks. */
  main: string;
  /** `sys.argv[1:]`. */
  argv?: string[];
  /** Whole standard input known beforehand; without it the program reads what `sendInput` gives. */
  stdin?: string | Uint8Array;
  /** Default `auto`: Python 2 where the source shows it. */
  dialect?: "auto" | "python2" | "python3";
  /** Whether its threads take turns under a global lock, as in most readers' Python; without it they run at once. */
  gil?: boolean;
}

/** One write of one thread, never torn by another thread's. */
export interface OutputRecord {
  stream: "stdout" | "stderr";
  /** `threading.get_ident()` of the writer. */
  ident: number;
  /** The writing thread's name as Python has it. */
  threadName: string;
  text: string;
}

/** Why a run is over. */
export type EndReason =
  /** The main thread ended, other threads were joined. */
  | "exited"
  /** The workers were ended: by a second Stop, since no first one was taken, or by `kill`. */
  | "killed"
  /** The WebAssembly program trapped or a worker died: `message` says what. */
  | "crashed"
  /** The run never started: `message` says why. */
  | "failed";

export interface RunResult {
  reason: EndReason;
  /** Exit status as CPython's: 0, 1, `sys.exit(n)`, 130 after KeyboardInterrupt; 137 when killed, 134 when crashed. */
  status: number;
  /** One sentence for people; empty after a plain exit. */
  message: string;
  /** From the call of `run` to the end, in milliseconds. */
  durationMs: number;
  /** The dialect the main file was run in. */
  dialect: "python2" | "python3";
  /** How many threads the program started, the main thread included. */
  threads: number;
}

export interface RunSinks {
  /**
   * Called in print order, in batches, on the page's own thread. Who returns a promise gets no more until it settles: the
   * ring fills meanwhile, and the program waits.
   */
  onOutput(records: OutputRecord[]): void | Promise<void>;
  /** The thread of this name began to wait for standard input. */
  onInputWanted?(threadName: string): void;
  /** The program has handled the last Stop and goes on: the next is a first one again. */
  onStopHandled?(): void;
}

export interface Run {
  /** Settles exactly once and never rejects. */
  readonly done: Promise<RunResult>;
  /**
   * KeyboardInterrupt in the main thread; a second call within 5 seconds ends the workers at once. The whole rule is at
   * `stop-ladder.ts`.
   */
  stop(): void;
  /** Ends the workers at once. */
  kill(): void;
  /** Text for `sys.stdin`. */
  sendInput(text: string): void;
  /** End of file on `sys.stdin`. */
  closeInput(): void;
}

export interface LoadProgress {
  stage: "download" | "compile" | "boot" | "ready";
  /** Bytes of the runtime received so far, and in all (0 where the server did not say). */
  receivedBytes: number;
  totalBytes: number;
}

/** Something in a Python 2 program that does not do what Python 2 does. */
export interface TranslationNote {
  /** From 1; the same in the program and in its translation. */
  line: number;
  /** A sentence. Code in it is between backticks. */
  text: string;
}

export interface Translation {
  dialect: "python2" | "python3";
  /** The source as Python 3; the same text where it was Python 3 already. */
  source: string;
  /** What stays Python 3 in it although it is Python 2, by line. */
  notes: readonly TranslationNote[];
}

/** What keeps a page from running threads, for the message that names the header. */
export interface IsolationProblem {
  code: "no-shared-memory" | "no-webassembly-threads" | "insecure-context";
  /** The response headers that are missing or wrong, as `Name: value` that should be there. */
  missingHeaders: string[];
  message: string;
}

export interface Engine {
  /** Fetches, compiles and boots the runtime once; later calls give the same promise. Rejects with `EngineError`. */
  load(onProgress?: (progress: LoadProgress) => void): Promise<void>;
  /** Loads first where that has not happened. One run at a time for each engine: a second call while one runs throws. */
  run(program: Program, sinks: RunSinks): Run;
  translate(source: string): Promise<Translation>;
  dispose(): void;
}

/** Codes are stable; texts are not. */
export class EngineError extends Error {
  constructor(
    readonly code: "isolation" | "download" | "compile" | "boot" | "worker",
    message: string,
    readonly problem?: IsolationProblem,
  ) {
    super(message);
    this.name = "EngineError";
  }
}
