/**
 * Fetches pyperformance's programs and Pyodide into `target/peers`, once for each version, with pip and npm. None of them is
 * committed.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { inRoot, target } from "../paths.mjs";
import { Failure, run, which } from "../process.mjs";
import { PROGRAMS } from "./programs.mjs";

export const PYPERFORMANCE = "1.14.0";
export const PYODIDE = "314.0.7";
const folder = join(target, "peers");
export const ours = inRoot("tests/bench/peers");
const quiet = { stdio: ["ignore", "ignore", "inherit"] };

/** Returns the folder that contains the programs' folders. */
async function pyperformance() {
  const unpacked = join(folder, `pyperformance-${PYPERFORMANCE}`);
  const benchmarks = join(unpacked, "pyperformance/data-files/benchmarks");
  if (existsSync(benchmarks)) return benchmarks;
  const python = which("python3") ?? which("python");
  if (!python) throw new Failure("python3 with pip is needed to fetch pyperformance");
  const wheel = `pyperformance-${PYPERFORMANCE}-py3-none-any.whl`;
  if (!existsSync(join(folder, wheel))) {
    const args = ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"];
    await run(python, [...args, "--dest", folder, `pyperformance==${PYPERFORMANCE}`], quiet);
  }
  rmSync(unpacked, { recursive: true, force: true });
  await run(python, ["-m", "zipfile", "-e", join(folder, wheel), unpacked], { ...quiet, say: false });
  return benchmarks;
}

/** Returns a folder to serve: Pyodide, the page that hosts it, and its worker's script. */
async function pyodide() {
  const site = join(folder, "pyodide/node_modules/pyodide");
  const manifest = join(site, "package.json");
  if (!existsSync(manifest) || JSON.parse(readFileSync(manifest, "utf8")).version !== PYODIDE) {
    const prefix = join(folder, "pyodide");
    mkdirSync(prefix, { recursive: true });
    const args = ["install", "--prefix", prefix, "--no-save", "--no-audit", "--no-fund", `pyodide@${PYODIDE}`];
    await run("npm", args, quiet);
  }
  for (const name of ["pyodide.html", "pyodide-worker.mjs"]) cpSync(join(ours, name), join(site, name));
  return site;
}

/**
 * Reads one of pyperformance's programs as `{ name, files, main, argv }`: its folder's files and the stand-in for pyperf.
 */
function readBenchmark(benchmarks, [name, ...argv]) {
  const from = join(benchmarks, `bm_${name}`);
  const entries = readdirSync(from, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  const files = Object.fromEntries(paths.map((path) => [path.slice(from.length + 1), readFileSync(path)]));
  files["pyperf.py"] = readFileSync(join(ours, "pyperf.py"), "utf8");
  return { name: [name, ...argv].join(" "), files, main: "run_benchmark.py", argv };
}

/** Returns `{ programs, site }`. `only` are names of programs or of their folders. */
export async function peerSources(only) {
  mkdirSync(folder, { recursive: true });
  const benchmarks = await pyperformance();
  const programs = PROGRAMS.map((entry) => readBenchmark(benchmarks, entry)).filter(
    ({ name }) => !only || only.includes(name) || only.includes(name.split(" ")[0]),
  );
  return { programs, site: await pyodide() };
}
