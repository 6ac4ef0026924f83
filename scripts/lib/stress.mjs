/**
 * The stress suite: the programs of tests/stress, each with a duration in seconds and a seed; see tests/stress/rounds.py.
 */
import { readdirSync, readFileSync } from "node:fs";
import { inRoot } from "./paths.mjs";

const folder = inRoot("tests/stress");
/** The module that the programs import. */
const SHARED = "rounds.py";
/** How much longer than its duration a program may take on a busy machine before it counts as hung. */
const PATIENCE_MS = 120_000;

const read = (name) => readFileSync(`${folder}/${name}`, "utf8");

/** Returns the programs' names, without `.py`. */
export function stressPrograms() {
  const files = readdirSync(folder).filter((name) => name.endsWith(".py") && name !== SHARED);
  return files.map((name) => name.slice(0, -3)).sort();
}

export const newSeed = () => Math.floor(Math.random() * 2 ** 32);

/** Runs one program. `fault` describes what was wrong; it is empty if nothing was. */
export async function runStress(runner, name, { seconds, seed }) {
  const main = `${name}.py`;
  const result = await runner.run({
    files: { [main]: read(main), [SHARED]: read(SHARED) },
    main,
    argv: [String(seconds), String(seed)],
    timeoutMs: seconds * 1000 + PATIENCE_MS,
  });
  const { reason, status, message = "", stdout, stderr } = result;
  const isRight = reason === "exited" && status === 0 && /^OK /m.test(stdout) && stderr === "";
  const said = `${stdout}${stderr}`.trim();
  return { said, fault: isRight ? "" : `${name} ${seconds} ${seed}: ${reason} ${status} ${message}\n${said}` };
}
