/** One program that a runner runs: its output so far, its timers, and its result. */

const TIMED_OUT = 124;

export class CurrentRun {
  stoppedAt = Number.NEGATIVE_INFINITY;
  timedOut = "";
  records = [];
  /** The events of a recorded program's threads, in order. */
  events = [];
  deadlocks = [];
  #timers = new Set();
  #sinks;

  constructor(sinks) {
    this.#sinks = sinks;
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
  }

  receive({ records = [], inputWanted = [], stopsHandled = 0, events = [], deadlocks = [] }) {
    for (const record of records) this.records.push(record);
    if (records.length > 0) this.#sinks.onRecords?.(records);
    for (const threadName of inputWanted) this.#sinks.onInputWanted?.(threadName);
    for (const event of events) this.events.push(event);
    for (const report of deadlocks) {
      this.deadlocks.push(report);
      this.#sinks.onDeadlock?.(report);
    }
    if (stopsHandled > 0) this.#sinks.onStopHandled?.();
  }

  after(ms, action) {
    this.#timers.add(setTimeout(action, ms));
  }

  clear() {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  result(ended, ms) {
    const text = (wanted) => wanted.map((record) => record.text).join("");
    const outcome = this.timedOut ? { status: TIMED_OUT, reason: "timeout", message: this.timedOut } : ended;
    return {
      status: outcome.status,
      reason: outcome.reason,
      message: outcome.message,
      stdout: text(this.records.filter(({ stream }) => stream === "stdout")),
      stderr: text(this.records.filter(({ stream }) => stream === "stderr")),
      merged: text(this.records),
      records: this.records,
      ms: ended.durationMs ?? ms,
      threads: ended.threads ?? 0,
      dialect: ended.dialect,
      summary: ended.summary,
      notes: ended.notes ?? [],
      events: this.events.sort((a, b) => a.order - b.order),
      deadlocks: this.deadlocks,
    };
  }
}
