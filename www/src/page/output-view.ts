/**
 * Draws an `OutputModel`. However fast a program prints, a frame does a few milliseconds of work: it appends what fits,
 * removes what the model has dropped, and leaves the rest to the next frame.
 */
import { element } from "./dom";
import { beforeNextFrame } from "./frame";
import type { OutputLine, OutputModel } from "./output-model";

const APPEND_MS = 6;
const APPEND_LINES = 200;
const REMOVE_MS = 3;
/** Lines are removed a block at a time. */
const BLOCK_LINES = 100;
/** The clock is read once for so many lines. */
const LINES_PER_CLOCK = 20;
const THREAD_COLOURS = 8;
const AT_BOTTOM_PX = 12;
const MAX_LABEL_CHARACTERS = 18;

interface Block {
  node: HTMLElement;
  firstId: number;
}

function drawText(line: OutputLine): Node[] {
  return line.text.runs.map(({ text, style }) => {
    if (!style) return document.createTextNode(text);
    const span = element("span", style.classes, text);
    // Through the object model, which a content security policy allows, unlike a style attribute.
    if (style.color) span.style.color = style.color;
    if (style.background) span.style.backgroundColor = style.background;
    return span;
  });
}

function drawLine(line: OutputLine): HTMLElement {
  const { thread, stream, continues } = line;
  const who = element("span", "who", thread.name);
  who.title = thread.name;
  const colour = thread.index === 0 ? 0 : ((thread.index - 1) % THREAD_COLOURS) + 1;
  const mark = element("span", "mark", stream === "stderr" ? "err" : "");
  if (stream === "stderr") mark.title = "standard error";
  if (continues) {
    mark.append("↳");
    mark.title = `${mark.title} (goes on from the line above)`.trim();
  }
  const row = element("div", "line", who, mark, element("span", "text", ...drawText(line)));
  row.dataset["thread"] = thread.name;
  row.dataset["stream"] = stream;
  row.dataset["colour"] = String(colour);
  return row;
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

  constructor(root: HTMLElement, dropped: HTMLElement, model: OutputModel) {
    this.#root = root;
    this.#dropped = dropped;
    this.#model = model;
    root.addEventListener("scroll", () => this.#onScroll(), { passive: true });
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

  /** Call after `model.clear()`. */
  clear(): void {
    this.#blocks = [];
    this.#drawn = 0;
    this.#atBottom = true;
    this.#scrollTop = 0;
    this.#labelWidth = 0;
    this.#root.replaceChildren();
    this.#root.classList.remove("marked");
    this.update();
  }

  /** Only a way up is the reader's: lines that turn out higher than guessed push the end away, and are followed. */
  #onScroll(): void {
    const { scrollHeight, scrollTop, clientHeight } = this.#root;
    if (scrollHeight - scrollTop - clientHeight <= AT_BOTTOM_PX) this.#atBottom = true;
    else if (scrollTop < this.#scrollTop - 1) this.#atBottom = false;
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
    if (behind) this.update();
  }

  /** The last line may have grown, or been overwritten, since it was drawn. */
  #redrawLast(): void {
    const line = this.#model.line(this.#drawn - 1);
    const text = this.#blocks.at(-1)?.node.lastElementChild?.lastElementChild;
    if (line && text && text.textContent !== line.text.toString()) text.replaceChildren(...drawText(line));
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
    const end = Math.min(nextId, this.#drawn + APPEND_LINES);
    while (this.#drawn < end && performance.now() < until) {
      const rows: HTMLElement[] = [];
      const block = this.#block();
      const room = BLOCK_LINES - block.node.childElementCount;
      for (let count = Math.min(LINES_PER_CLOCK, room, end - this.#drawn); count > 0; count--) {
        const line = this.#model.line(this.#drawn++);
        if (!line) continue;
        rows.push(drawLine(line));
        this.#widen(line.thread.name.length);
        if (line.continues || line.stream === "stderr") this.#root.classList.add("marked");
      }
      block.node.append(...rows);
    }
  }

  #block(): Block {
    const last = this.#blocks.at(-1);
    if (last && last.node.childElementCount < BLOCK_LINES) return last;
    const block = { node: element("div", "block"), firstId: this.#drawn };
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
