/** The state of the run, always in sight on a narrow page. It leads to the output, or to the reason where no thread can go on. */
import { byId } from "../ui/dom";
import type { RunnerState } from "../ui/runner";
import { statusText } from "../ui/status-text";

export class StatusStrip {
  readonly #strip = byId("strip", HTMLButtonElement);
  readonly #text = byId("strip-text", HTMLElement);

  readonly #to = byId("strip-to", HTMLElement);
  #isDeadlocked = false;

  constructor() {
    this.#strip.addEventListener("click", () => {
      const target = byId(this.#isDeadlocked ? "dock-problems" : "output", HTMLElement);
      (target.closest(".panel") ?? byId("dock", HTMLElement)).scrollIntoView({ block: "start" });
      target.focus({ preventScroll: true });
    });
  }

  show(state: RunnerState): void {
    const { dataset } = this.#strip;
    dataset["state"] = state.kind;
    delete dataset["exitStatus"];
    if (state.kind === "exited") dataset["exitStatus"] = String(state.result.status);
    this.#text.textContent = statusText(state).headline;
    this.#isDeadlocked = state.kind === "running" && state.isDeadlocked === true;
    const to = this.#isDeadlocked ? "Why" : "Output";
    if (this.#to.textContent !== to) this.#to.textContent = to;
  }

  wantInput(threadName: string): void {
    this.#text.textContent = `${threadName} is waiting for input`;
  }
}
