/** One line of output as a row of the page: its thread's label, its mark, its text. */
import { element } from "./dom";
import type { TextRun } from "./output-line";
import type { OutputLine, ThreadLabel } from "./output-model";

const THREAD_COLOURS = 8;

/** A place in the program's source, within a line of output. */
export interface Link {
  from: number;
  to: number;
  file: string;
  line: number;
}

/** Finds a line's link, where it has one. */
export type FindLink = (text: string) => Link | undefined;

function drawPlain(text: string, findLink: FindLink | undefined): ChildNode[] {
  const link = findLink?.(text);
  if (!link) return [document.createTextNode(text)];
  const anchor = element("a", "trace", text.slice(link.from, link.to));
  // A link for the keyboard's and the screen reader's sake; the pane opens the file where it is clicked.
  anchor.href = "#program";
  anchor.dataset["file"] = link.file;
  anchor.dataset["line"] = String(link.line);
  return [document.createTextNode(text.slice(0, link.from)), anchor, document.createTextNode(text.slice(link.to))];
}

function drawRun({ text, style }: TextRun, findLink: FindLink | undefined): ChildNode[] {
  if (!style) return drawPlain(text, findLink);
  const span = element("span", style.classes, text);
  // Through the object model, which a content security policy allows, unlike a style attribute.
  if (style.color) span.style.color = style.color;
  if (style.background) span.style.backgroundColor = style.background;
  return [span];
}

interface DrawnRun extends TextRun {
  nodes: ChildNode[];
}

/** A line's text, in which drawing again touches what has changed and leaves the rest. */
export class DrawnText {
  readonly node = element("span", "text");
  readonly #findLink: FindLink | undefined;
  #drawn: DrawnRun[] = [];

  constructor(line: OutputLine, findLink: FindLink | undefined) {
    this.#findLink = findLink;
    this.draw(line);
  }

  draw(line: OutputLine): void {
    const { runs } = line.text;
    const drawn = this.#drawn;
    const isSame = (one: TextRun | undefined, other: TextRun | undefined) =>
      one !== undefined && other !== undefined && one.text === other.text && one.style === other.style;
    const shorter = Math.min(runs.length, drawn.length);
    let head = 0;
    while (head < shorter && isSame(runs[head], drawn[head])) head++;
    let tail = 0;
    while (tail < shorter - head && isSame(runs.at(-1 - tail), drawn.at(-1 - tail))) tail++;
    const made = runs
      .slice(head, runs.length - tail)
      .map(({ text, style }) => ({ text, style, nodes: drawRun({ text, style }, this.#findLink) }));
    const gone = drawn.splice(head, drawn.length - head - tail, ...made);
    for (const { nodes } of gone) for (const node of nodes) node.remove();
    const before = drawn[head + made.length]?.nodes[0];
    const nodes = made.flatMap((run) => run.nodes);
    if (before) before.before(...nodes);
    else this.node.append(...nodes);
  }
}

/** 0 for the main thread; the others take turns. */
export function threadColour({ index }: ThreadLabel): string {
  return String(index === 0 ? 0 : ((index - 1) % THREAD_COLOURS) + 1);
}

/** Whether a line of standard error only repeats the labels of the one above, as each line of a traceback does. */
export function repeatsLabels(line: OutputLine, above: OutputLine | undefined): boolean {
  if (line.stream !== "stderr" || line.continues) return false;
  return above?.stream === "stderr" && above.thread === line.thread;
}

export function drawRow(
  { thread, stream, continues }: OutputLine,
  text: DrawnText,
  { repeats = false }: { repeats?: boolean } = {},
): HTMLElement {
  const who = element("span", "who", thread.name);
  who.title = thread.name;
  const mark = element("span", "mark", stream === "stderr" ? "err" : "");
  if (stream === "stderr") mark.title = "standard error";
  if (continues) {
    mark.append("↳");
    mark.title = `${mark.title} (goes on from the line above)`.trim();
  }
  const row = element("div", repeats ? "line repeats" : "line", who, mark, text.node);
  row.dataset["thread"] = thread.name;
  row.dataset["stream"] = stream;
  row.dataset["colour"] = threadColour(thread);
  return row;
}
