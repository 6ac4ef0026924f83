/** The program that is shown: its files in tabs, its settings, what the reader changed, and the way between an example's forms. */
import type { Engine, Questions } from "../engine/contract";
import { byId, element } from "../ui/dom";
import { EditorHost } from "../ui/editor-host";
import { hasFile, type Project, projectOf, renamed, sameProject, withFile, withoutFile } from "../ui/project";
import type { Drafts } from "./drafts";
import { drawLesson } from "./example-view";
import { type Example, exampleProject } from "./examples";
import { FileDialog } from "./file-dialog";
import { FileTabs } from "./file-tabs";
import type { Form } from "./form";
import { draftKey, type Place, STARTER } from "./place";
import { RecordedView } from "./recorded-view";
import { SettingsView } from "./settings-view";

export interface WorkbenchOwner {
  /** Answers what is asked about the code that is edited. */
  ask: Engine["ask"];
  /** The reader has edited a file, or how the program is started. */
  onEdit(project: Project, file: string): void;
  /** Turns Python 2 source into Python 3. */
  translate(source: string): Promise<string>;
  /** Hears of each program that is shown from now on. */
  onOpen(place: Place): void;
  /** Hears of the source that is shown, or was translated to it, where that may be Python 2; `isEdit`: the one before, edited. */
  onPython2(source: string | undefined, isEdit: boolean): void;
}

type Python3First = Place & { kind: "example"; example: Example & { python3: string } };

/** Programs that are documented in Python 2, with a Python 3 form of their own. */
function isPython3First(place: Place): place is Python3First {
  return place.kind === "example" && place.example.dialect === "python2" && place.example.python3 !== undefined;
}

const NOTHING = projectOf("program.py", { "program.py": "" });

export class Workbench {
  readonly editor: EditorHost;
  readonly recorded = new RecordedView();
  readonly dialog = new FileDialog();
  project: Project = NOTHING;
  readonly #drafts: Drafts;
  readonly #owner: WorkbenchOwner;
  readonly #tabs: FileTabs;
  readonly #settings: SettingsView;
  readonly #note = byId("dialect-note", HTMLElement);
  readonly #noteText = byId("dialect-text", HTMLElement);
  readonly #switch = byId("dialect-switch", HTMLButtonElement);
  readonly #edited = byId("edited", HTMLElement);
  readonly #problem = byId("code-problem", HTMLElement);
  readonly #said = byId("code-said", HTMLElement);
  #place: Place | undefined;
  /** What was chosen last; its code may still be on its way. */
  #wanted: Place | undefined;
  #form: Form = "documented";
  #file = NOTHING.main;
  /** Each form as it was before any edit; one that was not fetched or translated yet has none. */
  #originals: Partial<Record<Form, Project>> = {};
  /** The edited Python 2 text that the Python 3 form was last made from. */
  #translatedFrom: string | undefined;
  /** The last translation, to tell whether what is shown is one. */
  #translation: { from: string; source: string } | undefined;

  constructor(drafts: Drafts, owner: WorkbenchOwner) {
    this.#drafts = drafts;
    this.#owner = owner;
    this.editor = new EditorHost(byId("editor", HTMLElement), {
      describedBy: "editor-hint",
      tabIndents: true,
      help: {
        ask: (kind, asked) => {
          const { files, dialect } = this.project;
          // The editor says the rest of what is asked.
          return owner.ask(kind, { file: this.#file, files, dialect, ...asked } as Questions[typeof kind]["asked"]);
        },
      },
      onEdit: (text) => this.#change(withFile(this.project, this.#file, text)),
    });
    this.#settings = new SettingsView((settings) => this.#change({ ...this.project, ...settings }));
    this.#tabs = new FileTabs(
      {
        onShow: (name) => this.showFile(name),
        onAdd: (name) => this.#arrange(withFile(this.project, name, ""), name),
        onRename: (from, to) => this.#arrange(renamed(this.project, from, to), to),
        onDelete: (name) => this.#delete(name),
        onMain: (name) => this.#arrange({ ...this.project, main: name }, name),
      },
      this.dialog,
    );
    this.#switch.addEventListener("click", () => void this.#switchForm());
    byId("reset", HTMLButtonElement).addEventListener("click", () => this.#reset());
  }

  /** Shows a program once its code is there: until then the one before can be edited and run, and is what is saved. */
  async open(place: Place): Promise<void> {
    this.#wanted = place;
    let originals: Partial<Record<Form, Project>> = {};
    let problem = "";
    try {
      originals = await this.#originalsOf(place);
    } catch (error) {
      problem = `The example's code could not be loaded: ${(error as Error).message}`;
    }
    if (this.#wanted !== place) return;
    this.#place = place;
    this.#originals = originals;
    this.#translatedFrom = undefined;
    this.say();
    this.#tell(problem);
    drawLesson(place);
    this.#owner.onOpen(place);
    this.#show(this.#firstForm(place));
  }

  showFile(name: string): void {
    const text = hasFile(this.project, name) ? this.project.files[name] : undefined;
    if (text === undefined) return;
    this.#file = name;
    this.editor.show(text, name);
    this.#tabs.draw(this.project, name);
    this.#tellPython2(false);
  }

  /** Names that opened files cannot have; none where they take the program's place. */
  get takenNames(): string[] {
    return this.#isFresh ? [] : Object.keys(this.project.files);
  }

  /** Adds files to the program; where nothing was edited yet, they take its place. */
  addFiles(files: Record<string, string>): void {
    const names = Object.keys(files);
    const first = names.find((name) => name.endsWith(".py")) ?? names[0];
    if (first === undefined) return;
    const more = this.#isFresh ? { files, main: first } : { files: { ...this.project.files, ...files } };
    this.#arrange({ ...this.project, ...more }, first);
  }

  /** A sentence about what just happened, with something to do about it. */
  say(text = "", action?: { label: string; act: () => void }): void {
    this.#said.replaceChildren(text);
    if (!action) return;
    const button = element("button", "link", action.label);
    button.type = "button";
    button.addEventListener("click", () => {
      this.say();
      action.act();
    });
    this.#said.append(" ", button);
  }

  /** Whether the form that is shown is as it was before any edit. */
  get isUnedited(): boolean {
    const original = this.#originals[this.#form];
    return original !== undefined && sameProject(this.project, original);
  }

  get #isFresh(): boolean {
    return this.isUnedited;
  }

  async #originalsOf(place: Place): Promise<Partial<Record<Form, Project>>> {
    if (place.kind !== "example") return { documented: place.kind === "own" ? STARTER : place.project };
    const { example } = place;
    const documented = exampleProject(example, example.file);
    if (!isPython3First(place)) return { documented: await documented };
    const [made, python3] = await Promise.all([documented, exampleProject(example, place.example.python3)]);
    return { documented: made, python3 };
  }

  /** A newcomer learns Python 3. Whoever has edited only the documented form finds that again. */
  #firstForm(place: Place): Form {
    const isEdited = (form: Form) => this.#drafts.get(draftKey(place, form)) !== undefined;
    if (!isPython3First(place) || !this.#originals.python3) return "documented";
    return isEdited("documented") && !isEdited("python3") ? "documented" : "python3";
  }

  #show(form: Form): void {
    this.#form = form;
    const draft = this.#place && this.#drafts.get(draftKey(this.#place, form));
    this.project = draft ?? this.#originals[form] ?? NOTHING;
    this.#file = this.project.main;
    this.editor.forget();
    this.#redraw();
    const place = this.#place;
    if (place) void this.recorded.show(place, form, () => this.#place === place);
  }

  #redraw(): void {
    this.showFile(hasFile(this.project, this.#file) ? this.#file : this.project.main);
    this.#settings.show(this.project);
    this.#describe();
  }

  #describe(): void {
    const example = this.#place?.kind === "example" ? this.#place.example : undefined;
    const isPython2 = example?.dialect === "python2";
    this.#note.hidden = !isPython2 && example?.python3 === undefined;
    const documented = this.#form === "documented";
    const asDocumented = isPython2
      ? "Shown as documented, in Python 2, and run as such."
      : "Shown as documented, in the spelling of Python 2, which Python 3 still takes.";
    const inPython3 = isPython2
      ? "In Python 3. The document has it in Python 2, which runs here as it is."
      : "The same program as Python 3 spells it.";
    this.#noteText.textContent = documented ? asDocumented : inPython3;
    this.#switch.textContent = documented ? "Show the Python 3 form" : "Show as documented";
    const isEdited = this.#originals[this.#form] !== undefined && !this.isUnedited;
    this.#edited.hidden = !isEdited;
    const isLost = isEdited && this.#drafts.isRefused;
    this.#edited.textContent = isLost ? "edited, kept only while the page is open" : "edited";
  }

  /** Any change of the reader's; the editor and the tabs show it already. */
  #change(project: Project): void {
    this.project = project;
    if (this.#place) {
      const key = draftKey(this.#place, this.#form);
      const original = this.#originals[this.#form];
      if (original && sameProject(project, original)) this.#drafts.remove(key);
      else this.#drafts.set(key, project);
    }
    this.#describe();
    this.#tellPython2(true);
    this.#owner.onEdit(project, this.#file);
  }

  #tellPython2(isEdit: boolean): void {
    const { files, dialect } = this.project;
    const text = this.#file.endsWith(".py") && dialect !== "python3" ? files[this.#file] : undefined;
    const translated = text === this.#translation?.source ? this.#translation?.from : undefined;
    this.#owner.onPython2(translated ?? text, isEdit);
  }

  async #translate(from: string): Promise<string> {
    const source = await this.#owner.translate(from);
    this.#translation = { from, source };
    return source;
  }

  /** A change of which files there are. */
  #arrange(project: Project, shown: string): void {
    this.say();
    this.#file = shown;
    this.#change(project);
    this.#redraw();
  }

  #delete(name: string): void {
    const before = this.project;
    this.#arrange(withoutFile(before, name), withoutFile(before, name).main);
    this.say(`${name} was deleted.`, { label: "Undo", act: () => this.#arrange(before, name) });
  }

  #reset(): void {
    const original = this.#originals[this.#form];
    this.#tell("");
    this.say();
    if (!original || sameProject(original, this.project)) return;
    const before = this.project;
    const text = hasFile(original, this.#file) ? original.files[this.#file] : undefined;
    // As an edit of the file that is shown, so that undo has it; the rest comes back with the words below.
    if (text !== undefined && text !== this.editor.text) this.editor.replace(text);
    if (sameProject(original, this.project)) return;
    this.#change(original);
    this.#redraw();
    this.say("The program is as it was at first.", { label: "Undo", act: () => this.#arrange(before, before.main) });
  }

  async #switchForm(): Promise<void> {
    const place = this.#place;
    if (place?.kind !== "example") return;
    this.#tell("");
    if (this.#form === "python3") {
      this.#show("documented");
      return;
    }
    const source = this.project.files[this.project.main] ?? "";
    const documented = this.#originals.documented;
    const unedited = documented !== undefined && source === documented.files[documented.main];
    try {
      this.#originals.python3 ??= await this.#python3Original(place);
      const made = unedited || source === this.#translatedFrom ? undefined : await this.#translate(source);
      const isSame = this.project.files[this.project.main] === source && this.#form === "documented";
      if (this.#place !== place || !isSame) return;
      this.#show("python3");
      if (made === undefined) return;
      this.#translatedFrom = source;
      // As one edit: undo brings back what the Python 3 form was before.
      if (made !== this.editor.text) this.editor.replace(made);
    } catch (error) {
      if (this.#place === place) this.#tell(`The Python 3 form could not be made: ${(error as Error).message}`);
    }
  }

  async #python3Original({ example }: Place & { kind: "example" }): Promise<Project> {
    if (example.python3) return exampleProject(example, example.python3);
    const original = this.#originals.documented ?? NOTHING;
    return withFile(original, original.main, await this.#translate(original.files[original.main] ?? ""));
  }

  #tell(problem: string): void {
    this.#problem.textContent = problem;
    this.#problem.hidden = problem === "";
  }
}
