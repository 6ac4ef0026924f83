/** One program that a runner runs: its output so far, its timers, and what comes of it. */

const TIMED_OUT = 124;

export class CurrentRun {
  stoppedAt = Number.NEGATIVE_INFINITY;
  timedOut = "";
  records = [];
  #timers = new Set();
  #sinks;

  constructor(sinks) {
    this.#sinks = sinks;
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
  }

  receive({ records = [], inputWanted = [], stopsHandled = 0 }) {
    for (const record of records) this.records.push(record);
    if (records.length > 0) this.#sinks.onRecords?.(records);
    for (const threadName of inputWanted) this.#sinks.onInputWanted?.(threadName);
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
    };
  }
}
