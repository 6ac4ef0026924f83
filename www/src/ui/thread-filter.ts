/** A chip for each thread that has printed: shows how many of its lines there are, and leaves the others' out when pressed. */
import { element } from "./dom";
import { beforeNextFrame } from "./frame";
import type { OutputLine, OutputModel, ThreadLabel } from "./output-model";
import { threadColour } from "./output-row";

/** A program may start thousands; the rest is told as a number. */
const MAX_CHIPS = 60;
/** A flood changes the numbers all the time; nobody reads them faster than this. */
const PAUSE_MS = 200;

interface Chip {
  button: HTMLButtonElement;
  count: HTMLElement;
}

export class ThreadFilter {
  readonly #root: HTMLElement;
  readonly #model: OutputModel;
  readonly #onChange: () => void;
  readonly #all = this.#make("All", () => this.#choose(undefined));
  readonly #more = element("span", "more-threads");
  readonly #chips = new Map<ThreadLabel, Chip>();
  readonly #chosen = new Set<ThreadLabel>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(root: HTMLElement, model: OutputModel, onChange: () => void) {
    this.#root = root;
    this.#model = model;
    this.#onChange = onChange;
    root.append(this.#all.button, this.#more);
  }

  /** Nothing while all lines are shown. */
  get isShown(): ((line: OutputLine) => boolean) | undefined {
    return this.#chosen.size === 0 ? undefined : ({ thread }) => this.#chosen.has(thread);
  }

  /** Call after the model changed. */
  update(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      beforeNextFrame(() => this.#draw());
    }, PAUSE_MS);
  }

  /** Does not wait for a pause in what comes. */
  drawNow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#draw();
  }

  /** Call after `model.clear()`. */
  clear(): void {
    for (const { button } of this.#chips.values()) button.remove();
    this.#chips.clear();
    this.#chosen.clear();
    this.drawNow();
  }

  #draw(): void {
    const { threads } = this.#model;
    for (const [label, { button }] of this.#chips) {
      // A chosen thread stays, so that the filter can be taken off where it was put on.
      if (threads.has(label) || this.#chosen.has(label)) continue;
      button.remove();
      this.#chips.delete(label);
    }
    let all = 0;
    for (const label of threads) {
      all += label.lines;
      if (this.#chips.has(label) || this.#chips.size >= MAX_CHIPS) continue;
      const chip = this.#make(label.name || "(no name)", () => this.#choose(label));
      chip.button.dataset["colour"] = threadColour(label);
      this.#chips.set(label, chip);
      this.#more.before(chip.button);
    }
    this.#number(this.#all, all, this.#chosen.size === 0);
    for (const [label, chip] of this.#chips) this.#number(chip, label.lines, this.#chosen.has(label));
    const hidden = threads.size - this.#chips.size;
    this.#more.textContent = hidden > 0 ? `and ${hidden} more threads` : "";
    this.#root.hidden = threads.size < 2 && this.#chosen.size === 0;
  }

  #make(name: string, onClick: () => void): Chip {
    const count = element("span", "count");
    const button = element("button", "chip", element("span", "chip-name", name), " ", count);
    button.type = "button";
    button.title = name;
    button.addEventListener("click", onClick);
    return { button, count };
  }

  #number({ button, count }: Chip, lines: number, isPressed: boolean): void {
    const text = lines.toLocaleString("en");
    if (count.textContent !== text) count.textContent = text;
    button.setAttribute("aria-pressed", String(isPressed));
  }

  #choose(label: ThreadLabel | undefined): void {
    if (!label) this.#chosen.clear();
    else if (!this.#chosen.delete(label)) this.#chosen.add(label);
    this.#draw();
    this.#onChange();
  }
}
