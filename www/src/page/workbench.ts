/** The chosen example and its code: which form is shown, what the reader changed, and the way between the forms. */
import { byId } from "./dom";
import type { Drafts, Form } from "./drafts";
import { EditorHost } from "./editor-host";
import { drawExample, drawRecorded } from "./example-view";
import { type Example, exampleText } from "./examples";

/** Turns Python 2 source into Python 3. */
export type Translate = (source: string) => Promise<string>;

export class Workbench {
  readonly editor: EditorHost;
  readonly #drafts: Drafts;
  readonly #translate: Translate;
  readonly #note = byId("dialect-note", HTMLElement);
  readonly #noteText = byId("dialect-text", HTMLElement);
  readonly #switch = byId("dialect-switch", HTMLButtonElement);
  readonly #edited = byId("edited", HTMLElement);
  readonly #problem = byId("code-problem", HTMLElement);
  #example: Example | undefined;
  #form: Form = "documented";
  /** The unedited text of each form of the example; a form that was not fetched or translated yet has none. */
  #originals: Partial<Record<Form, string>> = {};
  /** The edited Python 2 text that the Python 3 form was last made from. */
  #translatedFrom: string | undefined;

  constructor(drafts: Drafts, translate: Translate) {
    this.#drafts = drafts;
    this.#translate = translate;
    this.editor = new EditorHost(byId("editor", HTMLElement), (text) => this.#keep(text));
    this.#switch.addEventListener("click", () => void this.#switchForm());
    byId("reset", HTMLButtonElement).addEventListener("click", () => this.#reset());
  }

  /** The program as the editor has it. */
  program(): { main: string; source: string } {
    const path = this.#example?.file ?? "program.py";
    const shown = (this.#form === "python3" && this.#example?.python3) || path;
    return { main: shown.split("/").at(-1) ?? path, source: this.editor.text };
  }

  async open(example: Example): Promise<void> {
    this.#example = example;
    this.#form = "documented";
    this.#originals = {};
    this.#translatedFrom = undefined;
    this.#tell("");
    drawExample(example);
    void drawRecorded(example, () => this.#example === example);
    try {
      const text = await exampleText(example.file);
      if (this.#example !== example) return;
      this.#originals.documented = text;
    } catch (error) {
      if (this.#example !== example) return;
      this.#tell(`The example's code could not be loaded: ${(error as Error).message}`);
    }
    this.#show("documented");
  }

  #show(form: Form): void {
    this.#form = form;
    const draft = this.#example && this.#drafts.get(this.#example.name, form);
    this.editor.show(draft ?? this.#originals[form] ?? "");
    this.#describe();
  }

  #describe(): void {
    const isPython2 = this.#example?.dialect === "python2";
    this.#note.hidden = !isPython2 && this.#example?.python3 === undefined;
    const documented = this.#form === "documented";
    const asDocumented = isPython2
      ? "Shown as documented, in Python 2, and run as such."
      : "Shown as documented, in the spelling of Python 2, which Python 3 still takes.";
    this.#noteText.textContent = documented ? asDocumented : "The same program as Python 3 spells it.";
    this.#switch.textContent = documented ? "Show the Python 3 form" : "Show as documented";
    this.#edited.hidden = this.editor.text === (this.#originals[this.#form] ?? this.editor.text);
  }

  #keep(text: string): void {
    if (this.#example) {
      if (text === this.#originals[this.#form]) this.#drafts.remove(this.#example.name, this.#form);
      else this.#drafts.set(this.#example.name, this.#form, text);
    }
    this.#describe();
  }

  #reset(): void {
    const original = this.#originals[this.#form];
    if (original !== undefined && original !== this.editor.text) this.editor.replace(original);
    this.#tell("");
  }

  async #switchForm(): Promise<void> {
    const example = this.#example;
    if (!example) return;
    this.#tell("");
    if (this.#form === "python3") {
      this.#show("documented");
      return;
    }
    const source = this.editor.text;
    const unedited = source === this.#originals.documented;
    try {
      this.#originals.python3 ??= await this.#python3Original(example);
      const made = unedited || source === this.#translatedFrom ? undefined : await this.#translate(source);
      if (this.#example !== example || this.#form !== "documented" || this.editor.text !== source) return;
      this.#show("python3");
      if (made === undefined) return;
      this.#translatedFrom = source;
      // As one edit: undo brings back what the Python 3 form was before.
      if (made !== this.editor.text) this.editor.replace(made);
    } catch (error) {
      if (this.#example === example) this.#tell(`The Python 3 form could not be made: ${(error as Error).message}`);
    }
  }

  #python3Original(example: Example): Promise<string> {
    return example.python3 ? exampleText(example.python3) : this.#translate(this.#originals.documented ?? "");
  }

  #tell(problem: string): void {
    this.#problem.textContent = problem;
    this.#problem.hidden = problem === "";
  }
}
