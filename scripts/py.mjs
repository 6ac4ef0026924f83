/** Runs a Python file in a headless browser: `npm run --silent py -- [OPTION]... FILE [ARGS...]`. */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { StringDecoder } from "node:string_decoder";
import { traceOf } from "../www/src/timeline/trace.js";
import { Failure } from "./lib/process.mjs";
import { parseArguments, USAGE, UsageError } from "./lib/py-arguments.mjs";
import { decode, readAll, readMount, readProgram } from "./lib/source.mjs";
import { STATUS } from "./lib/status.mjs";
import { setUpToRun } from "./setup.mjs";

const USAGE_STATUS = 2;
/** The status of a program that `--explain` ended because of a deadlock. */
const DEADLOCK = 3;
/** A second Ctrl+C within this time ends the program; a later one is a first one again. */
const IN_A_ROW_MS = 5_000;
/** The status that a shell reports for a program that wrote to a closed pipe. */
const PIPE_CLOSED = 141;

/** npm runs scripts in the project's folder, but names are relative to the user's folder. */
const folder = process.env.npm_lifecycle_event === "py" ? (process.env.INIT_CWD ?? process.cwd()) : process.cwd();

/** Passes our standard input to the program as it arrives. */
function connectInput(runner) {
  const decoder = new StringDecoder("utf8");
  process.stdin.on("data", (bytes) => {
    const text = decoder.write(bytes);
    if (text) runner.sendInput(text);
  });
  process.stdin.once("end", () => {
    const rest = decoder.end();
    if (rest) runner.sendInput(rest);
    runner.closeInput();
  });
  process.stdin.once("error", () => runner.closeInput());
}

function write(records) {
  for (const { stream, text } of records) process[stream].write(text);
}

/**
 * Ctrl+C is Stop, with its rule (`www/src/engine/stop-ladder.ts`). The third in a row, if the others had no effect, ends
 * this script.
 */
function connectSignals(runner) {
  let inARow = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  process.on("SIGINT", () => {
    const now = performance.now();
    inARow = now - lastAt < IN_A_ROW_MS ? inARow + 1 : 1;
    lastAt = now;
    if (inARow > 2) process.exit(STATUS.interrupted);
    runner.stop();
  });
}

/** With `--explain`: prints why no thread can continue, and ends the program. */
function explainer(runner, { explain }) {
  const told = { report: undefined };
  if (!explain) return { told };
  const onDeadlock = (report) => {
    told.report ??= report;
    runner.kill();
  };
  return { told, onDeadlock };
}

/** A note of the Problems panel as text, in the form of an explained deadlock. */
function noteText({ title, lines, advice }) {
  return [`${title}.`, ...lines.map((each) => `  ${each}`), ...(advice ? [advice] : []), ""].join("\n");
}

/** With `--explain`: the notes about a run that has ended. */
function notesOf({ notes }, { explain }) {
  return explain ? { notes: notes.map(noteText) } : {};
}

function line(file, { status, stdout, stderr, ms, reason, message, merged, threads }, more) {
  return JSON.stringify({
    file,
    status,
    stdout,
    stderr,
    ms: Math.round(ms),
    reason,
    message,
    merged,
    threads,
    ...more,
  });
}

async function runOne(runner, options, program) {
  const { files, argv, dialect, gil, timeoutMs, json, trace } = options;
  const [file] = files;
  const own = file !== "-";
  const { told, onDeadlock } = explainer(runner, options);
  const running = runner.run({
    ...program,
    argv,
    dialect,
    gil,
    record: trace !== undefined || options.explain,
    onDeadlock,
    timeoutMs,
    interactive: own,
    onRecords: json ? undefined : write,
    onStarted: own ? () => connectInput(runner) : undefined,
  });
  const result = await running;
  if (trace !== undefined) writeFileSync(resolve(folder, trace), JSON.stringify(traceOf(result.events)));
  if (told.report) {
    if (json) console.log(line(file, { ...result, status: DEADLOCK, reason: "deadlock", message: told.report.text }));
    else process.stderr.write(told.report.text);
    return DEADLOCK;
  }
  const { notes = [] } = notesOf(result, options);
  if (json) console.log(line(file, result, notesOf(result, options)));
  else if (result.message) console.error(`threading-playground: ${result.message}`);
  if (!json) for (const note of notes) process.stderr.write(note);
  return result.status;
}

async function runBatch(runner, options, programs) {
  const { files, dialect, gil, timeoutMs } = options;
  let worst = 0;
  for (const [index, program] of programs.entries()) {
    const { told, onDeadlock } = explainer(runner, options);
    const result = await runner.run({ ...program, dialect, gil, record: options.explain, timeoutMs, onDeadlock });
    if (told.report) Object.assign(result, { status: DEADLOCK, reason: "deadlock", message: told.report.text });
    console.log(line(files[index], result, told.report ? {} : notesOf(result, options)));
    if (result.status !== 0) worst = 1;
  }
  return worst;
}

async function main() {
  const options = parseArguments(process.argv.slice(2));
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  const programs = [];
  for (const file of options.files) {
    if (file === "-")
      programs.push({ files: { "<stdin>": decode(await readAll(process.stdin), "-") }, main: "<stdin>" });
    else programs.push(readProgram(file, folder));
  }
  const mounted = Object.assign({}, ...options.mounts.map((mount) => readMount(mount, folder)));
  for (const program of programs) program.files = { ...mounted, ...program.files };
  await setUpToRun(options.browser);
  // Imported late, because the browser's library is large.
  const { openRunner } = await import("./lib/runner.mjs");
  let runner;
  process.stdout.on("error", (error) => process.exit(error.code === "EPIPE" ? PIPE_CLOSED : 1));
  try {
    runner = await openRunner({ browser: options.browser });
    connectSignals(runner);
    return await (options.batch ? runBatch(runner, options, programs) : runOne(runner, options, programs[0]));
  } finally {
    process.stdin.pause();
    process.stdin.unref?.();
    await runner?.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Failure ? error.message : error);
  process.exitCode = error instanceof UsageError ? USAGE_STATUS : 1;
}
