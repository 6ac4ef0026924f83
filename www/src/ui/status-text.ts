/** What the status line says, as text: numbers with their units, sentences for people. */
import type { LoadProgress, RunResult } from "../engine/contract";
import type { RunnerState } from "./runner";

const STAGES: Record<LoadProgress["stage"], string> = {
  download: "Downloading Python",
  compile: "Compiling the runtime",
  boot: "Starting Python",
  ready: "Ready",
};

const BYTES_PER_MB = 1_000_000;

export function progressText({ receivedBytes, totalBytes }: LoadProgress): string {
  const received = (receivedBytes / BYTES_PER_MB).toFixed(1);
  if (totalBytes <= 0) return `${received} MB`;
  // Only what is there is there: 100% is for the last byte.
  const percent = Math.min(100, Math.floor((100 * receivedBytes) / totalBytes));
  return `${percent}% · ${received} of ${(totalBytes / BYTES_PER_MB).toFixed(1)} MB`;
}

export function durationText(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(2)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1_000)} s`;
}

function howItEnded({ reason, status }: RunResult): string {
  switch (reason) {
    case "exited":
      return `Exit status ${status}`;
    case "killed":
      return `Ended by Stop, exit status ${status}`;
    case "crashed":
      return `Crashed, exit status ${status}`;
    case "failed":
      return "Did not start";
  }
}

/** How many cores a recorded program used; nothing where that is not known. A thread that had to wait for a core counts as well. */
function coresText({ summary }: RunResult, cores: number | undefined): string {
  if (!summary || cores === undefined) return "";
  const used = Math.min(summary.coresUsed, cores).toFixed(1);
  return `, ${used} of ${cores} ${cores === 1 ? "core" : "cores"}`;
}

function resultText(result: RunResult, cores: number | undefined): string {
  const parts = [howItEnded(result), durationText(result.durationMs)];
  const threads = result.threads === 1 ? "1 thread" : `${result.threads} threads`;
  if (result.threads > 0) parts.push(`${threads}${coresText(result, cores)}`);
  if (result.dialect === "python2") parts.push("run as Python 2");
  return parts.join(" · ");
}

export const CLEARED = "The output was cleared.";

/** What the output pane says while there is no output; nothing where it would only repeat the status line. */
export function emptyText(state: RunnerState): string {
  switch (state.kind) {
    case "idle":
    case "loading":
      return "Nothing printed yet. Press Run.";
    case "running":
    case "stopping":
      return "Nothing printed yet.";
    case "exited":
      // One that failed, or was called off before it began, has its reason above.
      return state.result.threads > 0 ? "The program printed nothing." : "";
    case "failed":
    case "unavailable":
      return "";
  }
}

export interface StatusText {
  headline: string;
  /** A sentence under it; empty where there is nothing to add. */
  detail: string;
}

/** `cores` are the machine's. */
export function statusText(state: RunnerState, cores = globalThis.navigator?.hardwareConcurrency): StatusText {
  switch (state.kind) {
    case "loading":
      return {
        headline: STAGES[state.progress.stage],
        detail: state.queued ? "Your program runs as soon as it is ready." : "",
      };
    case "unavailable":
      return {
        headline: "Cannot run programs here",
        detail: "The notice at the top says why. The code and the recorded output can still be read.",
      };
    case "failed":
      return { headline: "The runtime did not load", detail: state.message };
    case "idle":
      return { headline: "Ready", detail: "" };
    case "running":
      return {
        headline: state.isDeadlocked ? "Deadlock: no thread can go on" : "Running",
        detail: state.hasHandledStop ? "The program has handled KeyboardInterrupt and goes on." : "",
      };
    case "stopping":
      return {
        headline: "Stopping",
        detail: "KeyboardInterrupt was raised in the main thread. Stop again ends the program.",
      };
    case "exited":
      return { headline: resultText(state.result, cores), detail: state.result.message };
  }
}
