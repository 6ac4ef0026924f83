import { expect, test } from "vitest";
import { type DeadlockReport, type Engine, EngineError, type Run, type RunResult } from "../engine/contract";
import { Runner, type RunnerState } from "./runner";

const program = { files: { "a.py": "" }, main: "a.py" };
const result: RunResult = { reason: "exited", status: 0, message: "", durationMs: 1, dialect: "python3", threads: 1 };

function settleable<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

/** An engine whose loads and runs the test settles by hand. */
function setUp() {
  const loads: ReturnType<typeof settleable<void>>[] = [];
  const runs: (ReturnType<typeof settleable<RunResult>> & {
    stops: number;
    kills: number;
    print(text: string): void;
    handleStop(): void;
    deadlock(report: DeadlockReport): void;
  })[] = [];
  const printed: string[] = [];
  const states: RunnerState["kind"][] = [];
  const createEngine = (): Engine => {
    const load = settleable<void>();
    loads.push(load);
    return {
      load: () => load.promise,
      translate: async (source) => ({ dialect: "python3", source, notes: [] }),
      ask: async () => {
        throw new Error("nothing is asked here");
      },
      dispose() {},
      run(_, sinks): Run {
        const run = {
          ...settleable<RunResult>(),
          stops: 0,
          kills: 0,
          handleStop: () => sinks.onStopHandled?.(),
          deadlock: (report: DeadlockReport) => sinks.onDeadlock?.(report),
          print: (text: string) => sinks.onOutput([{ stream: "stdout", ident: 1, threadName: "MainThread", text }]),
        };
        runs.push(run);
        return { done: run.promise, stop: () => run.stops++, kill: () => run.kills++, sendInput() {}, closeInput() {} };
      },
    };
  };
  const runner = new Runner(createEngine, {
    onState: (state) => states.push(state.kind),
    onOutput: (records) => printed.push(...records.map(({ text }) => text)),
    onInputWanted() {},
  });
  return { runner, loads, runs, printed, states };
}

test("Run while loading is done once loaded, and only the last one", async () => {
  const { runner, loads, runs } = setUp();
  const loading = runner.load();
  runner.run(program);
  runner.run(program);
  expect(runner.state).toMatchObject({ kind: "loading", queued: true });
  loads[0]?.resolve();
  await loading;
  expect([runs.length, runner.state.kind]).toEqual([1, "running"]);
});

test("Stop calls off a waiting run", async () => {
  const { runner, loads, runs } = setUp();
  const loading = runner.load();
  runner.run(program);
  runner.stop();
  loads[0]?.resolve();
  await loading;
  expect([runs.length, runner.state.kind]).toEqual([0, "idle"]);
});

test("a failed load says why; Run tries again with a new engine and then runs", async () => {
  const { runner, loads, runs } = setUp();
  const loading = runner.load();
  loads[0]?.reject(new EngineError("download", "404"));
  await loading;
  expect(runner.state).toEqual({ kind: "failed", message: "404" });
  runner.run(program);
  loads[1]?.resolve();
  await runner.load();
  expect([loads.length, runs.length]).toEqual([2, 1]);
});

test("an engine that finds the page not isolated leaves it unavailable", async () => {
  const { runner, loads } = setUp();
  const loading = runner.load();
  const problem = { code: "no-shared-memory" as const, missingHeaders: [], message: "no" };
  loads[0]?.reject(new EngineError("isolation", "no", problem));
  await loading;
  expect(runner.state).toEqual({ kind: "unavailable", problem });
});

test("both stops reach the run; what it prints after its end does not reach the page", async () => {
  const { runner, loads, runs, printed, states } = setUp();
  const loading = runner.load();
  loads[0]?.resolve();
  await loading;
  runner.run(program);
  runner.run(program);
  runs[0]?.print("in time");
  runner.stop();
  runner.stop();
  expect(runs[0]?.stops).toBe(2);
  runs[0]?.resolve(result);
  await runs[0]?.promise;
  await Promise.resolve();
  runs[0]?.print("late");
  expect([runs.length, printed]).toEqual([1, ["in time"]]);
  expect(states.slice(-3)).toEqual(["running", "stopping", "exited"]);
});

test("a program that has handled a Stop is running again, and says so", async () => {
  const { runner, loads, runs } = setUp();
  const loading = runner.load();
  loads[0]?.resolve();
  await loading;
  runner.run(program);
  runner.stop();
  expect(runner.state.kind).toBe("stopping");
  runs[0]?.handleStop();
  expect(runner.state).toMatchObject({ kind: "running", hasHandledStop: true });
  runner.stop();
  expect([runner.state.kind, runs[0]?.stops]).toEqual(["stopping", 2]);
  runner.kill();
  expect(runs[0]?.kills).toBe(1);
  runs[0]?.resolve(result);
  await runs[0]?.promise;
  await Promise.resolve();
  runs[0]?.handleStop();
  expect(runner.state.kind).toBe("exited");
});

test("a deadlock is output, in words, and is the state until a Stop", async () => {
  const { runner, loads, runs, printed } = setUp();
  const loading = runner.load();
  loads[0]?.resolve();
  await loading;
  runner.run(program);
  runs[0]?.deadlock({ cause: "self-lock", text: "words", title: "", advice: "", circle: [], threads: [] });
  expect(printed).toEqual(["words"]);
  expect(runner.state).toMatchObject({ kind: "running", isDeadlocked: true });
  runner.stop();
  expect(runner.state.kind).toBe("stopping");
});

test("with a global lock a program uses one core at most", async () => {
  const { runner, loads, runs } = setUp();
  const loading = runner.load();
  loads[0]?.resolve();
  await loading;
  const summary = { threads: [], coresUsed: 3.5, longestWaits: [], events: 0, lost: 0 };
  for (const gil of [true, false]) {
    runner.run({ ...program, gil });
    const run = runs.at(-1);
    run?.resolve({ ...result, summary });
    await run?.promise;
    await Promise.resolve();
    expect(runner.state).toMatchObject({ result: { summary: { coresUsed: gil ? 1 : 3.5 } } });
  }
});
