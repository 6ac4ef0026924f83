/** What goes over the port between a page and its `frame.html`. Both are of one origin and one build. */
import type {
  DeadlockReport,
  LoadProgress,
  OutputRecord,
  Program,
  RunResult,
  ThreadEvent,
  Translation,
} from "../../engine/contract";

/** `frame.html`'s first message to the page around it. */
export interface FrameReport {
  threadingPlayground: "frame";
  isIsolated: boolean;
  /** Whether a top-level page of the built folder would be isolated. */
  canOpen: boolean;
}

/** An `EngineError`, which a port would make a plain `Error` of. */
export interface LoadFailure {
  code: string;
  message: string;
}

export interface RemoteRun {
  /** Settles when the page has all of the output. */
  done(): Promise<RunResult>;
  stop(): void;
  kill(): void;
  sendInput(text: string): void;
  closeInput(): void;
}

export interface RemoteSinks {
  onOutput(records: OutputRecord[]): void | Promise<void>;
  onInputWanted(threadName: string): void;
  onStopHandled(): void;
  onDeadlock(report: DeadlockReport): void;
  onEvents(events: ThreadEvent[]): void | Promise<void>;
}

/** The engine in the frame, as Comlink offers it. */
export interface RemoteEngine {
  load(onProgress: (progress: LoadProgress) => void): Promise<LoadFailure | undefined>;
  run(program: Program, sinks: RemoteSinks): RemoteRun;
  translate(source: string): Promise<Translation>;
}

export function isFrameReport(value: unknown): value is FrameReport {
  return typeof value === "object" && value !== null && (value as Partial<FrameReport>).threadingPlayground === "frame";
}
