/** The room under the output: for the picture of a recorded run, and in its place for the timeline of the program's own run. */
import type { Find } from "../../ui/dom";

export class PictureRoom {
  readonly #find: Find;
  readonly #slot: HTMLSlotElement;
  #isLive = false;

  constructor(find: Find) {
    this.#find = find;
    this.#slot = find("recorded-timeline", HTMLElement).firstElementChild as HTMLSlotElement;
    this.#slot.addEventListener("slotchange", () => this.refresh());
  }

  refresh(): void {
    this.show(this.#isLive);
  }

  /** The timeline in exactly the room of the picture, so that nothing on the page moves; or the picture again. */
  show(isLive: boolean): void {
    const room = this.#find("timeline", HTMLElement);
    const hasPicture = this.#slot.assignedElements().length > 0;
    if (isLive !== this.#isLive) {
      room.style.height = isLive && hasPicture ? `${room.getBoundingClientRect().height}px` : "";
    }
    this.#isLive = isLive;
    this.#find("recorded-timeline", HTMLElement).hidden = isLive;
    this.#find("live-timeline", HTMLElement).hidden = !isLive;
    room.hidden = !isLive && !hasPicture;
  }
}
