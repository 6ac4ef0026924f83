/**
 * What stays Python 3 in a program of Python 2, below its code. The runtime knows; it is asked while no program runs, whose
 * timing is its own, and once the reader pauses.
 */
import type { TranslationNote } from "../engine/contract";
import { byId, element, prose } from "../ui/dom";

const PAUSE_MS = 300;

export interface NotesOwner {
  find(source: string): Promise<readonly TranslationNote[]>;
  openLine(line: number): void;
}

export class DialectNotes {
  readonly #root = byId("stays", HTMLElement);
  readonly #list = byId("stays-list", HTMLUListElement);
  readonly #owner: NotesOwner;
  #source: string | undefined;
  /** What was asked about last. */
  #asked: string | undefined;
  #isReady = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(owner: NotesOwner) {
    this.#owner = owner;
  }

  /** Whether the runtime can be asked now. */
  setReady(isReady: boolean): void {
    this.#isReady = isReady;
    if (isReady) this.#soon(0);
  }

  /** The source that is shown, or was translated to what is shown; `isEdit` where it is the one before, edited. */
  show(source: string | undefined, isEdit: boolean): void {
    this.#source = source;
    if (source === this.#asked) return;
    this.#asked = undefined;
    if (!isEdit || source === undefined) this.#draw([]);
    this.#soon(isEdit ? PAUSE_MS : 0);
  }

  #soon(pauseMs: number): void {
    clearTimeout(this.#timer);
    if (this.#source === undefined || this.#source === this.#asked) return;
    this.#timer = setTimeout(() => void this.#ask(), pauseMs);
  }

  async #ask(): Promise<void> {
    const source = this.#source;
    if (!this.#isReady || source === undefined) return;
    this.#asked = source;
    // Whatever is wrong with the source, a run tells it better.
    const notes = await this.#owner.find(source).catch(() => []);
    if (this.#asked === source) this.#draw(notes);
  }

  #draw(notes: readonly TranslationNote[]): void {
    this.#root.hidden = notes.length === 0;
    this.#list.replaceChildren(
      ...notes.map(({ line, text }) => {
        const button = element("button", "link", `Line ${line}`);
        button.type = "button";
        button.addEventListener("click", () => this.#owner.openLine(line));
        return element("li", "", button, ": ", ...prose(text));
      }),
    );
  }
}
