/**
 * One element's inside: its code, its editor and its buttons. What a run needs comes with the reader's first intent
 * (`live.ts`), so that a page of examples loads a few kilobytes.
 */
import { type Find, isEnabled } from "../../ui/dom";
import { EditorHost } from "../../ui/editor-host";
import { PlaygroundError } from "../public/errors";
import type { PlaygroundFiles, PlaygroundResult, PlaygroundState, PlaygroundTier } from "../public/types";
import { codeOf, preOf } from "./code-text";
import { runsElsewhere } from "./elsewhere";
import { wireKeys } from "./keys";
import type { Live } from "./live";
import { OpenLink } from "./open-link";
import { OutputRoom } from "./output-room";
import { PictureRoom } from "./picture-room";
import { programOf, withFiles } from "./program";
import { attachShell } from "./shell";
import { followTheme } from "./theme";

/** What the element tells its inside, and hears from it. */
export interface BlockOwner {
  readonly host: HTMLElement;
  readonly internals: ElementInternals;
  /** Dispatches an event; false where it was prevented. */
  tell(name: string, detail: unknown): boolean;
}

export class Block {
  state: PlaygroundState = "asleep";
  tier: PlaygroundTier | undefined;
  /** The last run's. */
  result: PlaygroundResult | undefined;
  files: string | PlaygroundFiles = "";
  readonly find: Find;
  readonly owner: BlockOwner;
  readonly root: HTMLElement;
  readonly output: OutputRoom;
  readonly picture: PictureRoom;
  readonly #editor: EditorHost;
  readonly #link: OpenLink;
  #original: string | undefined;
  #live: Promise<Live> | undefined;
  /** A run that waits for its scripts and files. */
  #preparing: { isStopped: boolean } | undefined;
  #unfollow: (() => void) | undefined;

  constructor(owner: BlockOwner) {
    this.owner = owner;
    owner.internals.states.add(this.state);
    const { root, find } = attachShell(owner.host);
    this.root = root;
    this.find = find;
    this.output = new OutputRoom(find, owner.internals.states);
    this.picture = new PictureRoom(find);
    this.#editor = new EditorHost(find("code", HTMLElement), { onEdit: () => this.#describe() });
    this.#link = new OpenLink(find("open", HTMLAnchorElement), () => programOf(owner.host, this.name, this.code));
    this.#wire();
  }

  /** The element is on a page: again, where it was moved. */
  connect(): void {
    this.#unfollow ??= followTheme(this.owner.host, (scheme) => this.#showScheme(scheme));
    this.output.refresh();
    this.picture.refresh();
    this.describeName();
    if (!this.tier && runsElsewhere()) this.#offerLink();
    void this.#live?.then((live) => live.join());
  }

  /** Run would only lead to the link: so the link takes its place before anybody presses it, with the program in it. */
  #offerLink(): void {
    this.root.dataset["tier"] = "link";
    // A script may fill the element in the turn in which it puts it on the page.
    queueMicrotask(() => {
      if (this.code) void this.#link.make();
    });
  }

  disconnect(): void {
    this.#unfollow?.();
    this.#unfollow = undefined;
    void this.#live?.then((live) => live.leave());
  }

  get code(): string {
    if (this.#original === undefined) {
      const pre = preOf(this.owner.host);
      // A script may fill the element after it was put on the page.
      if (!pre) return "";
      this.#adopt(codeOf(pre));
    }
    return this.#editor.text;
  }

  set code(text: string) {
    // What is on the page already is what Reset brings back.
    void this.code;
    if (this.#original === undefined) {
      this.#original = text;
      this.#editor.show(text, this.name);
    } else this.#editor.replace(text);
    this.#describe();
  }

  get name(): string {
    return this.owner.host.getAttribute("file") || "program.py";
  }

  async run(): Promise<PlaygroundResult> {
    const { code } = this;
    if (!this.owner.tell("before-run", { code })) throw new PlaygroundError("cancelled", "The run was prevented.");
    if (this.state === "running" || this.state === "stopping") {
      throw new PlaygroundError("busy", "The program is running already.");
    }
    const preparing = { isStopped: false };
    this.#preparing = preparing;
    try {
      const live = await this.live();
      const program = await withFiles(programOf(this.owner.host, this.name, code), this.files);
      if (preparing.isStopped) throw new PlaygroundError("stopped", "The run was stopped before it began.");
      this.#preparing = undefined;
      return await live.run(program);
    } catch (error) {
      if (this.#preparing === preparing) this.#preparing = undefined;
      // What the runner knows of it tells itself.
      if (error instanceof PlaygroundError && error.code === "files") this.#say(error.message);
      throw error;
    }
  }

  /** What is done to a run is nothing before the first. A run whose scripts or files are still on their way does not begin. */
  stop(): void {
    if (this.#preparing) this.#preparing.isStopped = true;
    else void this.#live?.then((live) => live.stop());
  }

  sendInput(text: string): void {
    void this.#live?.then((live) => live.sendInput(text));
  }

  closeInput(): void {
    void this.#live?.then((live) => live.closeInput());
  }

  async load(): Promise<void> {
    await (await this.live()).load();
  }

  reset(): void {
    if (this.#original !== undefined) this.#editor.replace(this.#original);
  }

  /** Puts the editor in the code's place; with the caret where the reader clicked. */
  async edit(at?: MouseEvent): Promise<void> {
    if (this.owner.host.hasAttribute("readonly")) return;
    // So that there is a text to edit.
    void this.code;
    if (!this.#editor.isUpgraded) {
      this.#keepRoom();
      try {
        await this.#editor.upgrade();
      } catch {
        this.#say("The editor could not be loaded.");
        throw new PlaygroundError("load", "The editor could not be loaded.");
      }
      this.find("edit", HTMLButtonElement).hidden = true;
    } else if (at) return;
    if (at) this.#editor.focusAt(at.clientX, at.clientY);
    else this.#editor.focus();
  }

  /** What runs programs; fetched once. */
  live(): Promise<Live> {
    this.#live ??= import("./live").then(
      ({ Live }) => new Live(this),
      () => {
        this.#live = undefined;
        this.#say("The playground could not be loaded.");
        throw new PlaygroundError("load", "The playground's scripts could not be fetched.");
      },
    );
    return this.#live;
  }

  /** Selects a line of the program, for a traceback's link. */
  async openLine(line: number): Promise<void> {
    await this.edit();
    this.#editor.select(line);
  }

  showState(state: PlaygroundState): void {
    if (state === this.state) return;
    const { states } = this.owner.internals;
    states.delete(this.state);
    states.add(state);
    this.state = state;
    this.owner.tell("state", { state });
  }

  describeName(): void {
    const name = this.owner.host.getAttribute("file");
    this.find("name", HTMLElement).textContent = name;
    this.find("head", HTMLElement).hidden = !name;
    this.find("output", HTMLElement).setAttribute("aria-label", `Output of ${this.name}`);
    for (const part of ["run", "stop", "edit", "reset"]) {
      const button = this.find(part, HTMLButtonElement);
      button.title = `${button.textContent ?? ""} ${this.name}`;
    }
    this.find("edit", HTMLButtonElement).hidden = this.#editor.isUpgraded || this.owner.host.hasAttribute("readonly");
  }

  describeTheme(): void {
    if (!this.#unfollow) return;
    this.#unfollow();
    this.#unfollow = followTheme(this.owner.host, (scheme) => this.#showScheme(scheme));
  }

  /** To the reader, until a run says something else. */
  #say(text: string): void {
    this.find("status-headline", HTMLElement).textContent = text;
  }

  #adopt(text: string): void {
    this.#original = text;
    this.#editor.adopt(text, this.name);
  }

  #showScheme(scheme: "light" | "dark"): void {
    const chosen = this.owner.host.getAttribute("theme");
    this.root.dataset["theme"] = chosen === "light" || chosen === "dark" ? chosen : scheme;
  }

  #describe(): void {
    const isEdited = this.#original !== undefined && this.#editor.text !== this.#original;
    this.find("edited", HTMLElement).hidden = !isEdited;
    this.find("reset", HTMLElement).hidden = !isEdited;
    this.owner.internals.states[isEdited ? "add" : "delete"]("edited");
    this.#link.forget();
  }

  /** The editor in the room and the type of what it takes the place of, whatever the page's style sheet says. */
  #keepRoom(): void {
    const pane = this.find("code", HTMLElement);
    const pre = preOf(this.owner.host);
    if (!pre || pre.classList.contains("plain-code")) return;
    const style = getComputedStyle(pre.querySelector("code") ?? pre);
    pane.style.setProperty("--code-size", style.fontSize);
    if (style.lineHeight !== "normal") pane.style.setProperty("--code-line", style.lineHeight);
    pane.style.minHeight = `${pane.getBoundingClientRect().height}px`;
  }

  #wire(): void {
    const on = (name: string, act: () => void) => {
      this.find(name, HTMLElement).addEventListener("click", (event) => {
        if (isEnabled(event.currentTarget as HTMLButtonElement)) act();
      });
    };
    // What goes wrong is shown in the element; the promise is for scripts.
    const quietly = (act: () => Promise<unknown>) => () => void act().catch(() => {});
    const run = quietly(() => this.run());
    on("run", run);
    on("stop", () => this.stop());
    on(
      "retry",
      quietly(async () => (await this.live()).retry()),
    );
    on(
      "edit",
      quietly(() => this.edit()),
    );
    on("reset", () => this.reset());
    on("clear", () => this.output.show(false));
    this.find("code", HTMLElement).addEventListener("click", (event) => {
      const isControl = event.target instanceof Element && event.target.closest("a, button, [role='button']");
      // A click that ends a selection is for copying.
      if (isControl || !document.getSelection()?.isCollapsed) return;
      quietly(() => this.edit(event))();
    });
    wireKeys(this.root, run);
    // A few kilobytes, and nothing of Python's: a reader who comes near is likely to press Run.
    this.root.addEventListener(
      "pointerenter",
      quietly(() => this.live()),
      { once: true },
    );
  }
}
