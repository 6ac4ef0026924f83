/** Which program is shown, by the address; the reader's way back; and the link that leads here. */
import { byId } from "../ui/dom";
import { readFragment } from "../ui/share-link";
import type { Drafts } from "./drafts";
import { drawList, markShown } from "./example-view";
import { type Example, loadExamples } from "./examples";
import { FIRST, type OwnPrograms } from "./own-programs";
import { fragmentOf, isLink, type Place } from "./place";
import type { Workbench } from "./workbench";

export class Navigation {
  readonly #workbench: Workbench;
  readonly #drafts: Drafts;
  readonly #own: OwnPrograms;
  readonly #linkNote = byId("link-note", HTMLElement);
  readonly #back = byId("link-back", HTMLAnchorElement);
  #examples: readonly Example[] = [];
  #shown: Place | undefined;
  /** Counts the openings: one that takes long may be overtaken. */
  #openings = 0;

  constructor(workbench: Workbench, drafts: Drafts, own: OwnPrograms) {
    this.#workbench = workbench;
    this.#drafts = drafts;
    this.#own = own;
  }

  get shown(): Place | undefined {
    return this.#shown;
  }

  /** After a change of the reader's own programs. */
  redraw(): void {
    drawList(this.#own.list, this.#examples);
    if (this.#shown) markShown(this.#shown);
  }

  /** A link is shown although the list of examples may not load: it needs none. */
  async start(): Promise<void> {
    const loading = loadExamples();
    addEventListener("hashchange", () => void this.#follow());
    try {
      this.#examples = await loading;
    } finally {
      this.redraw();
      byId("main", HTMLElement).removeAttribute("aria-busy");
      await this.#follow();
      if (!this.#shown) {
        const place = this.#known(this.#drafts.last ?? "") ?? this.#first();
        // Named, so that the way back leads here.
        if (location.hash === "") history.replaceState(history.state, "", fragmentOf(place));
        await this.#open(place);
      }
    }
  }

  /** Shows the program again, by the name that it has now. */
  async reopen(): Promise<void> {
    const place = this.#known(location.hash);
    if (place) await this.#open(place);
  }

  /** Not by the address alone: what comes next must find the program opened. */
  async to(place: Place): Promise<void> {
    if (this.#shown && fragmentOf(this.#shown) === fragmentOf(place)) return;
    history.pushState(null, "", fragmentOf(place));
    await this.#open(place);
  }

  #first(): Place {
    const example = this.#examples[0];
    return example ? { kind: "example", example } : { kind: "own", program: FIRST };
  }

  #known(fragment: string): Place | undefined {
    const program = this.#own.find(fragment.slice(1));
    if (program) return { kind: "own", program };
    const example = this.#examples.find(({ name }) => fragment === `#${encodeURIComponent(name)}`);
    return example && { kind: "example", example };
  }

  /** The skip link and others name something else, and change nothing. */
  async #follow(): Promise<void> {
    const { hash } = location;
    const opening = ++this.#openings;
    if (!isLink(hash)) {
      const place = this.#known(hash);
      if (place) await this.#open(place);
      return;
    }
    try {
      const project = await readFragment(hash);
      if (opening === this.#openings) await this.#open({ kind: "link", fragment: hash, project });
    } catch (error) {
      if (opening !== this.#openings) return;
      if (!this.#shown) await this.#open(this.#known(this.#drafts.last ?? "") ?? this.#first());
      this.#workbench.say(`The link's program could not be read: ${(error as Error).message}`);
    }
  }

  async #open(place: Place): Promise<void> {
    this.#shown = place;
    this.#linkNote.hidden = place.kind !== "link";
    if (place.kind === "link") this.#back.href = this.#drafts.last ?? fragmentOf(this.#first());
    else this.#drafts.last = fragmentOf(place);
    await this.#workbench.open(place);
  }
}
