/** Which program the output and the status belong to, said where another one is shown. */
import { byId, element } from "../ui/dom";
import type { RunnerState } from "../ui/runner";
import { titleOf } from "./example-view";
import { fragmentOf, type Place } from "./place";

/** A sentence around the program's name; nothing where there is no output that could be taken for another's. */
function words(state: RunnerState): [string, string] | undefined {
  switch (state.kind) {
    case "running":
    case "stopping":
      return ["", " is still running. Run ends it and runs the program shown."];
    case "exited":
      return ["This is the output of ", ", not of the program shown."];
    case "loading":
      return state.queued ? ["", " runs as soon as Python is ready. Run takes the program shown instead."] : undefined;
    default:
      return undefined;
  }
}

export class OutputOrigin {
  readonly #note = byId("output-origin", HTMLElement);
  #ran: { place: Place; files: readonly string[] } | undefined;
  #shown: Place | undefined;

  /** Whether another program is shown than the one that ran last. */
  get isElsewhere(): boolean {
    return this.place !== undefined && this.#shown !== undefined && fragmentOf(this.place) !== fragmentOf(this.#shown);
  }

  /** Where the program stands that ran last. */
  get place(): Place | undefined {
    return this.#ran?.place;
  }

  /** Whether the program that ran had a file of this name. */
  hasFile(name: string): boolean {
    return this.#ran?.files.includes(name) ?? false;
  }

  /** The program that is shown begins to run. */
  begin(files: readonly string[]): void {
    this.#ran = this.#shown && { place: this.#shown, files };
  }

  show(place: Place, state: RunnerState): void {
    this.#shown = place;
    this.tell(state);
  }

  tell(state: RunnerState): void {
    const found = this.isElsewhere ? words(state) : undefined;
    this.#note.hidden = !found;
    if (!found || !this.place) return;
    const [before, after] = found;
    const link = element("a", "", titleOf(this.place));
    link.href = fragmentOf(this.place);
    const text = `${before}${link.textContent}${after}`;
    // A live region reads each change aloud.
    if (this.#note.textContent !== text) this.#note.replaceChildren(before, link, after);
  }
}
