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
  /** Whether what its threads do is recorded: `onEvents` hears of it, and the result has a `summary`. */
  record?: boolean;
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

/** What a thread did, or what happened to it. */
export type EventKind =
  /** It started the thread `subject`. */
  | "started"
  /** It runs. */
  | "began"
  /** Its name is `what`. */
  | "named"
  /** It waits. Until `resumed` it has no other event. */
  | "blocked"
  /** Its wait is over. */
  | "resumed"
  /** It has the lock, or the permit. */
  | "acquired"
  /** It gave up the lock, or the permit. */
  | "released"
  | "ended"
  /** It wrote the output record `subject`, counted in print order from 1; the last one, of several. */
  | "wrote";

/** What kind of thing a thread waits for. Conditions, events, barriers, `queue.Queue` and the rest are Python code over locks: see `what`. */
export type WaitKind = "lock" | "rlock" | "semaphore" | "queue" | "thread" | "sleep" | "input";

/** One event of one thread, as the process recorded it. */
export interface ThreadEvent {
  kind: EventKind;
  /** The thread that it is about, by its number: 1 is the main thread, the others in the order in which they were started. */
  thread: number;
  /** Milliseconds since the program began. */
  atMs: number;
  /** One number for each event of a run: of two that seem to be at the same time, the smaller was first. */
  order: number;
  /** Which lock, semaphore or queue, by a number of its own; which thread, where one is started or joined; which output record. */
  subject?: number;
  /** Where in the program's own code. */
  file?: string;
  line?: number;
  /** Of `blocked` and `resumed`. */
  wait?: WaitKind;
  /** Whether the wait ends by itself, as one with a timeout. */
  hasDeadline?: boolean;
  /** Of `blocked`: the call that waits, as `Queue.get`, and what it was called on; of `named` the name. */
  what?: string;
  /** Of `blocked`: the type of what was called, such as `Condition`, and what the program calls it; absent where it has no name. */
  type?: string;
  name?: string;
}

/** A wait, for the summary. */
export interface LongWait {
  thread: number;
  threadName: string;
  /** The call, as `Queue.get`. */
  what: string;
  name?: string;
  file?: string;
  line?: number;
  ms: number;
}

/** What came of the threads of a recorded run. */
export interface RunSummary {
  /** In the order in which they were started. */
  threads: { number: number; name: string; startedBy?: number; beganMs: number; endedMs?: number; waitedMs: number }[];
  /**
   * How many cores the program kept busy on average: the time in which its threads did not wait, by the time it took. A thread that had
   * no core counts as one that did.
   */
  coresUsed: number;
  /** The ten longest, sleeps aside. */
  longestWaits: LongWait[];
  events: number;
  /** Events that were written over before the page had read them. */
  lost: number;
}

/** Why no thread of a program can ever go on. Codes are stable; texts are not. */
export interface DeadlockReport {
  /** `crossed-locks`, `circle`, `self-lock`, `dead-holder`, or what the thread that explains the others waits for. */
  cause: string;
  /** All of it in words: a title, a line for each thread, what to change. */
  text: string;
  title: string;
  advice: string;
  /** The threads that wait for each other, by their numbers, each for the next and the last for the first; empty where none do. */
  circle: number[];
  /** Those of the circle first. */
  threads: StuckThread[];
}

export interface StuckThread {
  number: number;
  ident: number;
  name: string;
  /** `lock`, `join`, `exit`, `condition`, `event`, `semaphore`, `barrier`, `queue-get`, `queue-put`, `queue-join`, ... */
  waitsFor: string;
  /** What it waits for and who has that, in words. */
  sentence: string;
  /** Where in the program's own code; null for a thread of the library's own. */
  file: string | null;
  line: number | null;
  /** The number of the thread that holds what it waits for, and since where. */
  holder: number | null;
  since: { file: string; line: number } | null;
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
  /** Of a recorded run. */
  summary?: RunSummary;
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
  /** What threads of a recorded program did, in batches: each in the order of its thread, and nearly so between them. */
  onEvents?(events: ThreadEvent[]): void;
  /** No thread of the program can go on by itself any more. Only Stop and `kill` end it. */
  onDeadlock?(report: DeadlockReport): void;
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
