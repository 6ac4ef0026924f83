/**
 * The contract between the code that shows a program (page, element, command line) and the code that runs it. Pages are
 * tested with a fake engine that keeps this contract; the real engine is `runtime.ts`.
 */

/** A program: its files, its main file, and how it is started. */
export interface Program {
  /**
   * Text or bytes by path. Relative paths, such as `threading_simple.py`, start from the program's working directory; an
   * absolute path puts a file anywhere in the tree.
   */
  files: Record<string, string | Uint8Array>;
  /** The file that runs as `__main__`; also its name in tracebacks. */
  main: string;
  /** `sys.argv[1:]`. */
  argv?: string[];
  /** All of standard input, if it is known beforehand. Without it the program reads what `sendInput` sends. */
  stdin?: string | Uint8Array;
  /** The default is `auto`: Python 2 if the source is recognised as Python 2. */
  dialect?: "auto" | "python2" | "python3";
  /** Whether its threads take turns under a global lock, as in most readers' Python. Without it they run in parallel. */
  gil?: boolean;
  /** Whether the actions of its threads are recorded: `onEvents` receives them, and the result has a `summary`. */
  record?: boolean;
}

/** One write of one thread. Text of another thread never comes between. */
export interface OutputRecord {
  stream: "stdout" | "stderr";
  /** `threading.get_ident()` of the writer. */
  ident: number;
  /** The name of the writing thread in Python. */
  threadName: string;
  text: string;
}

/** An action of a thread, or something that happened to it. */
export type EventKind =
  /** It started the thread `subject`. */
  | "started"
  /** It began to run. */
  | "began"
  /** It was named `what`. */
  | "named"
  /** It began to wait. It has no other event until `resumed`. */
  | "blocked"
  /** Its wait has ended. */
  | "resumed"
  /** It acquired the lock or a permit. */
  | "acquired"
  /** It released the lock or a permit. */
  | "released"
  | "ended"
  /** It wrote output. `subject` is the number of the last record, in print order from 1. */
  | "wrote";

/**
 * The kinds of things that a thread waits for. Conditions, events, barriers, `queue.Queue` and others are Python code that
 * waits for locks: see `what`.
 */
export type WaitKind = "lock" | "rlock" | "semaphore" | "queue" | "thread" | "sleep" | "input";

/** One event of one thread. */
export interface ThreadEvent {
  kind: EventKind;
  /** The number of the thread: 1 is the main thread, the others follow in the order of their starts. */
  thread: number;
  /** Milliseconds since the start of the program. */
  atMs: number;
  /** A number that orders the events of a run, also those with the same time: the smaller one was first. */
  order: number;
  /** The number of the lock, semaphore or queue; for a start or a join, of the other thread; for `wrote`, of the output record. */
  subject?: number;
  /** The place in the program's own code. */
  file?: string;
  line?: number;
  /** Of `blocked` and `resumed`. */
  wait?: WaitKind;
  /** Whether the wait has a timeout or another end of its own. */
  hasDeadline?: boolean;
  /** Of `blocked`: the call that waits, such as `Queue.get`. Of `named`: the name. */
  what?: string;
  /** Of `blocked`: the type of the call's object, such as `Condition`, and the program's name for it, if it has one. */
  type?: string;
  name?: string;
}

/** A wait, for the summary. */
export interface LongWait {
  thread: number;
  threadName: string;
  /** The call, such as `Queue.get`. */
  what: string;
  name?: string;
  file?: string;
  line?: number;
  ms: number;
}

/** A summary of the threads of a recorded run. */
export interface RunSummary {
  /** In the order of their starts. */
  threads: { number: number; name: string; startedBy?: number; beganMs: number; endedMs?: number; waitedMs: number }[];
  /**
   * The number of cores that the program kept busy on average: the total time in which its threads did not wait, divided by
   * the duration. A thread that was ready but had no core counts as busy.
   */
  coresUsed: number;
  /** The ten longest waits, without sleeps. */
  longestWaits: LongWait[];
  events: number;
  /** The number of events that were overwritten before the page read them. */
  lost: number;
}

/** Why no thread of a program can ever continue. Codes are stable; texts are not. */
export interface DeadlockReport {
  /** `crossed-locks`, `circle`, `self-lock`, `dead-holder`, or the `waitsFor` of the thread that explains the others. */
  cause: string;
  /** The whole explanation: a title, a line for each thread, and what to change. */
  text: string;
  title: string;
  advice: string;
  /**
   * The numbers of the threads that wait for each other: each waits for the next, and the last for the first. Empty if there
   * is no circle.
   */
  circle: number[];
  /** The threads of the circle come first. */
  threads: StuckThread[];
}

export interface StuckThread {
  number: number;
  ident: number;
  name: string;
  /** `lock`, `join`, `exit`, `condition`, `event`, `semaphore`, `barrier`, `queue-get`, `queue-put`, `queue-join`, ... */
  waitsFor: string;
  /** A sentence: what it waits for, and which thread holds that. */
  sentence: string;
  /** The place in the program's own code; null for a thread of the library. */
  file: string | null;
  line: number | null;
  /** The number of the thread that holds what it waits for, and the place where that thread acquired it. */
  holder: number | null;
  since: { file: string; line: number } | null;
}

/** Why a run has ended. */
export type EndReason =
  /** The main thread ended and the other threads were joined. */
  | "exited"
  /** The workers were ended: by a second Stop, because the first one was not handled, or by `kill`. */
  | "killed"
  /** The WebAssembly program trapped or a worker crashed; `message` is the reason. */
  | "crashed"
  /** The run did not start; `message` is the reason. */
  | "failed";

export interface RunResult {
  reason: EndReason;
  /** The exit status, as in CPython: 0, 1, `sys.exit(n)`, 130 after KeyboardInterrupt; 137 if killed, 134 if crashed. */
  status: number;
  /** One sentence for the reader; empty after a normal exit. */
  message: string;
  /** Milliseconds from the call of `run` to the end. */
  durationMs: number;
  /** The dialect in which the main file ran. */
  dialect: "python2" | "python3";
  /** The number of threads that the program started, including the main thread. */
  threads: number;
  /** Only for a recorded run. */
  summary?: RunSummary;
}

export interface RunSinks {
  /**
   * Receives output in print order, in batches, on the page's main thread. If the callback returns a promise, the engine
   * sends no more records until it settles; meanwhile the ring fills and the program waits.
   */
  onOutput(records: OutputRecord[]): void | Promise<void>;
  /** The thread with this name began to wait for standard input. */
  onInputWanted?(threadName: string): void;
  /** The program has handled the last Stop and continues; the next Stop is a first one again. */
  onStopHandled?(): void;
  /**
   * Receives the events of a recorded program, in batches. The events of one thread are in order; those of different threads
   * nearly are.
   */
  onEvents?(events: ThreadEvent[]): void;
  /** No thread of the program can continue by itself. Only Stop and `kill` end the run. */
  onDeadlock?(report: DeadlockReport): void;
}

export interface Run {
  /** Settles exactly once and never rejects. */
  readonly done: Promise<RunResult>;
  /**
   * Raises KeyboardInterrupt in the main thread. A second call within 5 seconds ends the workers at once. The whole rule is
   * in `stop-ladder.ts`.
   */
  stop(): void;
  /** Ends the workers at once. */
  kill(): void;
  /** Sends text to `sys.stdin`. */
  sendInput(text: string): void;
  /** Ends `sys.stdin`. */
  closeInput(): void;
}

export interface LoadProgress {
  stage: "download" | "compile" | "boot" | "ready";
  /** The bytes of the runtime received so far, and in total (0 if the server did not send the size). */
  receivedBytes: number;
  totalBytes: number;
}

/** A difference between the translated program and Python 2. */
export interface TranslationNote {
  /** The line, counted from 1. It is the same in the program and in its translation. */
  line: number;
  /** A sentence. Code in it is in backticks. */
  text: string;
}

export interface Translation {
  dialect: "python2" | "python3";
  /** The source as Python 3; unchanged if it was Python 3. */
  source: string;
  /** The semantics of the Python 2 program that stay Python 3's, by line. */
  notes: readonly TranslationNote[];
}

/** A program's files as a reader edits them, for questions about a place in one of them. */
export interface EditedPlace {
  file: string;
  /** Text by path, `file` among them. */
  files: Readonly<Record<string, string>>;
  dialect: NonNullable<Program["dialect"]>;
  /** From 1. */
  line: number;
}

/** A name that may be written at a place. */
export interface KnownName {
  label: string;
  type?: "class" | "constant" | "function" | "method" | "namespace" | "property" | "variable";
  /** Of what can be called, each as it is declared: `timeout=None`. */
  parameters?: string[];
  /** The first sentence or paragraph of its documentation. */
  about?: string;
}

/**
 * What a page can ask about source that a reader edits. No answer runs the program's code; of what the program imports, only
 * modules of the standard library are imported, and what they know is never another program's.
 */
export interface Questions {
  /** What a run would print of a file's syntax error; empty if there is none. `main` is the main file, if that is another. */
  syntax: {
    asked: { file: string; source: string; dialect: NonNullable<Program["dialect"]>; main?: string };
    answer: string;
  };
  /** The attributes of an expression, or the names of a module. Names with `_` only if the prefix begins with one. */
  members: { asked: EditedPlace & { expression?: string; module?: string; prefix?: string }; answer: KnownName[] };
  /** The names of the modules that a program can import. */
  modules: { asked: Pick<EditedPlace, "files">; answer: KnownName[] };
  /** The names that have a meaning at a place, as far as it is known. */
  names: { asked: EditedPlace; answer: KnownName[] };
  /** What an expression takes when it is called; null if that is not known. */
  signature: { asked: EditedPlace & { expression: string }; answer: KnownName | null };
}

/** Why a page cannot run threads. The message to the author names the header. */
export interface IsolationProblem {
  code: "no-shared-memory" | "no-webassembly-threads" | "insecure-context";
  /** The response headers that are missing or wrong, as the `Name: value` that the server should send. */
  missingHeaders: string[];
  message: string;
}

export interface Engine {
  /** Fetches, compiles and boots the runtime once. Later calls return the same promise. Rejects with `EngineError`. */
  load(onProgress?: (progress: LoadProgress) => void): Promise<void>;
  /** Runs a program, after loading the runtime if necessary. Throws if the engine already runs a program. */
  run(program: Program, sinks: RunSinks): Run;
  translate(source: string): Promise<Translation>;
  /** Answers a question in a process of its own. While a program runs, the question waits. Rejects if there is no answer. */
  ask<Kind extends keyof Questions>(kind: Kind, asked: Questions[Kind]["asked"]): Promise<Questions[Kind]["answer"]>;
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
