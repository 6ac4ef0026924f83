/** Shows code at once as plain text, and puts the editor in its place when that has arrived. */
import { element } from "./dom";
import type { Editor } from "./editor";

declare const __STYLE_NONCE__: string;

export class EditorHost {
  text = "";
  readonly #parent: HTMLElement;
  readonly #onEdit: (text: string) => void;
  #editor: Editor | undefined;

  constructor(parent: HTMLElement, onEdit: (text: string) => void) {
    this.#parent = parent;
    this.#onEdit = onEdit;
  }

  /** Fetches the editor. Where that fails the code stays readable and runnable, and the reason is given. */
  async upgrade(): Promise<void> {
    const { Editor } = await import("./editor");
    this.#editor = new Editor(this.#parent, this.text, __STYLE_NONCE__, (text) => {
      this.text = text;
      this.#onEdit(text);
    });
  }

  show(text: string): void {
    this.text = text;
    if (this.#editor) {
      this.#editor.show(text);
      return;
    }
    // The editor shows an empty line after a last newline; a `pre` shows none.
    const plain = element("pre", "plain-code", element("code", "", text.replace(/\n$/, "\n\n")));
    plain.tabIndex = 0;
    plain.setAttribute("role", "region");
    plain.setAttribute("aria-label", "Python code");
    this.#parent.replaceChildren(plain);
  }

  /** As an edit of the reader's, which can be undone. */
  replace(text: string): void {
    if (this.#editor) {
      this.#editor.replace(text);
      return;
    }
    this.show(text);
    this.#onEdit(text);
  }
}
