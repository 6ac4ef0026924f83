/** What a page's own script sees of the element: values, results and events. */

/**
 * - `asleep`: as the page came, nothing fetched yet
 * - `loading`: the runtime is on its way
 * - `idle`: ready
 * - `running`, `stopping`: a program runs; KeyboardInterrupt was raised in it
 * - `exited`: the last run is over, see `result`
 * - `failed`: the runtime did not load; `load()` tries again
 * - `unavailable`: threads cannot run on this page, see `tier`
 */
export type PlaygroundState =
  | "asleep"
  | "loading"
  | "idle"
  | "running"
  | "stopping"
  | "exited"
  | "failed"
  | "unavailable";

/**
 * Where programs run:
 *
 * - `page`: in the page itself, which is cross-origin isolated
 * - `frame`: in a hidden frame that is isolated by `Document-Isolation-Policy`
 * - `link`: nowhere here; the element links to the playground, in a tab of its own
 * - `recorded`: nowhere; the recorded output is what there is
 */
export type PlaygroundTier = "page" | "frame" | "link" | "recorded";

export type PlaygroundDialect = "auto" | "python2" | "python3";

export type PlaygroundTheme = "auto" | "light" | "dark";

/** One write of one thread, never torn by another thread's. */
export interface PlaygroundRecord {
  stream: "stdout" | "stderr";
  /** `threading.get_ident()` of the writer. */
  ident: number;
  threadName: string;
  text: string;
}

/** A thread that printed something. */
export interface ThreadSummary {
  name: string;
  /** `threading.get_ident()`. */
  ident: number;
  /** Lines that it ended. */
  lines: number;
}

export interface PlaygroundResult {
  /** Exit status as CPython's: 0, 1, `sys.exit(n)`, 130 after KeyboardInterrupt; 137 when killed, 134 when crashed. */
  status: number;
  reason: "exited" | "killed" | "crashed" | "failed";
  /** One sentence for people; empty after a plain exit. */
  message: string;
  durationMs: number;
  /** The dialect that the program was run in. */
  dialect: "python2" | "python3";
  stdout: string;
  stderr: string;
  /** Both, in the order in which they were printed. */
  output: string;
  /** More was printed than is kept (16 million characters): the beginning of the texts is missing. */
  isTruncated: boolean;
  /** How many threads ran, the main thread included. */
  threadCount: number;
  /** Those that printed, in the order of their first output. */
  threads: ThreadSummary[];
}

/** Files beside the program, by the names that it opens or imports them under. */
export type PlaygroundFiles = Record<string, string | Uint8Array>;

/** Every event bubbles, and is composed. */
export interface PlaygroundEvents {
  /** Before a run; `preventDefault()` keeps it from happening. */
  "threading-playground-before-run": CustomEvent<{ code: string }>;
  "threading-playground-output": CustomEvent<{ records: PlaygroundRecord[] }>;
  /** A thread began to wait for standard input. */
  "threading-playground-input": CustomEvent<{ threadName: string }>;
  "threading-playground-end": CustomEvent<PlaygroundResult>;
  "threading-playground-state": CustomEvent<{ state: PlaygroundState }>;
  /** Where programs run was found out; `advice` is for the page's author, empty where nothing is to be done. */
  "threading-playground-tier": CustomEvent<{ tier: PlaygroundTier; advice: string }>;
}
