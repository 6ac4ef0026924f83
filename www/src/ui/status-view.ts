/** Draws the runner's state: status line, progress bar, clock, and which buttons do something. */
import { type Find, isEnabled, setEnabled } from "./dom";
import type { RunnerState } from "./runner";
import { CLEARED, durationText, emptyText, progressText, statusText } from "./status-text";

const CLOCK_MS = 100;

export class StatusView {
  readonly #status: HTMLElement;
  readonly #headline: HTMLElement;
  readonly #detail: HTMLElement;
  readonly #clock: HTMLElement;
  readonly #progress: HTMLProgressElement;
  readonly #bytes: HTMLElement;
  readonly #empty: HTMLElement;
  readonly #retry: HTMLButtonElement;
  readonly #run: HTMLButtonElement;
  readonly #stop: HTMLButtonElement;
  #ticking: ReturnType<typeof setInterval> | undefined;

  constructor(find: Find) {
    this.#status = find("status", HTMLElement);
    this.#headline = find("status-headline", HTMLElement);
    this.#detail = find("status-detail", HTMLElement);
    this.#clock = find("status-clock", HTMLElement);
    this.#progress = find("progress", HTMLProgressElement);
    this.#bytes = find("progress-text", HTMLElement);
    this.#empty = find("output-empty", HTMLElement);
    this.#retry = find("retry", HTMLButtonElement);
    this.#run = find("run", HTMLButtonElement);
    this.#stop = find("stop", HTMLButtonElement);
  }

  /** `canReplace`: Run is for another program, and ends the one that runs. */
  show(state: RunnerState, canReplace = false): void {
    const { headline, detail } = statusText(state);
    // Only what changed is written: a live region reads each change aloud.
    if (this.#headline.textContent !== headline) this.#headline.textContent = headline;
    if (this.#detail.textContent !== detail) this.#detail.textContent = detail;
    this.#detail.hidden = detail === "";
    this.#status.dataset["state"] = state.kind;
    delete this.#status.dataset["exitStatus"];
    delete this.#status.dataset["reason"];
    if (state.kind === "exited") {
      this.#status.dataset["exitStatus"] = String(state.result.status);
      this.#status.dataset["reason"] = state.result.reason;
    }
    this.#empty.textContent = "cleared" in this.#empty.dataset ? CLEARED : emptyText(state);
    this.#retry.hidden = state.kind !== "failed";
    this.#showProgress(state);
    this.#showClock(state);
    this.#showButtons(state, canReplace);
  }

  #showProgress(state: RunnerState): void {
    const loading = state.kind === "loading";
    this.#progress.hidden = !loading;
    this.#bytes.hidden = !loading;
    if (!loading) return;
    const { receivedBytes, totalBytes, stage } = state.progress;
    if (stage === "download" && totalBytes > 0) {
      this.#progress.max = totalBytes;
      this.#progress.value = receivedBytes;
    } else {
      this.#progress.removeAttribute("value");
    }
    this.#bytes.textContent = progressText(state.progress);
  }

  #showClock(state: RunnerState): void {
    clearInterval(this.#ticking);
    const active = state.kind === "running" || state.kind === "stopping";
    this.#clock.hidden = !active;
    if (!active) return;
    const tick = () => {
      const ms = performance.now() - state.startedAt;
      this.#clock.textContent = ms < 60_000 ? `${(ms / 1_000).toFixed(1)} s` : durationText(ms);
    };
    tick();
    this.#ticking = setInterval(tick, CLOCK_MS);
  }

  #showButtons(state: RunnerState, canReplace: boolean): void {
    const queued = state.kind === "loading" && state.queued;
    const active = state.kind === "running" || state.kind === "stopping";
    setEnabled(this.#run, canReplace || !(active || queued));
    const reason = active ? "The program is running. Stop ends it." : "The program runs as soon as Python is ready.";
    this.#run.title = isEnabled(this.#run) ? "" : reason;
    setEnabled(this.#stop, active || queued);
    const label = state.kind === "stopping" ? "End it at once" : "Stop";
    if (this.#stop.textContent !== label) this.#stop.textContent = label;
    this.#stop.classList.toggle("urgent", state.kind === "stopping");
  }
}
