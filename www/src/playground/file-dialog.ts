/** Asks for the name of a file or a program, and says what is wrong with the one that was given. */
import { byId } from "../ui/dom";

export class FileDialog {
  readonly #dialog = byId("file-dialog", HTMLDialogElement);
  readonly #title = byId("file-dialog-title", HTMLElement);
  readonly #name = byId("file-name", HTMLInputElement);
  readonly #hint = byId("file-hint", HTMLElement);
  readonly #problem = byId("file-problem", HTMLElement);
  readonly #ok = byId("file-ok", HTMLButtonElement);
  #check: (name: string) => string | undefined = () => undefined;
  #done: (name: string) => void = () => {};

  constructor() {
    byId("file-form", HTMLFormElement).addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    byId("file-cancel", HTMLButtonElement).addEventListener("click", () => this.#dialog.close());
    this.#name.addEventListener("input", () => this.#tell(undefined));
  }

  ask(
    title: string,
    name: string,
    check: (name: string) => string | undefined,
    done: (name: string) => void,
    hint = "",
  ): void {
    this.#hint.textContent = hint;
    this.#title.textContent = title;
    this.#ok.textContent = title;
    this.#name.value = name;
    this.#check = check;
    this.#done = done;
    this.#tell(undefined);
    this.#dialog.showModal();
    // Up to the ending, which mostly stays.
    const dot = name.lastIndexOf(".");
    this.#name.setSelectionRange(0, dot > 0 ? dot : name.length);
  }

  #submit(): void {
    const name = this.#name.value;
    const problem = this.#check(name);
    this.#tell(problem);
    if (problem) {
      this.#name.focus();
      return;
    }
    this.#dialog.close();
    this.#done(name);
  }

  #tell(problem: string | undefined): void {
    this.#problem.textContent = problem ?? "";
    this.#problem.hidden = problem === undefined;
    this.#name.setAttribute("aria-invalid", String(problem !== undefined));
  }
}
