/** Events of runs that never were, for tests of what draws them. */
import type { DeadlockReport, OutputRecord, RunResult, ThreadEvent } from "../../www/src/engine/contract";

export const FILE = "/home/user/bank.py";

/** `order` follows the place in the list, where it is not given. */
export function events(...list: (Omit<ThreadEvent, "order"> & { order?: number })[]): ThreadEvent[] {
  return list.map((event, index) => ({ order: index + 1, ...event }));
}

const wait = (wait: ThreadEvent["wait"], what: string, more: Partial<ThreadEvent> = {}) =>
  ({ kind: "blocked", file: FILE, ...(wait ? { wait } : {}), what, ...more }) as const;

/** A main thread and three others: every state, a hand-over, a join, output. */
export function bank(): ThreadEvent[] {
  const vault = { subject: 7, type: "Lock", name: "vault" };
  const tasks = { subject: 9, type: "Queue", name: "tasks" };
  return events(
    { kind: "began", thread: 1, atMs: 0 },
    { kind: "started", thread: 1, atMs: 2, subject: 2, file: FILE, line: 30 },
    { kind: "began", thread: 2, atMs: 3 },
    { kind: "named", thread: 2, atMs: 3, what: "teller" },
    { kind: "started", thread: 1, atMs: 4, subject: 3, file: FILE, line: 31 },
    { kind: "began", thread: 3, atMs: 5.5 },
    { kind: "named", thread: 3, atMs: 5.5, what: "auditor" },
    { kind: "acquired", thread: 2, atMs: 6, subject: 7, file: FILE, line: 11 },
    { kind: "started", thread: 1, atMs: 6, subject: 4, file: FILE, line: 32 },
    { kind: "began", thread: 4, atMs: 8 },
    { kind: "named", thread: 4, atMs: 8, what: "printer" },
    { kind: "wrote", thread: 2, atMs: 8, subject: 1, file: FILE, line: 12 },
    { thread: 3, atMs: 9, line: 21, ...wait("lock", "Lock.acquire", vault) },
    { thread: 4, atMs: 10, line: 41, ...wait("lock", "Queue.get", tasks) },
    { thread: 1, atMs: 12, line: 34, ...wait("sleep", "sleep", { hasDeadline: true }) },
    { kind: "released", thread: 2, atMs: 18, subject: 7, file: FILE, line: 14 },
    { kind: "resumed", thread: 3, atMs: 19, wait: "lock" },
    { kind: "acquired", thread: 3, atMs: 19, subject: 7, file: FILE, line: 21 },
    { kind: "wrote", thread: 3, atMs: 22, subject: 2, file: FILE, line: 22 },
    { thread: 2, atMs: 21, line: 16, ...wait("input", "input") },
    { kind: "released", thread: 3, atMs: 27, subject: 7, file: FILE, line: 24 },
    { kind: "resumed", thread: 1, atMs: 28, wait: "sleep" },
    {
      thread: 1,
      atMs: 29,
      line: 36,
      ...wait("thread", "Thread.join", { subject: 3, type: "Thread", name: "auditor" }),
    },
    { kind: "resumed", thread: 4, atMs: 30, wait: "lock" },
    { kind: "wrote", thread: 4, atMs: 31, subject: 3, file: FILE, line: 43 },
    { kind: "ended", thread: 4, atMs: 33 },
    { kind: "resumed", thread: 2, atMs: 34, wait: "input" },
    { kind: "ended", thread: 2, atMs: 36 },
    { kind: "ended", thread: 3, atMs: 38 },
    { kind: "resumed", thread: 1, atMs: 39, wait: "thread" },
    { kind: "ended", thread: 1, atMs: 42 },
  );
}

export function bankOutput(): OutputRecord[] {
  return [
    { stream: "stdout", ident: 11, threadName: "teller", text: "counted 100\n" },
    { stream: "stdout", ident: 12, threadName: "auditor", text: "checked <100>\n" },
    { stream: "stdout", ident: 13, threadName: "printer", text: "printed\n" },
  ];
}

export function result(more: Partial<RunResult> = {}): RunResult {
  return { reason: "exited", status: 0, message: "", durationMs: 45, dialect: "python3", threads: 4, ...more };
}

/** Two threads that wait for each other's lock, and the main thread for one of them. */
export function crossedLocks(): { events: ThreadEvent[]; report: DeadlockReport } {
  const lock = (subject: number, name: string) => ({ subject, type: "Lock", name });
  return {
    events: events(
      { kind: "began", thread: 1, atMs: 0 },
      { kind: "started", thread: 1, atMs: 1, subject: 2 },
      { kind: "began", thread: 2, atMs: 2 },
      { kind: "acquired", thread: 2, atMs: 3, subject: 5, file: FILE, line: 6 },
      { kind: "started", thread: 1, atMs: 3, subject: 3 },
      { kind: "began", thread: 3, atMs: 4 },
      { kind: "acquired", thread: 3, atMs: 5, subject: 6, file: FILE, line: 11 },
      { thread: 2, atMs: 6, line: 7, ...wait("lock", "Lock.acquire", lock(6, "b")) },
      { thread: 3, atMs: 7, line: 12, ...wait("lock", "Lock.acquire", lock(5, "a")) },
      { thread: 1, atMs: 8, line: 20, ...wait("thread", "Thread.join", { subject: 2, type: "Thread" }) },
    ),
    report: {
      cause: "crossed-locks",
      text: "Deadlock",
      title: "Deadlock: two threads wait for each other's lock",
      advice: "Take `a` before `b` in both.",
      circle: [2, 3],
      threads: [],
    },
  };
}

/** Any number of events of some threads that take turns with a lock, and sleep at times; the same for the same numbers. */
export function many(count: number, threads = 8): ThreadEvent[] {
  const made: ThreadEvent[] = [];
  let seed = 1;
  const random = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  for (let thread = 1; thread <= threads; thread++) {
    made.push({ kind: "began", thread, atMs: thread / 100, order: made.length + 1 });
  }
  let atMs = 1;
  const add = (event: Omit<ThreadEvent, "order" | "atMs">) => {
    atMs += random() / 100;
    made.push({ ...event, atMs, order: made.length + 1 });
  };
  while (made.length < count) {
    const thread = 1 + Math.floor(random() * threads);
    const line = 1 + Math.floor(random() * 40);
    if (random() < 0.2) add({ thread, line, ...wait("sleep", "sleep", { hasDeadline: true }) });
    else add({ thread, line, ...wait("lock", "Lock.acquire", { subject: 7, type: "Lock", name: "lock" }) });
    add({ kind: "resumed", thread });
    add({ kind: "acquired", thread, subject: 7, file: FILE, line });
    add({ kind: "wrote", thread, subject: made.length });
    add({ kind: "released", thread, subject: 7, file: FILE, line });
  }
  return made.slice(0, count);
}
