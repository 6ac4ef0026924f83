/** The interpreter built natively with ThreadSanitizer, and programs run in it. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { inRoot, target } from "./paths.mjs";
import { run } from "./process.mjs";

const TRIPLE = "x86_64-unknown-linux-gnu";
/** Its own, since the flags are for every crate, std among them. */
const folder = join(target, "sanitizer");

/** The sanitizer knows no other systems that this is tried on. */
export const canSanitize = process.platform === "linux" && process.arch === "x64";

/** Builds it and returns the paths of `native` and of `data_race`, which has what the sanitizer must report. */
export async function buildSanitized() {
  const args = ["build", "--profile", "native", "-p", "threading-interpreter"];
  args.push("--example", "native", "--example", "data_race");
  const env = {
    ...process.env,
    // Other crates' C code is compiled without it.
    RUSTFLAGS: "-Zsanitizer=thread -Cunsafe-allow-abi-mismatch=sanitizer",
    CARGO_TARGET_DIR: folder,
    CARGO_INCREMENTAL: "0",
  };
  await run("cargo", [...args, "-Zbuild-std", "--target", TRIPLE], { env });
  const built = join(folder, TRIPLE, "native/examples");
  return { native: join(built, "native"), dataRace: join(built, "data_race") };
}

/**
 * Runs a program with `args` in a folder with `files` (text by name). Returns `{ status, stdout, stderr }`; the status is `null`
 * where it took longer than `limitMs`.
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

/** The sanitizer's list of reports that are accepted, each with its reason. */
export const acceptedReports = inRoot("tests/sanitizer/accepted.txt");
