/** The command line of `npm run py`. */
import { Failure } from "./process.mjs";

export const USAGE = `usage: npm run --silent py -- [OPTION]... FILE [ARGS...]
       npm run --silent py -- [OPTION]... --batch FILE...

Runs a Python program in a headless browser, on the built page. FILE may be - for standard input.

  --timeout S           end the program after S seconds, with status 124
  --browser NAME        chromium (default) or firefox
  --dialect NAME        auto (default), python2 or python3
  --gil                 threads take turns under a global lock
  --mount DIR=PATH      copy the folder DIR into the program's file tree, as PATH; can be given again
  --explain             where no thread of the program can ever go on, say why and end it with status 3; of a program
                        that ends, note locks that were acquired in both orders, and threads that its end cut off
  --trace FILE          write what its threads did as Chrome trace JSON, which ui.perfetto.dev shows
  --json                print one JSON line: file, status, stdout, stderr, ms
  --batch               run each FILE in one browser, and print such a line for each`;

/** An invalid command line: status 2. */
export class UsageError extends Failure {}

const ONE_OF = { browser: ["chromium", "firefox"], dialect: ["auto", "python2", "python3"] };
const FLAGS = ["batch", "explain", "gil", "json", "help"];
const VALUES = ["timeout", "browser", "dialect", "mount", "trace"];

function take(options, name, value) {
  if (name === "timeout") {
    const seconds = Number(value);
    if (value.trim() === "" || !(seconds > 0 && seconds < 1e6)) {
      throw new UsageError(`--timeout ${value}: give a number of seconds above 0`);
    }
    options.timeoutMs = seconds * 1000;
  } else if (name === "mount") {
    const [, from, to] = /^(.+)=([^=]+)$/s.exec(value) ?? [];
    if (!from) throw new UsageError(`--mount ${value}: give DIR=PATH`);
    options.mounts.push({ from, to });
  } else if (name === "trace") {
    options.trace = value;
  } else {
    if (!ONE_OF[name].includes(value)) throw new UsageError(`--${name} ${value}: give ${ONE_OF[name].join(", ")}`);
    options[name] = value;
  }
}

/**
 * Returns `{ browser, dialect, gil, timeoutMs, mounts, batch, explain, trace, json, help, files, argv }`. Options come
 * before the file; all arguments after it belong to the program.
 */
export function parseArguments(args) {
  const options = {
    browser: "chromium",
    dialect: "auto",
    mounts: [],
    gil: false,
    explain: false,
    batch: false,
    json: false,
    help: false,
  };
  const rest = [...args];
  while (rest.length > 0 && rest[0].startsWith("-") && rest[0] !== "-") {
    const word = rest.shift();
    if (word === "--") break;
    const [, name, value] = /^--([a-z]+)(?:=(.*))?$/s.exec(word) ?? (word === "-h" ? [word, "help"] : []);
    if (FLAGS.includes(name) && value === undefined) options[name] = true;
    else if (VALUES.includes(name)) {
      const given = value ?? rest.shift();
      if (given === undefined) throw new UsageError(`${word}: a value is missing`);
      take(options, name, given);
    } else throw new UsageError(`${word}: there is no such option\n\n${USAGE}`);
  }
  if (!options.help && rest.length === 0) throw new UsageError(`FILE is missing\n\n${USAGE}`);
  const [files, argv] = options.batch ? [rest, []] : [rest.slice(0, 1), rest.slice(1)];
  if (options.batch && files.includes("-")) throw new UsageError("--batch: - is for a single program");
  if (options.batch && options.trace) throw new UsageError("--batch: --trace is for a single program");
  return { ...options, files, argv };
}
