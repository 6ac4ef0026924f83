/** The program's files as tabs, and what can be done to the one that is shown. */
import { byId, element } from "../ui/dom";
import { MAX_FILES, nameProblem } from "../ui/file-names";
import type { Project } from "../ui/project";
import type { FileDialog } from "./file-dialog";

/** Most files are modules, which Python finds by this ending; for one that is to have none there is Rename. */
function withEnding(name: string): string {
  return /^[^.]*[^./\s]$/.test(name.split("/").at(-1) ?? "") ? `${name}.py` : name;
}

export interface TabsOwner {
  onShow(name: string): void;
  onAdd(name: string): void;
  onRename(from: string, to: string): void;
  onDelete(name: string): void;
  onMain(name: string): void;
}

export class FileTabs {
  readonly #list = byId("tabs", HTMLElement);
  readonly #rename = byId("file-rename", HTMLButtonElement);
  readonly #main = byId("file-main", HTMLButtonElement);
  readonly #run = byId("run", HTMLButtonElement);
  readonly #delete = byId("file-delete", HTMLButtonElement);
  readonly #editor = byId("editor", HTMLElement);
  readonly #dialog: FileDialog;
  readonly #owner: TabsOwner;
  #names: string[] = [];
  #shown = "";

  constructor(owner: TabsOwner, dialog: FileDialog) {
    this.#owner = owner;
    this.#dialog = dialog;
    byId("file-add", HTMLButtonElement).addEventListener("click", () => this.#add());
    this.#rename.addEventListener("click", () => this.#askRename());
    this.#delete.addEventListener("click", () => owner.onDelete(this.#shown));
    this.#main.addEventListener("click", () => owner.onMain(this.#shown));
    this.#list.addEventListener("keydown", (event) => this.#onKey(event));
  }

  draw(project: Project, shown: string): void {
    this.#names = Object.keys(project.files);
    this.#shown = shown;
    const hadFocus = this.#list.contains(document.activeElement);
    const several = this.#names.length > 1;
    const tabs = this.#names.map((name, index) => this.#tab(name, index, several && name === project.main));
    this.#list.replaceChildren(...tabs);
    const current = tabs[this.#names.indexOf(shown)];
    if (current) this.#editor.setAttribute("aria-labelledby", current.id);
    if (hadFocus) current?.focus();
    this.#delete.hidden = !several;
    this.#main.hidden = !several || shown === project.main || !shown.endsWith(".py");
    this.#rename.setAttribute("aria-label", `Rename ${shown}`);
    this.#delete.setAttribute("aria-label", `Delete ${shown}`);
    this.#main.setAttribute("aria-label", `Make ${shown} the file that runs`);
    this.#run.textContent = shown === project.main ? "Run" : `Run ${project.main}`;
    // Once all else has the room that it needs.
    current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #tab(name: string, index: number, isMain: boolean): HTMLButtonElement {
    const tab = element("button", "tab", name);
    tab.type = "button";
    tab.id = `tab-${index}`;
    tab.dataset["file"] = name;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", "editor");
    tab.setAttribute("aria-selected", String(name === this.#shown));
    tab.tabIndex = name === this.#shown ? 0 : -1;
    if (isMain) tab.append(" ", element("span", "main-mark", "runs"));
    tab.addEventListener("click", () => this.#owner.onShow(name));
    return tab;
  }

  /** As in every tab list: arrows choose, Home and End go to its ends, F2 renames, Delete deletes. */
  #onKey(event: KeyboardEvent): void {
    const at = this.#names.indexOf(this.#shown);
    const count = this.#names.length;
    const targets: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1 + count, Home: 0, End: count - 1 };
    const target = targets[event.key];
    if (target !== undefined) this.#owner.onShow(this.#names[target % count] ?? this.#shown);
    else if (event.key === "F2") this.#askRename();
    else if (event.key === "Delete" && count > 1) this.#owner.onDelete(this.#shown);
    else return;
    event.preventDefault();
  }

  #add(): void {
    const names = this.#names;
    const full = names.length < MAX_FILES ? undefined : `A program has ${MAX_FILES} files at most.`;
    this.#dialog.ask(
      "Add a file",
      "",
      (name) => full ?? nameProblem(withEnding(name), names),
      (name) => this.#owner.onAdd(withEnding(name)),
      "Without an ending it gets .py.",
    );
  }

  #askRename(): void {
    const from = this.#shown;
    const others = this.#names.filter((name) => name !== from);
    this.#dialog.ask(
      "Rename",
      from,
      (name) => nameProblem(name, others),
      (to) => this.#owner.onRename(from, to),
    );
  }
}
