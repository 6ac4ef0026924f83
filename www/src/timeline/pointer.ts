/** What the pointer is over, and the tip that says so. */
import type { Lane } from "./lane";
import type { TimelineModel } from "./model";
import { type Frame, laneAt, placesOf } from "./scene";
import { countUpTo } from "./search";
import { holderText, placeText, timeText, waitText } from "./words";

/** Pixels beside a tick that count as on it. */
const NEAR = 4;

export interface Found {
  lane: Lane;
  /** The span that it is in; -1 is before it ran. */
  span: number;
  atMs: number;
  /** Of the output that was written there. */
  output?: number;
}

/** What stands at a place of the picture. */
export function findAt(model: TimelineModel, frame: Frame, x: number, y: number): Found | undefined {
  const lane = laneAt(model, y, frame.scrollTop);
  if (!lane || x < frame.namesWidth) return undefined;
  const places = placesOf(frame);
  const atMs = places.atMs(x);
  if (atMs > frame.nowMs || atMs < lane.firstMs) return undefined;
  const found: Found = { lane, span: lane.spanAt(atMs), atMs };
  const near = nearest(lane.tickMs, atMs);
  if (near >= 0 && Math.abs(places.x(lane.tickMs[near] as number) - x) <= NEAR) {
    found.output = lane.tickOutputs[near] as number;
  }
  return found;
}

function nearest(sorted: readonly number[], value: number): number {
  const after = countUpTo(sorted, value);
  const [low, high] = [sorted[after - 1], sorted[after]];
  if (low === undefined) return high === undefined ? -1 : after;
  return high !== undefined && high - value < value - low ? after : after - 1;
}

function line(...content: (Node | string)[]): HTMLElement {
  const made = document.createElement("p");
  made.append(...content);
  return made;
}

function tagged(tag: "b" | "code", text: string): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

export class Tip {
  readonly #element: HTMLElement;
  readonly #around: HTMLElement;

  constructor(element: HTMLElement, around: HTMLElement) {
    this.#element = element;
    this.#around = around;
  }

  hide(): void {
    this.#element.hidden = true;
  }

  /** Beside a point of the window. */
  show(model: TimelineModel, found: Found, nowMs: number, at: { clientX: number; clientY: number }): void {
    const { lane, span, atMs, output } = found;
    const state = model.spanState(lane, span, atMs);
    const untilMs = span < 0 ? (lane.fromMs[0] ?? nowMs) : lane.spanEnd(span, nowMs);
    const isOver = state.state === "ended";
    const times = isOver
      ? `since ${timeText(state.sinceMs)}`
      : `${timeText(untilMs - state.sinceMs)}, from ${timeText(state.sinceMs)}`;
    const wait = waitText(state);
    const holder = holderText(state, (thread) => model.nameOf(thread));
    const place = placeText(state.file, state.line);
    const text = output === undefined ? undefined : model.outputText(output);
    this.#element.replaceChildren(
      line(tagged("b", state.name), ` ${state.text.toLowerCase()}`),
      line(times),
      ...(wait ? [line(tagged("code", wait), holder ? `, ${holder}` : "")] : []),
      ...(place ? [line(`at ${place}`)] : []),
      ...(text === undefined ? [] : [line("Output: ", tagged("code", text.trimEnd()))]),
    );
    this.#element.hidden = false;
    this.#place(at);
  }

  #place({ clientX, clientY }: { clientX: number; clientY: number }): void {
    const around = this.#around.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.#element;
    const right = clientX - around.left + 14;
    const left = right + width > around.width ? Math.max(clientX - around.left - 14 - width, 0) : right;
    // Below the pointer, or above where the window ends.
    const below = clientY + 18 + height <= innerHeight;
    const top = clientY - around.top + (below ? 18 : -height - 12);
    this.#element.style.transform = `translate(${left}px, ${top}px)`;
  }
}
