/** One example of a page, alive: its editor, its status and its output, in the room that the page had for it from the start. */
import type { Program } from "../engine/contract";
import { type Find, isEnabled, partsOf } from "../page/dom";
import { EditorHost } from "../page/editor-host";
import { OutputPane } from "../page/output-pane";
import type { RunnerState } from "../page/runner";
import { StatusView } from "../page/status-view";

export interface ExampleOwner {
  run(example: LiveExample): void;
  stop(example: LiveExample): void;
  retry(): void;
  sendInput(text: string): void;
  closeInput(): void;
}

export class LiveExample {
  readonly output: OutputPane;
  readonly #find: Find;
  readonly #owner: ExampleOwner;
  readonly #name: string;
  readonly #original: string;
  readonly #editor: EditorHost;
  readonly #status: StatusView;
  readonly #caption: HTMLElement;
  readonly #recordedCaption: string;

  constructor(root: HTMLElement, owner: ExampleOwner) {
    const find = partsOf(root);
    this.#find = find;
    this.#owner = owner;
    this.#name = root.dataset["file"] ?? "program.py";
    const code = find("code", HTMLElement);
    // The editor shows an empty line after a last newline, for which the page has no room.
    this.#original = (code.querySelector("code")?.textContent ?? "").replace(/\n$/, "");
    this.#editor = new EditorHost(code, { onEdit: () => this.#describe() });
    this.#editor.adopt(this.#original, this.#name);
    this.#status = new StatusView(find);
    this.#caption = find("caption", HTMLElement);
    this.#recordedCaption = this.#caption.textContent ?? "";
    this.output = new OutputPane(find, {
      sendInput: (text) => owner.sendInput(text),
      closeInput: () => owner.closeInput(),
      hasFile: (name) => name === this.#name,
      openPlace: (_, line) => void this.#openLine(line),
    });
    find("stop", HTMLButtonElement).addEventListener("click", (event) => {
      if (isEnabled(event.currentTarget as HTMLButtonElement)) owner.stop(this);
    });
    find("retry", HTMLButtonElement).addEventListener("click", () => owner.retry());
    find("reset", HTMLButtonElement).addEventListener("click", () => this.#editor.replace(this.#original));
    find("clear", HTMLButtonElement).addEventListener("click", () => this.#showRecorded());
  }

  program(): Program {
    return { files: { [this.#name]: this.#editor.text }, main: this.#name };
  }

  run(): void {
    if (isEnabled(this.#find("run", HTMLButtonElement))) this.#owner.run(this);
  }

  /** Puts the editor in the code's place; with the caret where the reader clicked. */
  async edit(event?: MouseEvent): Promise<void> {
    if (this.#editor.isUpgraded) {
      if (!event) this.#editor.focus();
      return;
    }
    try {
      await this.#editor.upgrade();
    } catch {
      this.#find("output-told", HTMLElement).textContent = "The editor could not be loaded.";
      return;
    }
    if (event) this.#editor.focusAt(event.clientX, event.clientY);
    else this.#editor.focus();
    this.#find("edit", HTMLButtonElement).hidden = true;
  }

  /** Makes way for a run's output, in exactly the room that there is. */
  begin(): void {
    const frame = this.#find("frame", HTMLElement);
    frame.style.height = `${frame.getBoundingClientRect().height}px`;
    this.#swap(true);
    this.output.clear();
  }

  show(state: RunnerState): void {
    this.#status.show(state);
    if (state.kind === "exited") this.output.endInput();
    if (state.kind !== "unavailable") return;
    this.#find("status-detail", HTMLElement).textContent = [
      state.problem.message,
      ...state.problem.missingHeaders,
    ].join(" ");
    this.#showRecorded();
  }

  /** Another example has the runtime now. */
  rest(): void {
    this.output.endInput();
    this.#status.show({ kind: "idle" });
  }

  #showRecorded(): void {
    this.#swap(false);
    this.#find("frame", HTMLElement).style.height = "";
  }

  #swap(isLive: boolean): void {
    this.#find("recorded", HTMLElement).hidden = isLive;
    this.#find("output", HTMLElement).hidden = !isLive;
    this.#find("copy", HTMLElement).hidden = !isLive;
    this.#find("clear", HTMLElement).hidden = !isLive;
    this.#caption.textContent = isLive ? "Output" : this.#recordedCaption;
  }

  #describe(): void {
    const isEdited = this.#editor.text !== this.#original;
    this.#find("edited", HTMLElement).hidden = !isEdited;
    this.#find("reset", HTMLElement).hidden = !isEdited;
  }

  async #openLine(line: number): Promise<void> {
    await this.edit();
    this.#editor.select(line);
  }
}
