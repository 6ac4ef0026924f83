/** The output pane: the program's lines, the filter by thread, the row that answers `input()`, copy and clear. */
import type { OutputRecord } from "../engine/contract";
import { activeElement, type Find } from "./dom";
import { OutputModel } from "./output-model";
import { OutputView } from "./output-view";
import { CLEARED } from "./status-text";
import { ThreadFilter } from "./thread-filter";
import { sourceLink } from "./traceback";

export interface PaneOwner {
  sendInput(text: string): void;
  closeInput(): void;
  /** Whether the program has a file of this name, to which a traceback can lead. */
  hasFile(name: string): boolean;
  openPlace(file: string, line: number): void;
}

export class OutputPane {
  readonly #model = new OutputModel();
  readonly #owner: PaneOwner;
  readonly #output: HTMLElement;
  readonly #empty: HTMLElement;
  readonly #told: HTMLElement;
  readonly #row: HTMLFormElement;
  readonly #input: HTMLInputElement;
  readonly #asks: HTMLElement;
  readonly #run: HTMLElement;
  readonly #view: OutputView;
  readonly #filter: ThreadFilter | undefined;
  /** The reader answered, and has been nowhere else since the row went: the next question is for the same hands. */
  #hasAnswered = false;

  /** `threads` is where the filter by thread goes; without it there is none. */
  constructor(find: Find, owner: PaneOwner, threads?: HTMLElement) {
    this.#owner = owner;
    this.#output = find("output", HTMLElement);
    this.#empty = find("output-empty", HTMLElement);
    this.#told = find("output-told", HTMLElement);
    this.#row = find("input-row", HTMLFormElement);
    this.#input = find("input", HTMLInputElement);
    this.#asks = find("input-asks", HTMLElement);
    this.#run = find("run", HTMLElement);
    const findLink = (text: string) => sourceLink(text, (name) => owner.hasFile(name));
    this.#view = new OutputView(this.#output, find("output-dropped", HTMLElement), this.#model, findLink);
    this.#filter = threads && new ThreadFilter(threads, this.#model, () => this.#view.filter(this.#filter?.isShown));
    find("copy", HTMLButtonElement).addEventListener("click", () => void this.#copy());
    find("clear", HTMLButtonElement).addEventListener("click", () => {
      this.#model.clear();
      this.#cleared();
      // Marked, so that the end of the run does not say that nothing was printed.
      this.#empty.dataset["cleared"] = "";
      this.#empty.textContent = CLEARED;
    });
    find("input-end", HTMLButtonElement).addEventListener("click", () => this.#endOfFile());
    this.#output.addEventListener("click", (event) => this.#follow(event));
    this.#output.addEventListener("blur", () => {
      this.#hasAnswered = false;
    });
    this.#row.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.#input.addEventListener("keydown", (event) => {
      if (!event.ctrlKey || event.key.toLowerCase() !== "d") return;
      event.preventDefault();
      this.#endOfFile();
    });
  }

  write(records: OutputRecord[]): void {
    this.#model.write(records);
    this.#update();
  }

  /** A new run. */
  clear(): void {
    this.#model.restart();
    this.#cleared();
  }

  /** Brings the line of a record into sight and marks it. Records are counted from 1, in print order. */
  pointAt(record: number): void {
    const line = this.#model.lineOfRecord(record);
    this.#view.point(line?.id);
  }

  #cleared(): void {
    delete this.#empty.dataset["cleared"];
    this.#filter?.clear();
    this.#view.filter(undefined);
    this.#told.textContent = "";
    this.#update();
  }

  /** All lines that are kept, as a terminal would have shown them. */
  get text(): string {
    return this.#model.text();
  }

  /** A word about the output as a whole, until the next run. */
  say(text: string): void {
    this.#told.textContent = text;
  }

  /** Asks for the line that the thread of this name waits for. */
  wantInput(threadName: string): void {
    this.#asks.textContent = `${threadName} is waiting for input`;
    this.#row.hidden = false;
    // The reader who is doing nothing else goes straight to the answer; one who is typing code is not moved.
    const active = activeElement(this.#row);
    const isWaiting = active === this.#output && this.#hasAnswered;
    if (active === null || active === document.body || active === this.#run || isWaiting) this.#input.focus();
  }

  /** The run is over. Call before the status says so: who hears of the end finds the output, as far as a frame draws it. */
  end(): void {
    this.endInput();
    this.#view.drawNow();
    this.#filter?.drawNow();
  }

  /** Nothing waits for input any more. */
  endInput(): void {
    const focused = this.#row.contains(activeElement(this.#row));
    this.#row.hidden = true;
    this.#input.value = "";
    if (!focused) return;
    this.#output.focus({ preventScroll: true });
    this.#hasAnswered = true;
  }

  #send(): void {
    const line = this.#input.value;
    this.endInput();
    this.#model.echo(line);
    this.#update();
    this.#owner.sendInput(`${line}\n`);
  }

  /** A line begun but not sent goes first, as in a terminal. */
  #endOfFile(): void {
    const begun = this.#input.value;
    this.endInput();
    if (begun) {
      this.#model.echo(begun);
      this.#update();
      this.#owner.sendInput(begun);
    }
    this.#owner.closeInput();
  }

  #update(): void {
    this.#empty.hidden = this.#model.nextId > 0;
    this.#view.update();
    this.#filter?.update();
  }

  #follow(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>("a.trace") : null;
    const { file, line } = link?.dataset ?? {};
    if (file === undefined || line === undefined) return;
    event.preventDefault();
    if (this.#owner.hasFile(file)) this.#owner.openPlace(file, Number(line));
  }

  /** Copies what is shown: with a filter, those threads' lines. */
  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.#model.text(this.#filter?.isShown));
      this.#told.textContent = "Copied.";
    } catch {
      document.getSelection()?.selectAllChildren(this.#output);
      this.#told.textContent = "The browser does not allow copying here; the output is selected.";
    }
  }
}
