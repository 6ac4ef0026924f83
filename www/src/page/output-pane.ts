/** The output pane: the program's lines, the row that answers `input()`, and the copy and clear buttons. */
import type { OutputRecord } from "../engine/contract";
import { byId } from "./dom";
import { OutputModel } from "./output-model";
import { OutputView } from "./output-view";

export interface InputAnswers {
  sendInput(text: string): void;
  closeInput(): void;
}

export class OutputPane {
  readonly #model = new OutputModel();
  readonly #output = byId("output", HTMLElement);
  readonly #empty = byId("output-empty", HTMLElement);
  readonly #view = new OutputView(this.#output, byId("output-dropped", HTMLElement), this.#model);
  readonly #told = byId("output-told", HTMLElement);
  readonly #row = byId("input-row", HTMLFormElement);
  readonly #input = byId("input", HTMLInputElement);
  readonly #answers: InputAnswers;

  constructor(answers: InputAnswers) {
    this.#answers = answers;
    byId("copy", HTMLButtonElement).addEventListener("click", () => void this.#copy());
    byId("clear", HTMLButtonElement).addEventListener("click", () => this.clear());
    this.#row.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.#input.addEventListener("keydown", (event) => {
      if (!event.ctrlKey || event.key.toLowerCase() !== "d") return;
      event.preventDefault();
      this.#endOfFile();
    });
    byId("input-end", HTMLButtonElement).addEventListener("click", () => this.#endOfFile());
  }

  write(records: OutputRecord[]): void {
    this.#model.write(records);
    this.#update();
  }

  clear(): void {
    this.#model.clear();
    this.#view.clear();
    this.#told.textContent = "";
    this.#update();
  }

  wantInput(): void {
    this.#row.hidden = false;
    // The reader who is doing nothing else goes straight to the answer; one who is typing code is not moved.
    const active = document.activeElement;
    if (active === null || active === document.body || active.id === "run") this.#input.focus();
  }

  /** The run is over: nothing waits for input any more. */
  endInput(): void {
    const focused = this.#row.contains(document.activeElement);
    this.#row.hidden = true;
    this.#input.value = "";
    if (focused) this.#output.focus({ preventScroll: true });
  }

  #send(): void {
    const line = this.#input.value;
    this.endInput();
    this.#model.echo(line);
    this.#update();
    this.#answers.sendInput(`${line}\n`);
  }

  /** A line begun but not sent goes first, as in a terminal. */
  #endOfFile(): void {
    const begun = this.#input.value;
    this.endInput();
    if (begun) {
      this.#model.echo(begun);
      this.#update();
      this.#answers.sendInput(begun);
    }
    this.#answers.closeInput();
  }

  #update(): void {
    this.#empty.hidden = this.#model.nextId > 0;
    this.#view.update();
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.#model.text());
      this.#told.textContent = "Copied.";
    } catch {
      document.getSelection()?.selectAllChildren(this.#output);
      this.#told.textContent = "The browser does not allow copying here; the output is selected.";
    }
  }
}
