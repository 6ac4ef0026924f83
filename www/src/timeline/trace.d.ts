import type { ThreadEvent } from "../engine/contract";

/** An event of the Trace Event Format. */
export interface TraceEvent {
  ph: string;
  name: string;
  pid: number;
  tid: number;
  ts: number;
  cat?: string;
  dur?: number;
  id?: number;
  s?: string;
  bp?: string;
  args?: Record<string, unknown>;
}

export interface Trace {
  traceEvents: TraceEvent[];
  displayTimeUnit: "ms";
}

/** The trace of a run's events, which are in order. */
export declare function traceOf(events: readonly ThreadEvent[]): Trace;
