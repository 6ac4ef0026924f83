/** Finds and runs other programs. */
import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { root } from "./paths.mjs";

/** A failure that is reported as one sentence, without a stack. */
export class Failure extends Error {
  name = "Failure";
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Returns the path of a program: an absolute path unchanged, or a name found in `PATH` and the folders `also`. */
export function which(name, also = []) {
  if (name.includes("/")) return isProgram(name) ? name : undefined;
  const folders = [...(process.env.PATH ?? "").split(delimiter).filter(Boolean), ...also];
  return folders.map((folder) => join(folder, name)).find(isProgram);
}

/** Returns what a program prints; `undefined` if it fails. */
export function output(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: root, encoding: "utf8", ...options });
  return done.status === 0 ? done.stdout.trim() : undefined;
}

/** Where set-up prints its messages: standard output, or standard error if standard output belongs to a program. */
const telling = { to: "inherit" };

export function tell(text) {
  if (telling.to === "inherit") console.log(text);
  else console.error(text);
}

/** Runs `work`, with its messages and those of its commands on standard error. */
export async function onStandardError(work) {
  telling.to = process.stderr;
  try {
    return await work();
  } finally {
    telling.to = "inherit";
  }
}

/** Runs a program with our own stdio. Throws if it does not end with status 0. */
export async function run(command, args, { say = true, ...options } = {}) {
  if (say) tell(`$ ${[command, ...args].join(" ")}`);
  const status = await new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ["inherit", telling.to, "inherit"], ...options });
    child.once("error", (error) =>
      reject(error.code === "ENOENT" ? new Failure(`${command} is not installed`) : error),
    );
    child.once("close", (code, signal) => resolve(code ?? signal));
  });
  if (status !== 0) throw new Failure(`${command} ${args[0] ?? ""} ended with ${status}`);
}

/** Runs `main`; prints only the message of a `Failure`. */
export async function program(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Failure ? error.message : error);
    process.exitCode = 1;
  }
}
