/**
 * Writes a recorded run as Chrome trace JSON, which Perfetto (ui.perfetto.dev) and chrome://tracing open:
 * https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
 */

const PROCESS = 1;

/** Returns the title of a wait in a trace: "Queue.get tasks". */
function titleOf({ what, name, wait }) {
  return [what ?? wait ?? "wait", name].filter(Boolean).join(" ");
}

function argumentsOf({ file, line, subject, type }) {
  const args = {};
  if (file) args.at = `${file}:${line}`;
  if (type) args.type = type;
  if (subject !== undefined) args.subject = subject;
  return args;
}

/** Returns `{ traceEvents, displayTimeUnit }` for the events of a run, in order. */
export function traceOf(events) {
  const traceEvents = [
    { ph: "M", name: "process_name", pid: PROCESS, tid: 0, ts: 0, args: { name: "Threading Playground" } },
  ];
  const names = new Map([[1, "MainThread"]]);
  const waits = new Map();
  const flows = new Map();
  const add = (event, more) =>
    traceEvents.push({ pid: PROCESS, tid: event.thread, ts: event.atMs * 1000, cat: "thread", ...more });
  for (const event of events) {
    const { kind, thread, subject } = event;
    if (kind === "named" && event.what) names.set(thread, event.what);
    else if (kind === "began") add(event, { ph: "B", name: "running", args: {} });
    else if (kind === "ended") add(event, { ph: "E", name: "running", args: {} });
    else if (kind === "blocked") waits.set(thread, event);
    else if (kind === "resumed") {
      const blocked = waits.get(thread);
      waits.delete(thread);
      if (blocked) {
        const dur = (event.atMs - blocked.atMs) * 1000;
        add(blocked, { ph: "X", name: titleOf(blocked), cat: "wait", dur, args: argumentsOf(blocked) });
      }
    } else if (kind === "wrote") {
      add(event, { ph: "i", s: "t", name: "write", args: argumentsOf(event) });
    } else if (kind === "started") {
      add(event, { ph: "i", s: "t", name: `start thread ${subject}`, args: argumentsOf(event) });
    } else if (kind === "released") {
      add(event, { ph: "i", s: "t", name: "release", args: argumentsOf(event) });
      flows.set(subject, event);
    } else if (kind === "acquired") {
      add(event, { ph: "i", s: "t", name: "acquire", args: argumentsOf(event) });
      const from = flows.get(subject);
      flows.delete(subject);
      // A lock that was passed from one thread to another.
      if (from && from.thread !== thread) {
        add(from, { ph: "s", name: "hand-over", cat: "lock", id: event.order });
        add(event, { ph: "f", bp: "e", name: "hand-over", cat: "lock", id: event.order });
      }
    }
  }
  const endTs = events.reduce((last, { atMs }) => Math.max(last, atMs), 0) * 1000;
  for (const blocked of waits.values()) {
    const dur = endTs - blocked.atMs * 1000;
    add(blocked, { ph: "X", name: titleOf(blocked), cat: "wait", dur, args: argumentsOf(blocked) });
  }
  for (const [thread, name] of names) {
    traceEvents.push({ ph: "M", name: "thread_name", pid: PROCESS, tid: thread, ts: 0, args: { name } });
    traceEvents.push({
      ph: "M",
      name: "thread_sort_index",
      pid: PROCESS,
      tid: thread,
      ts: 0,
      args: { sort_index: thread },
    });
  }
  return { traceEvents, displayTimeUnit: "ms" };
}
