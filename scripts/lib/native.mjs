/** Builds the interpreter natively with ThreadSanitizer, and runs programs in it. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { inRoot, target } from "./paths.mjs";
import { run } from "./process.mjs";

const TRIPLE = "x86_64-unknown-linux-gnu";
/** A separate folder, because the flags apply to every crate, including std. */
const folder = join(target, "sanitizer");

/** The sanitizer supports no other system on which this project is tested. */
export const canSanitize = process.platform === "linux" && process.arch === "x64";

/**
 * Builds the interpreter. Returns the paths of `native` and of `data_race`, which contains a race that the sanitizer must
 * report.
 */
export async function buildSanitized() {
  const args = ["build", "--profile", "native", "-p", "threading-interpreter"];
  args.push("--example", "native", "--example", "data_race");
  const env = {
    ...process.env,
    // The C code of other crates is compiled without the sanitizer.
    RUSTFLAGS: "-Zsanitizer=thread -Cunsafe-allow-abi-mismatch=sanitizer",
    CARGO_TARGET_DIR: folder,
    CARGO_INCREMENTAL: "0",
  };
  await run("cargo", [...args, "-Zbuild-std", "--target", TRIPLE], { env });
  const built = join(folder, TRIPLE, "native/examples");
  return { native: join(built, "native"), dataRace: join(built, "data_race") };
}

/**
 * Runs a program with `args` in a folder with `files` (text by name). Returns `{ status, stdout, stderr }`; the status is
 * `null` if it took longer than `limitMs`.
 */
export function runNatively(program, { files = {}, args = [], limitMs, env = {} }) {
  const cwd = mkdtempSync(join(tmpdir(), "playground-native-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, timeout: limitMs });
    const said = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"]) {
      child[name].setEncoding("utf8").on("data", (text) => {
        said[name] += text;
      });
    }
    child.once("error", reject);
    child.once("close", (status) => {
      rmSync(cwd, { recursive: true });
      resolve({ status, ...said });
    });
  });
}

/** The sanitizer's reports that are accepted, each with its reason. */
export const acceptedReports = inRoot("tests/sanitizer/accepted.txt");
