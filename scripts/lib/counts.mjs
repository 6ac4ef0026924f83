/** How many tests passed and failed, from what the test programs print. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters.
const COLOURS = /\u001b\[[0-9;]*m/g;

/** `ok 1 - name # SKIP reason` */
const SKIPPED = /^ *ok .*# SKIP (.+)$/gm;

const sum = (text, pattern) => [...text.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);

/** The format of each kind of step; both numbers are summed over all summaries in the text. */
const FORMATS = {
  /** `test result: ok. 12 passed; 0 failed; …`, one for each test binary; wasm-pack's runner prints the same. */
  cargo: (text) => ({
    passed: sum(text, /^test result: .*?(\d+) passed;/gm),
    failed: sum(text, /^test result: .*? (\d+) failed;/gm),
  }),
  /** `Tests  1 failed | 12 passed | 1 skipped (14)` */
  vitest: (text) => ({
    passed: sum(text, /^\s*Tests\s+.*?(\d+) passed/gm),
    failed: sum(text, /^\s*Tests\s+.*?(\d+) failed/gm),
  }),
  /** `# pass 12` (TAP) or `ℹ pass 12` (spec); a cancelled test is one that failed. */
  node: (text) => ({
    passed: sum(text, /^(?:#|ℹ) pass (\d+)/gm),
    failed: sum(text, /^(?:#|ℹ) (?:fail|cancelled) (\d+)/gm),
    // A suite that is skipped whole is in none of its sums.
    skipped: [...text.matchAll(SKIPPED)].length,
  }),
};

/**
 * The count of a step that ended with `status`. A step without tests of its own (`one`) counts as one; a step that should
 * have run tests and ran none has failed, unless it says which it skipped, and so has one that ended badly without a failed
 * test.
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

/** Why tests were skipped, each reason once. */
export const skipReasons = (text) => [
  ...new Set([...text.replace(COLOURS, "").matchAll(SKIPPED)].map((match) => match[1].trim())),
];

/** What names the fault of a test: a panic, a failed assertion, a crash. Long stacks follow it, which the tail of a log is full of. */
const FAULT = /panicked at|^ *not ok |crashed|AssertionError|^error(\[|:)/;
const LINES_AFTER = 3;
/** node:test says after `not ok` what went wrong, a comparison with both sides and a cause with its own, and ends it with `...`. */
const REPORT = /^ *not ok /;
const REPORT_END = /^ *\.\.\.$/;
const REPORT_LINES = 40;
const STACK = /^ +(at .+:\d+\)?$|stack: \|-)/;

/** The lines that name a fault, each with those that follow and explain it, and at most `limit` of them. */
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
