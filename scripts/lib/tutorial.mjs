/** Runs the tutorial's examples as its pages do, for the script that records them and for the test that compares. */

const LIMIT_MS = 20_000;

/** Of one picture of what an example's threads did. */
export const MOST_PICTURE_BYTES = 12_000;

/**
 * A runner's result, and whether the program `hasEnded` as its chapter says. Threads that are shown are recorded. A deadlock
 * ends the run.
 */
export async function runExample(runner, { file, code, hasTimeline, hasGlobalLock, endsInDeadlock }) {
  const result = await runner.run({
    files: { [file]: code },
    main: file,
    gil: hasGlobalLock,
    record: hasTimeline,
    timeoutMs: LIMIT_MS,
    ...(endsInDeadlock ? { onDeadlock: () => runner.kill() } : {}),
  });
  const hasEnded = endsInDeadlock
    ? result.reason === "killed" && result.deadlocks.length === 1
    : result.reason === "exited" && result.status === 0;
  // Where the page shows it: after what the program itself has printed.
  const told = result.deadlocks.map(({ text }) => text).join("");
  return { ...result, merged: result.merged + told, hasEnded };
}
