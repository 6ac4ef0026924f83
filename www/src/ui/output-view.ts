/**
 * Draws an `OutputModel`. However fast a program prints, a frame does a few milliseconds of work: it appends what fits,
 * removes what the model has dropped, and leaves the rest to the next frame.
 */
import { element } from "./dom";
import { beforeNextFrame } from "./frame";
import type { OutputLine, OutputModel } from "./output-model";
import { DrawnText, drawRow, type FindLink, repeatsLabels } from "./output-row";

const APPEND_MS = 6;
const APPEND_LINES = 200;
const REMOVE_MS = 3;
/** Lines are removed a block at a time. */
const BLOCK_LINES = 100;
/** The clock is read once for so many lines, or runs of one style in them. */
const LINES_PER_CLOCK = 20;
const RUNS_PER_CLOCK = 400;
/** A block of lines in many styles has fewer of them. */
const BLOCK_RUNS = 4_000;
/** Lines that a filter leaves out cost next to nothing. */
const LOOKED_PER_CLOCK = 1_000;
const AT_BOTTOM_PX = 12;
/** A flick goes on for a while after the finger. */
const READER_MS = 1_000;
const SETTLING_FRAMES = 3;
const MAX_LABEL_CHARACTERS = 18;

interface Block {
  node: HTMLElement;
  firstId: number;
  runs: number;
}

export class OutputView {
  readonly #root: HTMLElement;
  readonly #dropped: HTMLElement;
  readonly #model: OutputModel;
  #blocks: Block[] = [];
  #drawn = 0;
  #scheduled = false;
  #atBottom = true;
  #scrollTop = 0;
  #labelWidth = 0;
  #last: { id: number; text: DrawnText } | undefined;
  readonly #findLink: FindLink | undefined;
  /** Frames until the page's own work can no longer move the scrolled lines. */
  #unsettled = 0;
  /** When the reader last did something that scrolls. */
  #readerAt = Number.NEGATIVE_INFINITY;
  readonly #ids = new WeakMap<HTMLElement, number>();
  /** The row that a moment of the timeline points at. */
  #pointed: HTMLElement | undefined;
  #isShown: ((line: OutputLine) => boolean) | undefined;

  constructor(root: HTMLElement, dropped: HTMLElement, model: OutputModel, findLink?: FindLink) {
    this.#findLink = findLink;
    this.#root = root;
    this.#dropped = dropped;
    this.#model = model;
    root.addEventListener("scroll", () => this.#onScroll(), { passive: true });
    const note = () => {
      this.#readerAt = performance.now();
    };
    for (const type of ["wheel", "touchmove", "pointerdown", "keydown"]) {
      root.addEventListener(type, note, { passive: true });
    }
  }

  /** Call after the model changed. */
  update(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    beforeNextFrame(() => {
      this.#scheduled = false;
      this.#draw();
    });
  }

  /** A frame's work at once: before it is told that there is no more to come. */
  drawNow(): void {
    this.#draw();
  }

  /** Draws again, only the lines that `isShown` takes; all of them without it. */
  filter(isShown: ((line: OutputLine) => boolean) | undefined): void {
    this.#isShown = isShown;
    this.clear();
  }

  /** Brings a line into sight and marks it, in place of the one before; without one, none is marked. */
  point(id: number | undefined): void {
    this.#pointed?.classList.remove("pointed");
    this.#pointed?.removeAttribute("aria-current");
    this.#pointed = id === undefined ? undefined : this.#rowOf(id);
    if (!this.#pointed) return;
    this.#pointed.classList.add("pointed");
    this.#pointed.setAttribute("aria-current", "true");
    // More output must not take it out of sight again.
    this.#atBottom = false;
    const row = this.#pointed.getBoundingClientRect();
    const pane = this.#root.getBoundingClientRect();
    if (row.top >= pane.top && row.bottom <= pane.bottom) return;
    // Only the pane is scrolled: the page stays where the reader is.
    this.#root.scrollTop += (row.top + row.bottom - pane.top - pane.bottom) / 2;
    this.#scrollTop = this.#root.scrollTop;
  }

  /** A line's row, if it is drawn; a filter leaves lines out. */
  #rowOf(id: number): HTMLElement | undefined {
    const block = this.#blocks.findLast(({ firstId }) => firstId <= id);
    const rows = block ? [...block.node.children] : [];
    return rows.find((row): row is HTMLElement => row instanceof HTMLElement && this.#ids.get(row) === id);
  }

  /** Call after `model.clear()`. */
  clear(): void {
    this.#pointed = undefined;
    this.#blocks = [];
    this.#drawn = 0;
    this.#last = undefined;
    this.#atBottom = true;
    this.#scrollTop = 0;
    this.#labelWidth = 0;
    this.#root.replaceChildren();
    this.#root.classList.remove("marked");
    this.update();
  }

  /**
   * Only a way up is the reader's: lines that turn out higher than guessed push the end away, and are followed. In a flood the
   * lines that go at the top can take the place along upwards; then it is the reader's only with a hand on it.
   */
  #onScroll(): void {
    const { scrollHeight, scrollTop, clientHeight } = this.#root;
    if (scrollHeight - scrollTop - clientHeight <= AT_BOTTOM_PX) this.#atBottom = true;
    else if (scrollTop < this.#scrollTop - 1) {
      const byReader = this.#unsettled === 0 || performance.now() - this.#readerAt < READER_MS;
      if (byReader) this.#atBottom = false;
    }
    this.#scrollTop = scrollTop;
  }

  #toBottom(): void {
    this.#root.scrollTop = this.#root.scrollHeight;
    this.#scrollTop = this.#root.scrollTop;
  }

  #draw(): void {
    this.#redrawLast();
    this.#remove();
    this.#append();
    const { firstId, nextId } = this.#model;
    const behind = this.#drawn < nextId || (this.#blocks[1]?.firstId ?? nextId) <= firstId;
    // A screen reader is told of new lines once the flood is over, not a thousand times a second.
    this.#root.setAttribute("aria-busy", String(behind));
    this.#dropped.hidden = firstId === 0;
    if (firstId > 0) this.#dropped.textContent = `${firstId.toLocaleString("en")} earlier lines were dropped.`;
    if (this.#atBottom) this.#toBottom();
    if (behind) this.#unsettled = SETTLING_FRAMES;
    else if (this.#unsettled > 0) this.#unsettled--;
    if (this.#unsettled > 0) this.update();
  }

  /** The last line may have grown, or been overwritten, since it was drawn. */
  #redrawLast(): void {
    const line = this.#last && this.#model.line(this.#last.id);
    if (line) this.#last?.text.draw(line);
  }

  #remove(): void {
    const { firstId } = this.#model;
    const until = performance.now() + REMOVE_MS;
    let gone = 0;
    while (gone < this.#blocks.length && performance.now() < until) {
      const next = this.#blocks[gone + 1]?.firstId ?? this.#drawn;
      if (next > firstId || next === this.#blocks[gone]?.firstId) break;
      this.#blocks[gone]?.node.remove();
      gone++;
    }
    this.#blocks.splice(0, gone);
  }

  #append(): void {
    const { firstId, nextId } = this.#model;
    const until = performance.now() + APPEND_MS;
    this.#drawn = Math.max(this.#drawn, firstId);
    let appended = 0;
    while (this.#drawn < nextId && appended < APPEND_LINES && performance.now() < until) {
      const rows: HTMLElement[] = [];
      const block = this.#block();
      const room = Math.min(LINES_PER_CLOCK, BLOCK_LINES - block.node.childElementCount);
      let looked = 0;
      let runs = 0;
      while (looked++ < LOOKED_PER_CLOCK && rows.length < room && runs < RUNS_PER_CLOCK && this.#drawn < nextId) {
        const line = this.#model.line(this.#drawn++);
        if (!line || (this.#isShown && !this.#isShown(line))) continue;
        const text = new DrawnText(line, this.#findLink);
        const above = this.#last && this.#model.line(this.#last.id);
        const row = drawRow(line, text, { repeats: repeatsLabels(line, above) });
        this.#ids.set(row, line.id);
        rows.push(row);
        runs += line.text.runs.length;
        this.#last = { id: line.id, text };
        this.#widen(line.thread.name.length);
        if (line.continues || line.stream === "stderr") this.#root.classList.add("marked");
      }
      block.node.append(...rows);
      block.runs += runs;
      appended += rows.length;
    }
  }

  #block(): Block {
    const last = this.#blocks.at(-1);
    if (last && last.node.childElementCount < BLOCK_LINES && last.runs < BLOCK_RUNS) return last;
    const block = { node: element("div", "block"), firstId: this.#drawn, runs: 0 };
    this.#blocks.push(block);
    this.#root.append(block.node);
    return block;
  }

  /** The label column is as wide as the longest name so far. */
  #widen(characters: number): void {
    const width = Math.min(characters, MAX_LABEL_CHARACTERS);
    if (width <= this.#labelWidth) return;
    this.#labelWidth = width;
    this.#root.style.setProperty("--who", `${width}ch`);
  }
}
