/** Shows code at once as plain text, and puts the editor in its place when that has arrived. */
import { element } from "./dom";
import type { Editor } from "./editor";
import type { EditorHelp } from "./editor-help";
import type { ProblemMark, ThreadMark } from "./editor-marks";

declare const __STYLE_NONCE__: string;

export interface EditorOptions {
  onEdit(text: string): void;
  /** The id of the element that says what keys do, for a screen reader. */
  describedBy?: string;
  /** Tab indents, and leaves after Escape. Without it Tab moves on, as everywhere else on a page. */
  tabIndents?: boolean;
  /** What is known of the code, for completion. */
  help?: EditorHelp;
}

export class EditorHost {
  text = "";
  readonly #parent: HTMLElement;
  readonly #options: EditorOptions;
  #editor: Editor | undefined;
  #name = "";
  #wraps = false;

  constructor(parent: HTMLElement, options: EditorOptions) {
    this.#parent = parent;
    this.#options = options;
  }

  /** Fetches the editor. Where that fails the code stays readable and runnable, and the reason is given. */
  async upgrade(): Promise<void> {
    const { Editor } = await import("./editor");
    this.#editor ??= new Editor(this.#parent, { text: this.text, name: this.#name }, __STYLE_NONCE__, {
      ...this.#options,
      onEdit: (text) => {
        this.text = text;
        this.#options.onEdit(text);
      },
    });
    this.#editor.wrap(this.#wraps);
    await this.#editor.ready;
  }

  /** Takes over code that is on the page already, as it is. */
  adopt(text: string, name: string): void {
    this.text = text;
    this.#name = name;
  }

  get isUpgraded(): boolean {
    return this.#editor !== undefined;
  }

  /** A file that was shown before under this name, and has this text still, comes with its history. */
  show(text: string, name: string): void {
    this.text = text;
    this.#name = name;
    if (this.#editor) {
      this.#editor.show({ text, name });
      return;
    }
    // The editor shows an empty line after a last newline; a `pre` shows none.
    const plain = element("pre", "plain-code", element("code", "", text.replace(/\n$/, "\n\n")));
    plain.tabIndex = 0;
    plain.setAttribute("role", "region");
    plain.setAttribute("aria-label", `Code of ${name}`);
    this.#parent.replaceChildren(plain);
  }

  /** As an edit of the reader's, which can be undone. */
  replace(text: string): void {
    if (this.#editor) {
      this.#editor.replace(text);
      return;
    }
    this.show(text, this.#name);
    this.#options.onEdit(text);
  }

  /** Another program: files of the same names have nothing to do with the ones before. */
  forget(): void {
    this.#editor?.forget();
  }

  /** Selects a line, counted from 1, and shows it; with a column, what follows there. The keyboard goes there as well. */
  select(line: number, column?: number): void {
    this.#editor?.select(line, column);
    this.#editor?.focus();
  }

  /** As `select`, for a reader whose hands are elsewhere and stay there. */
  point(line: number): void {
    this.#editor?.select(line);
  }

  /** Whether long lines go on in the next row. */
  wrap(wraps: boolean): void {
    this.#wraps = wraps;
    this.#editor?.wrap(wraps);
  }

  /** Where the threads are, in all files; in place of what was shown before. */
  showThreads(marks: readonly ThreadMark[]): void {
    this.#editor?.showThreads(marks);
  }

  /** What is wrong where, in all files; in place of what was shown before. */
  showProblems(marks: readonly ProblemMark[]): void {
    this.#editor?.showProblems(marks);
  }

  /** Puts the caret where the pointer is. */
  focusAt(x: number, y: number): void {
    this.#editor?.focusAt(x, y);
  }

  focus(): void {
    this.#editor?.focus();
  }
}
