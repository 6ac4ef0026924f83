/**
 * An engine that keeps the contract without Python, for the page's tests (`vite build --mode test`).
 *
 * What a program does stands in its comments, one step a line: `# fake: out Thread-1 "text\n"`, `err NAME TEXT`,
 * `wait MS`, `event JSON` and `deadlock JSON` (what the contract says, of a recorded run; `order` is counted), `flood [LINES]`, `pour NAME TEXT` (over and over), `program` (prints what it was given, as JSON), `input`, `hang`, `deaf` (takes no Stop), `handle` (handles each), `crash`, `exit N`. Text is a JSON string.
 * A program without any prints five lines, as the first documented example does.
 * Asked for the syntax error of a source, it tells of the first line with `# fake: wrong`, with the line's words after it as the
 * error; `# fake: slow MS` delays that answer. `fake.` has the members `one(first, second=2)` and `two`; only they have a signature.
 * `?load=` decides how loading goes: `fail` (the first time), `held` (until the page gets a `fake-load` event).
 */
import {
  type Engine,
  EngineError,
  type KnownName,
  type LoadProgress,
  type Program,
  type Questions,
  type Run,
  type RunResult,
  type RunSinks,
} from "../../../www/src/engine/contract";
import { FakeRun } from "./fake-run";

const TOTAL_BYTES = 8_500_000;
let loads = 0;

function nextEvent(type: string): Promise<void> {
  return new Promise((resolve) => document.addEventListener(type, () => resolve(), { once: true }));
}

const MEMBERS: KnownName[] = [
  { label: "one", type: "function", parameters: ["first", "second=2"], about: "Does one thing." },
  { label: "two", type: "variable" },
];

/** The questions, with what the comments of the source say. */
const ANSWERS: { [Kind in keyof Questions]: (asked: Questions[Kind]["asked"]) => Promise<Questions[Kind]["answer"]> } =
  {
    async syntax({ file, source }) {
      const slow = /# fake: slow (\d+)/.exec(source);
      if (slow) await new Promise((resolve) => setTimeout(resolve, Number(slow[1])));
      // What a run prints of it is what is wrong with it.
      const printed = /# fake: err MainThread (".*SyntaxError.*")/.exec(source);
      if (printed) return JSON.parse(printed[1] ?? "");
      const lines = source.split("\n");
      const at = lines.findIndex((line) => line.includes("# fake: wrong"));
      if (at < 0) return "";
      const [code = "", words = ""] = (lines[at] ?? "").split("# fake: wrong");
      const marks = "^".repeat(Math.max(code.trim().length, 1));
      return `  File "${file}", line ${at + 1}\n    ${(lines[at] ?? "").trim()}\n    ${marks}\nSyntaxError:${words}\n`;
    },
    members: async ({ expression }) => (expression === "fake" ? MEMBERS : []),
    modules: async () => [{ label: "fake", type: "namespace" }],
    names: async () => [],
    signature: async ({ expression }) => MEMBERS.find(({ label }) => expression === `fake.${label}`) ?? null,
  };

class FakeEngine implements Engine {
  #loaded: Promise<void> | undefined;
  #running = false;

  load(onProgress?: (progress: LoadProgress) => void): Promise<void> {
    this.#loaded ??= this.#load(onProgress ?? (() => {}));
    return this.#loaded;
  }

  run(program: Program, sinks: RunSinks): Run {
    if (this.#running) throw new Error("one run at a time");
    this.#running = true;
    const run = new FakeRun(program, sinks, this.load());
    void run.done.then((_: RunResult) => {
      this.#running = false;
    });
    return run;
  }

  async translate(source: string) {
    await this.load();
    // The real one would have to make another process, beside a program whose timing is its own.
    if (this.#running) throw new Error("a program is running");
    const translated = source.replace(/^(\s*)print (.+)$/gm, "$1print($2)");
    const dialect = translated === source ? ("python3" as const) : ("python2" as const);
    const divisions = [...source.split("\n").entries()].filter(([, text]) => text.includes(" / "));
    const notes = divisions.map(([index]) => ({ line: index + 1, text: "`/` divides as in Python 3." }));
    return { dialect, source: translated, notes: dialect === "python2" ? notes : [] };
  }

  async ask<Kind extends keyof Questions>(kind: Kind, asked: Questions[Kind]["asked"]) {
    if (this.#running) throw new Error("a program is running");
    return (await ANSWERS[kind](asked)) as Questions[Kind]["answer"];
  }

  dispose(): void {}

  async #load(onProgress: (progress: LoadProgress) => void): Promise<void> {
    const manner = new URLSearchParams(location.search).get("load");
    loads++;
    onProgress({ stage: "download", receivedBytes: 3_100_000, totalBytes: TOTAL_BYTES });
    if (manner === "held") await nextEvent("fake-load");
    if (manner === "fail" && loads === 1) throw new EngineError("download", "The runtime could not be fetched (404).");
    onProgress({ stage: "boot", receivedBytes: TOTAL_BYTES, totalBytes: TOTAL_BYTES });
    onProgress({ stage: "ready", receivedBytes: TOTAL_BYTES, totalBytes: TOTAL_BYTES });
  }
}

export function createEngine(): Engine {
  return new FakeEngine();
}
