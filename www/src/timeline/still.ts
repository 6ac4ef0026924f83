/** A static picture of a recorded run for a document: drawn once for wide and once for narrow pages, and told in words. */
import type { DeadlockReport, OutputRecord, ThreadEvent } from "../engine/contract";
import { accountOf } from "./account";
import { TimelineModel } from "./model";
import { svgOf } from "./svg-pen";

export interface RecordedRun {
  events: ThreadEvent[];
  records: OutputRecord[];
  deadlocks: DeadlockReport[];
}

export interface Still {
  wide: string;
  narrow: string;
}

const WIDTHS = { wide: 720, narrow: 344 };
/** Tried in turn: the finest of those that keep a picture small. */
const GRAINS = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32];
/** A deadlock stands still; the picture shows that it does. */
const STANDS = 1.5;
/** Of the picture: what is shown of the time before the program starts its first thread, which is the interpreter's own beginning. */
const LEAD = 0.04;

/** `name` is what the pictures' names begin with, apart from those of every other picture of the document. */
export function stillOf(run: RecordedRun, file: string, name: string, mostBytes: number): Still {
  const model = new TimelineModel();
  model.add(sinceFirstStart(run.events));
  model.addOutput(run.records);
  const [deadlock] = run.deadlocks;
  if (deadlock) model.addDeadlock(deadlock);
  const nowMs = model.lastMs * (deadlock ? STANDS : 1);
  const nameless = model.lanes.find(({ name }) => /^thread \d+$/.test(name));
  if (nameless) throw new Error(`the record of ${file} has lost the name of ${nameless.name}`);
  const title = `What the threads of ${file} did`;
  const text = accountOf(model, nowMs);
  const draw = (kind: keyof Still) => {
    for (const grain of GRAINS) {
      const svg = svgOf(model, nowMs, title, { width: WIDTHS[kind], prefix: `${name}-${kind[0]}-`, text, grain });
      if (new TextEncoder().encode(svg).length < mostBytes) return `${svg}\n`;
    }
    throw new Error(`no picture of ${file} has less than ${mostBytes} bytes: it has ${model.lanes.length} threads`);
  };
  return { wide: draw("wide"), narrow: draw("narrow") };
}

/** The same events, with times from just before the first start on; as they are where no thread is started. */
function sinceFirstStart(events: readonly ThreadEvent[]): ThreadEvent[] {
  const first = events.find(({ kind }) => kind === "started");
  if (!first) return [...events];
  const lastMs = Math.max(...events.slice(-1000).map(({ atMs }) => atMs));
  const originMs = Math.max(first.atMs - (lastMs - first.atMs) * LEAD, 0);
  return events.map((event) => ({ ...event, atMs: event.atMs - originMs }));
}
