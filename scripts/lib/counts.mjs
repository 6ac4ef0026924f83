/** Counts passed and failed tests from the output of the test programs. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters.
const COLOURS = /\u001b\[[0-9;]*m/g;

/** `ok 1 - name # SKIP reason` */
const SKIPPED = /^ *ok .*# SKIP (.+)$/gm;

const sum = (text, pattern) => [...text.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);

/** The formats of the steps. Both numbers are sums over all summaries in the text. */
const FORMATS = {
  /** `test result: ok. 12 passed; 0 failed; …`, one line for each test binary; wasm-pack's runner prints the same. */
  cargo: (text) => ({
    passed: sum(text, /^test result: .*?(\d+) passed;/gm),
    failed: sum(text, /^test result: .*? (\d+) failed;/gm),
  }),
  /** `Tests  1 failed | 12 passed | 1 skipped (14)` */
  vitest: (text) => ({
    passed: sum(text, /^\s*Tests\s+.*?(\d+) passed/gm),
    failed: sum(text, /^\s*Tests\s+.*?(\d+) failed/gm),
  }),
  /** `# pass 12` (TAP) or `ℹ pass 12` (spec); a cancelled test counts as failed. */
  node: (text) => ({
    passed: sum(text, /^(?:#|ℹ) pass (\d+)/gm),
    failed: sum(text, /^(?:#|ℹ) (?:fail|cancelled) (\d+)/gm),
    // The sums do not include a suite that is skipped as a whole.
    skipped: [...text.matchAll(SKIPPED)].length,
  }),
};

/**
 * Returns the count of a step that ended with `status`. A step without its own tests (`one`) counts as one test. A step that
 * should have run tests and ran none has failed, unless it reports which it skipped. A step that ended with an error without
 * a failed test has failed too.
 */
export function count(format, text, status) {
  const {
    passed,
    failed,
    skipped = 0,
  } = format === "one" ? { passed: status === 0 ? 1 : 0, failed: 0 } : FORMATS[format](text.replace(COLOURS, ""));
  if (failed === 0 && (status !== 0 || passed + skipped === 0)) return { passed, failed: 1 };
  return { passed, failed };
}

export const total = (counts) =>
  counts.reduce((sums, { passed, failed }) => ({ passed: sums.passed + passed, failed: sums.failed + failed }), {
    passed: 0,
    failed: 0,
  });

/** Returns the reasons for skipped tests, each once. */
export const skipReasons = (text) => [
  ...new Set([...text.replace(COLOURS, "").matchAll(SKIPPED)].map((match) => match[1].trim())),
];

/**
 * Lines that name the fault of a test: a panic, a failed assertion, a crash. Long stacks follow them and fill the tail of a
 * log.
 */
const FAULT = /panicked at|^ *not ok |crashed|AssertionError|^error(\[|:)/;
const LINES_AFTER = 3;
/** After `not ok`, node:test reports the fault (a comparison with both values, and causes) and ends it with `...`. */
const REPORT = /^ *not ok /;
const REPORT_END = /^ *\.\.\.$/;
const REPORT_LINES = 40;
const STACK = /^ +(at .+:\d+\)?$|stack: \|-)/;

/** Returns the lines that name a fault, each with the lines that explain it, at most `limit` lines. */
export function faults(text, limit = 120) {
  const lines = text.replace(COLOURS, "").split("\n");
  const wanted = new Set();
  for (const [at, line] of lines.entries()) {
    if (!FAULT.test(line)) continue;
    const after = lines.slice(at, at + REPORT_LINES);
    const end = REPORT.test(line) ? after.findIndex((next) => REPORT_END.test(next)) : LINES_AFTER;
    for (let n = 0; n <= (end < 0 ? after.length : end); n++) wanted.add(at + n);
  }
  const found = [...wanted].map((at) => lines[at]).filter((line) => line?.trim() && !STACK.test(line));
  return [...new Set(found)].slice(0, limit);
}
