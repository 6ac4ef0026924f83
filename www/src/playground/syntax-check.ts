/**
 * Syntax errors of what the reader edits, as a run would tell of them. The runtime knows; it is asked once the reader pauses, and
 * while no program runs.
 */
import type { Questions } from "../engine/contract";
import type { Problem } from "../problems/problems";
import { hasFile, type Project } from "../ui/project";
import { problemIn } from "./problem-finder";

const PAUSE_MS = 400;

export interface SyntaxOwner {
  ask(asked: Questions["syntax"]["asked"]): Promise<string>;
  /** What is known of the files that were checked; called when that has changed. */
  onChecked(files: ReadonlyMap<string, readonly Problem[]>): void;
}

export class SyntaxCheck {
  readonly #owner: SyntaxOwner;
  #project: Project | undefined;
  /** The files that were edited since their last check. */
  readonly #edited = new Set<string>();
  readonly #checked = new Map<string, readonly Problem[]>();
  #isReady = false;
  #isAsking = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(owner: SyntaxOwner) {
    this.#owner = owner;
  }

  /** Whether the runtime can be asked now. */
  setReady(isReady: boolean): void {
    this.#isReady = isReady;
    if (isReady) this.#soon(0);
  }

  /** Another program. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#project = undefined;
    this.#edited.clear();
    this.#checked.clear();
    this.#tell();
  }

  /** The reader has edited a file of the program, or how it is started. */
  edit(project: Project, file: string): void {
    const before = this.#project;
    this.#project = project;
    if (file.endsWith(".py")) this.#edited.add(file);
    // The main file and the setting decide in which dialect the others are.
    const isOther = before && (before.dialect !== project.dialect || before.main !== project.main);
    if (isOther) for (const known of this.#checked.keys()) this.#edited.add(known);
    const gone = [...this.#checked.keys()].filter((known) => !hasFile(project, known));
    for (const known of gone) this.#checked.delete(known);
    if (gone.length > 0) this.#tell();
    this.#soon(PAUSE_MS);
  }

  #soon(pauseMs: number): void {
    clearTimeout(this.#timer);
    if (this.#edited.size > 0) this.#timer = setTimeout(() => void this.#check(), pauseMs);
  }

  async #check(): Promise<void> {
    const project = this.#project;
    const [file] = this.#edited;
    if (!project || file === undefined || !this.#isReady || this.#isAsking) return;
    this.#edited.delete(file);
    const source = hasFile(project, file) ? project.files[file] : undefined;
    if (source !== undefined) {
      this.#isAsking = true;
      const { dialect } = project;
      const main = file === project.main ? undefined : project.files[project.main];
      // Without an answer nothing is known of this text, nor of the one before.
      const answer = this.#owner.ask({ file, source, dialect, ...(main === undefined ? {} : { main }) });
      const text = await answer.catch(() => undefined);
      this.#isAsking = false;
      const now = this.#project;
      // An answer about an older text says nothing of the one that is there now, whose turn comes.
      if (now && hasFile(now, file) && now.files[file] === source && now.dialect === dialect) {
        this.#keep(file, text === undefined ? undefined : problemIn(text, file), text);
      }
    }
    this.#soon(0);
  }

  #keep(file: string, problem: Problem | undefined, text: string | undefined): void {
    if (text === undefined) this.#checked.delete(file);
    else if (!problem) this.#checked.set(file, []);
    else {
      const places = problem.places.map((place) => ({ ...place, isHere: true }));
      this.#checked.set(file, [{ ...problem, kind: "syntax", places }]);
    }
    this.#tell();
  }

  #tell(): void {
    this.#owner.onChecked(this.#checked);
  }
}
