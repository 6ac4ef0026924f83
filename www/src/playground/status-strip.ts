/** The state of the run beside Run, where a narrow page has the output out of sight; it leads there. */
import { byId } from "../ui/dom";
import type { RunnerState } from "../ui/runner";
import { statusText } from "../ui/status-text";

export class StatusStrip {
  readonly #strip = byId("strip", HTMLButtonElement);
  readonly #text = byId("strip-text", HTMLElement);

  constructor() {
    this.#strip.addEventListener("click", () => {
      const output = byId("output", HTMLElement);
      output.closest(".panel")?.scrollIntoView({ block: "start" });
      output.focus({ preventScroll: true });
    });
  }

  show(state: RunnerState): void {
    const { dataset } = this.#strip;
    dataset["state"] = state.kind;
    delete dataset["exitStatus"];
    if (state.kind === "exited") dataset["exitStatus"] = String(state.result.status);
    this.#text.textContent = statusText(state).headline;
  }

  wantInput(threadName: string): void {
    this.#text.textContent = `${threadName} is waiting for input`;
  }
}
