/**
 * `npm test`: sets up, builds, runs every step and counts. `--only STEP,...` runs some steps, `--no-build` uses the existing
 * build.
 */
import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { count, faults, skipReasons, total } from "./lib/counts.mjs";
import { root, target } from "./lib/paths.mjs";
import { Failure, program } from "./lib/process.mjs";
import { stepEnvironment, steps } from "./lib/steps.mjs";
import { setUp } from "./setup.mjs";

const TAIL_LINES = 60;
/** No step takes half as long. A step that hangs must fail with its log, without ending the whole run. */
const COMMAND_LIMIT_MS = 25 * 60_000;
const logs = join(target, "test-logs");

/** Runs a command with its output in the log. Returns its exit status. */
function runLogged([command, args, environment = {}], log) {
  writeSync(log, `$ ${[command, ...args].join(" ")}\n`);
  return new Promise((resolve) => {
    const env = { ...stepEnvironment(), ...environment };
    const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", log, log] });
    const timer = setTimeout(() => {
      writeSync(log, `not ok: ended after ${COMMAND_LIMIT_MS / 60_000} minutes\n`);
      child.kill();
    }, COMMAND_LIMIT_MS);
    child.once("error", (error) => {
      writeSync(log, `${command} could not be started: ${error.message}\n`);
      resolve(127);
    });
    child.once("close", (code) => {
      clearTimeout(timer);
      resolve(code ?? 1);
    });
  });
}

async function runStep({ name, format, commands }) {
  const path = join(logs, `${name}.log`);
  const log = openSync(path, "w");
  const startedAt = performance.now();
  let status = 0;
  for (const command of commands) {
    status = await runLogged(command, log);
    if (status !== 0) break;
  }
  closeSync(log);
  const text = readFileSync(path, "utf8");
  const counted = count(format, text, status);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${name}: ${counted.passed} passed, ${counted.failed} failed (${seconds} s)`);
  for (const reason of skipReasons(text)) console.log(`${name}: skipped: ${reason}`);
  if (counted.failed > 0) {
    console.log(faults(text).join("\n"));
    console.log(`the last ${TAIL_LINES} lines:`);
    console.log(text.trimEnd().split("\n").slice(-TAIL_LINES).join("\n"));
    console.log(`the whole of it: ${relative(root, path)}`);
  }
  return counted;
}

function chosen(only) {
  const all = steps();
  if (only === undefined) return all;
  const names = only.split(",");
  const unknown = names.filter((name) => !all.some((step) => step.name === name));
  if (unknown.length > 0) {
    throw new Failure(`--only ${unknown}: the steps are ${all.map((step) => step.name).join(", ")}`);
  }
  return all.filter((step) => names.includes(step.name));
}

await program(async () => {
  const { values } = parseArgs({ options: { only: { type: "string" }, "no-build": { type: "boolean" } } });
  await setUp();
  const wanted = chosen(values.only);
  mkdirSync(logs, { recursive: true });
  const counts = [];
  const runAll = async (some) => {
    for (const step of some) counts.push(await runStep(step));
  };
  // The build uses only one core for most of its time.
  const meanwhile = runAll(wanted.filter((step) => step.needsNoBuild));
  if (!values["no-build"]) {
    try {
      await build();
    } catch (error) {
      // The other steps still give useful results.
      console.error(error instanceof Failure ? error.message : error);
      counts.push({ passed: 0, failed: 1 });
    }
  }
  await meanwhile;
  await runAll(wanted.filter((step) => !step.needsNoBuild));
  const { passed, failed } = total(counts);
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
});
