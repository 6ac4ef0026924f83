/** What is done with the reader's own programs as a whole: a new one, a copy of what is shown, another name, away with it. */
import { byId } from "../ui/dom";
import type { Drafts } from "./drafts";
import { titleOf } from "./example-view";
import type { Navigation } from "./navigation";
import { FIRST, type OwnPrograms } from "./own-programs";
import { draftKey, type Place } from "./place";
import type { Workbench } from "./workbench";

export class ProgramActions {
  readonly #workbench: Workbench;
  readonly #navigation: Navigation;
  readonly #drafts: Drafts;
  readonly #own: OwnPrograms;
  readonly #drawer = byId("examples", HTMLElement);
  readonly #rename = byId("program-rename", HTMLButtonElement);
  readonly #delete = byId("program-delete", HTMLButtonElement);
  #place: Place | undefined;

  constructor(workbench: Workbench, navigation: Navigation, drafts: Drafts, own: OwnPrograms) {
    this.#workbench = workbench;
    this.#navigation = navigation;
    this.#drafts = drafts;
    this.#own = own;
    byId("program-new", HTMLButtonElement).addEventListener("click", () => this.#ask("New program", "", false));
    byId("program-copy", HTMLButtonElement).addEventListener("click", () => {
      this.#ask("Copy the program", this.#place ? `Copy of ${titleOf(this.#place)}` : "", true);
    });
    this.#rename.addEventListener("click", () => this.#askName());
    this.#delete.addEventListener("click", () => void this.#remove());
  }

  show(place: Place): void {
    this.#place = place;
    this.#rename.hidden = place.kind !== "own";
    this.#delete.hidden = place.kind !== "own" || place.program.id === FIRST.id;
  }

  #ask(title: string, name: string, isCopy: boolean): void {
    const project = isCopy ? this.#workbench.project : undefined;
    this.#drawer.hidePopover();
    this.#workbench.dialog.ask(
      title,
      name,
      (wanted) => this.#own.problem(wanted),
      (wanted) => {
        const place: Place = { kind: "own", program: this.#own.add(wanted) };
        if (project) this.#drafts.set(draftKey(place, "documented"), project);
        this.#navigation.redraw();
        void this.#navigation.to(place);
      },
    );
  }

  #askName(): void {
    if (this.#place?.kind !== "own") return;
    const { id, name } = this.#place.program;
    this.#drawer.hidePopover();
    this.#workbench.dialog.ask(
      "Rename the program",
      name,
      (wanted) => this.#own.problem(wanted, id),
      (wanted) => {
        this.#own.rename(id, wanted);
        this.#navigation.redraw();
        void this.#navigation.reopen();
      },
    );
  }

  async #remove(): Promise<void> {
    if (this.#place?.kind !== "own") return;
    const { program } = this.#place;
    const project = this.#workbench.project;
    this.#drawer.hidePopover();
    this.#own.remove(program.id);
    this.#drafts.remove(program.id);
    this.#navigation.redraw();
    await this.#navigation.to({ kind: "own", program: this.#own.list[0] ?? FIRST });
    this.#workbench.say(`The program “${program.name}” was deleted.`, {
      label: "Undo",
      act: () => {
        const again: Place = { kind: "own", program: this.#own.add(program.name) };
        this.#drafts.set(draftKey(again, "documented"), project);
        this.#navigation.redraw();
        void this.#navigation.to(again);
      },
    });
  }
}
