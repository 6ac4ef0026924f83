/** `<threading-playground>`: a code block that runs. A thin shell over `internal/block.ts`; docs/element.md is its contract. */
import { siteUrl } from "../../site";
import { Block } from "../internal/block";
import { dialectOf } from "../internal/program";
import type {
  PlaygroundDialect,
  PlaygroundEvents,
  PlaygroundFiles,
  PlaygroundResult,
  PlaygroundState,
  PlaygroundTheme,
  PlaygroundTier,
} from "./types.js";

const TAG = "threading-playground";

/**
 * Makes a Python code block live: run, stop, edit, with real threads.
 *
 * @tag threading-playground
 *
 * @attr {string} file - The program's name in tracebacks and above the code; `program.py` by default.
 * @attr {string} files - Addresses of more files, separated by spaces, which the program finds beside itself.
 * @attr {string} argv - `sys.argv[1:]`, as a shell splits it.
 * @attr {string} stdin - Whole standard input; without it the element asks.
 * @attr {"auto" | "python2" | "python3"} dialect - Which Python the source is in; `auto` by default.
 * @attr {boolean} gil - Threads take turns under a global lock, as in most readers' Python.
 * @attr {boolean} timeline - What the threads do is recorded, and drawn under the output.
 * @attr {"auto" | "light" | "dark"} theme - `auto`, the default, follows the page.
 * @attr {boolean} readonly - The code can be run and not edited.
 *
 * @slot - The program: a `pre`, best with a `code` in it.
 * @slot output - Its recorded output, a `pre`; its `data-note` is said beside the caption.
 * @slot timeline - A picture of what the threads of a recorded run did; the timeline of a run has its room.
 *
 * @csspart head - The row above the code, with the file's name.
 * @csspart name - The file's name.
 * @csspart code - What the code or the editor stands in.
 * @csspart bar - The row of buttons.
 * @csspart run - The Run button.
 * @csspart stop - The Stop button.
 * @csspart edit - The Edit button.
 * @csspart reset - The Reset button.
 * @csspart status - What goes on, in words.
 * @csspart open - The link to the playground.
 * @csspart progress - The bar that shows how much of the runtime has come.
 * @csspart tier - The sentence about where programs run, where there is something to say.
 * @csspart output - All of the output: caption, lines, input.
 * @csspart lines - The program's lines.
 * @csspart input - The row that answers `input()`.
 * @csspart timeline - What the timeline stands in.
 *
 * @cssprop --threading-playground-accent - Buttons, links and focus.
 * @cssprop --threading-playground-on-accent - Text on the accent.
 * @cssprop --threading-playground-background - Ground of code and output.
 * @cssprop --threading-playground-sunken - Ground of the bar.
 * @cssprop --threading-playground-text - Text.
 * @cssprop --threading-playground-muted - Lesser text.
 * @cssprop --threading-playground-line - Lines between the parts.
 * @cssprop --threading-playground-radius - Corners.
 * @cssprop --threading-playground-font - Type of the controls.
 * @cssprop --threading-playground-code-font - Type of code and output.
 * @cssprop --threading-playground-code-size - Its size.
 * @cssprop --threading-playground-code-height - The editor's greatest height.
 * @cssprop --threading-playground-output-height - The output's greatest height.
 *
 * @cssState asleep - As the page came, nothing fetched yet.
 * @cssState loading - The runtime is on its way.
 * @cssState idle - Ready.
 * @cssState running - A program runs.
 * @cssState stopping - KeyboardInterrupt was raised in it.
 * @cssState exited - The last run is over.
 * @cssState failed - The runtime did not load.
 * @cssState unavailable - Threads cannot run on this page.
 * @cssState edited - The code is not as it came.
 * @cssState live - The output shown is the program's own, not the recorded one.
 *
 * @fires {CustomEvent<{ code: string }>} threading-playground-before-run - Before a run; cancelable.
 * @fires {CustomEvent<{ records: PlaygroundRecord[] }>} threading-playground-output - The program printed.
 * @fires {CustomEvent<{ threadName: string }>} threading-playground-input - A thread waits for standard input.
 * @fires {CustomEvent<PlaygroundResult>} threading-playground-end - A run is over.
 * @fires {CustomEvent<{ state: PlaygroundState }>} threading-playground-state - The state is another one.
 * @fires {CustomEvent<{ tier: PlaygroundTier, advice: string }>} threading-playground-tier - It was found out where programs run.
 */
export class ThreadingPlayground extends HTMLElement {
  /** @internal */
  static readonly observedAttributes: readonly string[] = ["file", "files", "theme", "readonly"];

  readonly #block: Block;

  constructor() {
    super();
    this.#block = new Block({
      host: this,
      internals: this.attachInternals(),
      tell: (name, detail) => {
        const options = { bubbles: true, composed: true, cancelable: name === "before-run", detail };
        return this.dispatchEvent(new CustomEvent(`${TAG}-${name}`, options));
      },
    });
  }

  /** @internal */
  connectedCallback(): void {
    this.#block.connect();
  }

  /** @internal */
  disconnectedCallback(): void {
    // Moved, not removed, where it is on the page again once the script that took it off is through.
    queueMicrotask(() => {
      if (!this.isConnected) this.#block.disconnect();
    });
  }

  /** @internal */
  attributeChangedCallback(name: string, _before: string | null, value: string | null): void {
    if (name === "files") this.#block.files = value ?? "";
    else if (name === "theme") this.#block.describeTheme();
    else this.#block.describeName();
  }

  /** The program's text, as edited. */
  get code(): string {
    return this.#block.code;
  }

  set code(text: string) {
    this.#block.code = text;
  }

  /**
   * The program's name in tracebacks.
   *
   * @attr file
   * @reflect
   */
  get file(): string {
    return this.#block.name;
  }

  set file(name: string) {
    this.setAttribute("file", name);
  }

  /**
   * Addresses of more files, separated by spaces, or the files themselves.
   *
   * @attr files
   */
  get files(): string | PlaygroundFiles {
    return this.#block.files;
  }

  set files(files: string | PlaygroundFiles) {
    if (typeof files === "string") this.setAttribute("files", files);
    else this.#block.files = { ...files };
  }

  /**
   * `sys.argv[1:]`, as a shell splits it.
   *
   * @attr argv
   * @reflect
   */
  get argv(): string {
    return this.getAttribute("argv") ?? "";
  }

  set argv(words: string) {
    this.setAttribute("argv", words);
  }

  /**
   * Whole standard input; `null` where the element asks.
   *
   * @attr stdin
   * @reflect
   */
  get stdin(): string | null {
    return this.getAttribute("stdin");
  }

  set stdin(text: string | null) {
    if (text === null) this.removeAttribute("stdin");
    else this.setAttribute("stdin", text);
  }

  /**
   * Which Python the source is in.
   *
   * @attr dialect
   * @reflect
   */
  get dialect(): PlaygroundDialect {
    return dialectOf(this.getAttribute("dialect"));
  }

  set dialect(dialect: PlaygroundDialect) {
    this.setAttribute("dialect", dialect);
  }

  /**
   * Threads take turns under a global lock, as in most readers' Python; without it they run at once.
   *
   * @attr gil
   * @reflect
   */
  get gil(): boolean {
    return this.hasAttribute("gil");
  }

  set gil(isOn: boolean) {
    this.toggleAttribute("gil", isOn);
  }

  /**
   * What the threads do is recorded, and drawn under the output.
   *
   * @attr timeline
   * @reflect
   */
  get timeline(): boolean {
    return this.hasAttribute("timeline");
  }

  set timeline(isOn: boolean) {
    this.toggleAttribute("timeline", isOn);
  }

  /**
   * `auto` follows the page.
   *
   * @attr theme
   * @reflect
   */
  get theme(): PlaygroundTheme {
    const value = this.getAttribute("theme");
    return value === "light" || value === "dark" ? value : "auto";
  }

  set theme(theme: PlaygroundTheme) {
    this.setAttribute("theme", theme);
  }

  /**
   * The code can be run and not edited.
   *
   * @attr readonly
   * @reflect
   */
  get readOnly(): boolean {
    return this.hasAttribute("readonly");
  }

  set readOnly(isReadOnly: boolean) {
    this.toggleAttribute("readonly", isReadOnly);
  }

  /** What goes on; `:state()` selects it. */
  get state(): PlaygroundState {
    return this.#block.state;
  }

  /** Where programs run; nothing before the reader's first intent. */
  get tier(): PlaygroundTier | undefined {
    return this.#block.tier;
  }

  /** The last run's result. */
  get result(): PlaygroundResult | undefined {
    return this.#block.result;
  }

  /** Runs the program. Rejects with a `PlaygroundError` where it does not begin; a program that fails is a result. */
  run(): Promise<PlaygroundResult> {
    return this.#block.run();
  }

  /** KeyboardInterrupt in the main thread; a second call within 5 seconds ends the threads at once. */
  stop(): void {
    this.#block.stop();
  }

  /** Brings back the code as it came. Undo, in the editor, takes that back. */
  reset(): void {
    this.#block.reset();
  }

  /** Puts the editor in the code's place, and the focus in it. */
  edit(): Promise<void> {
    return this.#block.edit();
  }

  /** Fetches and starts the runtime ahead of the first run. */
  load(): Promise<void> {
    return this.#block.load();
  }

  /** Text for `sys.stdin`. */
  sendInput(text: string): void {
    this.#block.sendInput(text);
  }

  /** End of file on `sys.stdin`. */
  closeInput(): void {
    this.#block.closeInput();
  }
}

/** Where the page keeps which built folder its element is of: by a symbol that other copies of this module find. */
const FOLDER = Symbol.for("threading-playground.folder");

/** @internal Registers the element, unless the page has another copy of it: the first copy serves all elements. */
export function defineElement(): void {
  const page = globalThis as { [FOLDER]?: string };
  if (!customElements.get(TAG)) {
    page[FOLDER] = siteUrl.href;
    customElements.define(TAG, ThreadingPlayground);
  } else if (page[FOLDER] !== siteUrl.href) {
    const first = page[FOLDER] ?? "another element of that name";
    // biome-ignore lint/suspicious/noConsole: it is where an author looks
    console.warn(
      `threading-playground: ${first} is in use on this page, and ${siteUrl.href} is not: load one of the two.`,
    );
  }
}

declare global {
  // They bubble: a listener may sit on any element around it, on the document or on the window.
  interface GlobalEventHandlersEventMap extends PlaygroundEvents {}

  interface HTMLElementTagNameMap {
    "threading-playground": ThreadingPlayground;
  }
}
