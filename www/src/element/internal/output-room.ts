/** The room under the code: for the recorded output, and in its place for the program's own. */
import type { Find } from "../../ui/dom";

export class OutputRoom {
  readonly #find: Find;
  readonly #slot: HTMLSlotElement;
  readonly #states: CustomStateSet;
  #where = "";

  constructor(find: Find, states: CustomStateSet) {
    this.#find = find;
    this.#states = states;
    this.#slot = find("recorded", HTMLElement).firstElementChild as HTMLSlotElement;
    this.#slot.addEventListener("slotchange", () => this.refresh());
  }

  /** Draws what is there of a recorded output, unless the program's own is shown. */
  refresh(): void {
    if (!this.#states.has("live")) this.show(false);
  }

  /** Says beside the program's own output where it ran. */
  tellWhere(where: string): void {
    this.#where = where;
    if (this.#states.has("live")) this.#caption(this.#own);
  }

  get #own(): string {
    return this.#where ? `Output · ${this.#where}` : "Output";
  }

  #caption(text: string): void {
    const caption = this.#find("caption", HTMLElement);
    caption.textContent = text;
    // All of it, where the row is too narrow for it.
    caption.title = text;
  }

  /** The program's own output in exactly the room of the recorded one, so that nothing on the page moves; or that again. */
  show(isLive: boolean): void {
    const [recorded] = this.#slot.assignedElements();
    const frame = this.#find("frame", HTMLElement);
    frame.style.height = isLive && recorded ? `${frame.getBoundingClientRect().height}px` : "";
    for (const name of ["output", "copy", "clear"]) this.#find(name, HTMLElement).hidden = !isLive;
    this.#states[isLive ? "add" : "delete"]("live");
    this.#find("recorded", HTMLElement).hidden = isLive;
    this.#find("clear", HTMLElement).textContent = recorded ? "Show recorded" : "Clear";
    const note = recorded?.getAttribute("data-note");
    const caption = note ? `Recorded output · ${note}` : "Recorded output";
    this.#caption(isLive ? this.#own : caption);
    frame.hidden = !isLive && !recorded;
  }
}
