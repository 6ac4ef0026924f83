/** Other programs: finding and running them. */
import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { root } from "./paths.mjs";

/** A failure that is told in one sentence, without a stack. */
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

/** The path of a program: an absolute one as it is, a name from `PATH` and the folders `also`. */
export function which(name, also = []) {
  if (name.includes("/")) return isProgram(name) ? name : undefined;
  const folders = [...(process.env.PATH ?? "").split(delimiter).filter(Boolean), ...also];
  return folders.map((folder) => join(folder, name)).find(isProgram);
}

/** What a program prints, or nothing where it fails. */
export function output(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: root, encoding: "utf8", ...options });
  return done.status === 0 ? done.stdout.trim() : undefined;
}

/** Where set-up says what it does: standard output, or standard error where that is a program's own. */
const telling = { to: "inherit" };

export function tell(text) {
  if (telling.to === "inherit") console.log(text);
  else console.error(text);
}

/** Does `work`, and what it and its commands say goes to standard error. */
export async function onStandardError(work) {
  telling.to = process.stderr;
  try {
    return await work();
  } finally {
    telling.to = "inherit";
  }
}

/** Runs a program with our own stdio; throws where it does not end with status 0. */
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

/** Runs `main`; a `Failure` is told in its own words. */
export async function program(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Failure ? error.message : error);
    process.exitCode = 1;
  }
}
