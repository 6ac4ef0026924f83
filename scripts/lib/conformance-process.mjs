/** Runs one CPython test module in its own processes, and continues after tests that hang or crash. */
const MARK = "\x1econformance ";
/** How long a process may take to end after its last result, in case its threads keep it running. */
const EXIT_LIMIT_MS = 20_000;
/** The time from KeyboardInterrupt, whose traceback shows where a test hung, to the end of the workers. */
const TRACEBACK_MS = 3_000;

/** Splits output into our lines of JSON and the rest. A line may arrive in pieces. */
class Events {
  rest = "";
  #line = "";
  #onEvent;

  constructor(onEvent) {
    this.#onEvent = onEvent;
  }

  add(text) {
    const lines = (this.#line + text).split("\n");
    this.#line = lines.pop();
    for (const line of lines) {
      const at = line.indexOf(MARK);
      if (at < 0) this.rest += `${line}\n`;
      else {
        // Text that a test printed without a newline comes before our line.
        if (at > 0) this.rest += `${line.slice(0, at)}\n`;
        this.#onEvent(JSON.parse(line.slice(at + MARK.length)));
      }
    }
  }
}

/** One process. It is ended if it reports nothing for `limitMs`; the test that is running then counts as hung. */
class TestProcess {
  results = [];
  /** The test that is running. */
  running;
  hung = false;
  isDone = false;
  /** After the end of the program no message may be sent to the runner, because the next program is not ours. */
  #isOver = false;
  #runner;
  #limitMs;
  #timer;
  #onRound;
  #children;

  constructor(runner, { limitMs, onRound, children }) {
    this.#runner = runner;
    this.#limitMs = limitMs;
    this.#onRound = onRound;
    this.#children = children;
  }

  async run(files, job) {
    const events = new Events((event) => this.#receive(event));
    this.#watch();
    const running = this.#runner.run({
      files,
      main: "run_module.py",
      argv: [JSON.stringify({ ...job, children: this.#children !== undefined })],
      dialect: "python3",
      interactive: this.#children !== undefined || job.rounds > 1,
      onRecords: (records) => {
        for (const { stream, text } of records) if (stream === "stdout") events.add(text);
      },
    });
    try {
      this.ended = await running;
    } finally {
      this.#isOver = true;
      clearTimeout(this.#timer);
    }
    this.output = events.rest;
    return this;
  }

  #receive({ event, ...fields }) {
    this.#watch();
    if (event === "start") this.running = fields.id;
    else if (event === "round") {
      this.#endRound(fields);
    } else if (event === "child") {
      this.#answer(fields);
    } else if (event === "test") {
      // The interrupt that ends a hung test also makes unittest report the test.
      if (this.hung && fields.id === this.running) return;
      this.running = undefined;
      this.results.push(fields);
    } else if (event === "end") {
      this.isDone = true;
      this.#watch(EXIT_LIMIT_MS);
    }
  }

  /** Runs a child, which is a program in another page. The test waits for its result. */
  async #answer(request) {
    const failed = (error) => ({ number: 0, status: 1, out: "", err: `${error}`, merged: `${error}` });
    const reply = await this.#children.run(request, this.#limitMs).catch(failed);
    this.#reply(JSON.stringify(reply));
  }

  /** Called between two rounds; the process waits until it resolves. */
  async #endRound(fields) {
    await this.#onRound?.(fields);
    this.#reply("");
  }

  #reply(line) {
    if (this.#isOver) return;
    this.#watch();
    this.#runner.sendInput(`${line}\n`);
  }

  #watch(ms = this.#limitMs) {
    if (this.hung || this.#isOver) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.hung = true;
      this.#runner.stop();
      this.#timer = setTimeout(() => this.#runner.kill(), TRACEBACK_MS);
    }, ms);
  }
}

const tail = (text, length = 4000) => (text.length > length ? `...${text.slice(-length)}` : text);

/** Describes how a process failed its running test, or the module outside of its tests. */
function failureOf(process, name) {
  const { ended, hung, running, isDone } = process;
  const said = tail(ended.stderr);
  if (isDone) {
    const detail = hung ? "its threads kept the process after its last test" : `${ended.reason} ${ended.status}`;
    return { id: `${name} (exit)`, outcome: hung ? "hang" : "crash", detail: `${detail}\n${said}`, ms: 0 };
  }
  const id = running ?? `${name} (between tests)`;
  const detail = `${ended.message || `${ended.reason} ${ended.status}`}\n${said}`;
  return { id, outcome: hung ? "hang" : "crash", detail, ms: 0 };
}

/**
 * Runs `suite` and returns `{ name, results, processes, ms }`, with a result for each test. `leaveOut` are the ids of tests
 * that are not run. `children` runs the processes that tests start. A test that hangs or crashes gets that as its result,
 * and another process runs the tests after it.
 */
export async function runSuite(runner, files, suite, { limitMs, children, leaveOut = [] }) {
  const startedAt = performance.now();
  const results = new Map();
  let processes = 0;
  for (;;) {
    const skip = [...leaveOut, ...results.keys()];
    const process = new TestProcess(runner, { limitMs, children });
    await process.run(files, { modules: [suite.module], patterns: suite.patterns ?? [], skip });
    processes++;
    for (const result of process.results) results.set(result.id, result);
    const { isDone, hung, ended } = process;
    if (isDone && !hung && ended.status === 0) break;
    const failure = failureOf(process, suite.name);
    const isNew = !results.has(failure.id);
    results.set(failure.id, failure);
    // If a process adds no result, another one would not either.
    if (isDone || !isNew || process.running === undefined) break;
  }
  return { name: suite.name, results: [...results.values()], processes, ms: performance.now() - startedAt };
}

/** Runs suites `rounds` times in one process. */
export async function runRounds(runner, files, suites, { limitMs, rounds, leaveOut = [], onRound }) {
  const process = new TestProcess(runner, { limitMs, onRound });
  await process.run(files, { modules: suites.map((suite) => suite.module), skip: leaveOut, rounds });
  const failed = process.isDone && !process.hung ? undefined : failureOf(process, "soak");
  return { results: process.results, failed };
}
