/** Which part of the run is shown, and the gestures that change it. */
import { select } from "d3-selection";
import { type ZoomTransform, zoom, zoomIdentity } from "d3-zoom";

/** The shortest time that fills the picture. The clock of events has steps of microseconds. */
const SHORTEST_MS = 0.02;
const STEP = 1.6;

/** Steps of a mouse's wheel are large, those of two fingers on a touchpad small: the exponent of 2 that the scale grows by. */
function wheelDelta({ deltaY, deltaMode }: WheelEvent): number {
  if (deltaMode !== 0) return -deltaY * 0.15;
  return -deltaY * (Math.abs(deltaY) < 30 ? 0.02 : 0.005);
}

export interface ViewSize {
  /** Where the time begins in the picture, and how wide it is. */
  x: number;
  width: number;
  /** The whole time. */
  totalMs: number;
}

export class View {
  fromMs = 0;
  toMs = 1;
  readonly #canvas: HTMLCanvasElement;
  readonly #onChange: () => void;
  #size: ViewSize = { x: 0, width: 1, totalMs: 1 };
  #isSetting = false;
  readonly #zoom = zoom<HTMLCanvasElement, unknown>();

  constructor(canvas: HTMLCanvasElement, onChange: () => void) {
    this.#canvas = canvas;
    this.#onChange = onChange;
    this.#zoom
      // A wheel without Ctrl scrolls the page, as everywhere.
      .filter((event: MouseEvent) =>
        event.type === "wheel" ? event.ctrlKey || event.metaKey : !event.button && !event.ctrlKey,
      )
      .wheelDelta(wheelDelta)
      .clickDistance(4)
      .duration(0)
      .on("start", ({ sourceEvent }) => {
        if (sourceEvent?.type === "mousedown") canvas.dataset["dragging"] = "";
      })
      .on("end", () => delete canvas.dataset["dragging"])
      .on("zoom", ({ transform }: { transform: ZoomTransform }) => this.#take(transform));
    select(canvas).call(this.#zoom).on("dblclick.zoom", null);
    canvas.addEventListener("wheel", this.#onWheel, { passive: false });
  }

  get isAll(): boolean {
    return this.toMs - this.fromMs >= this.#size.totalMs * 0.999;
  }

  /** The whole time has grown, or the picture has another size. What is shown stays, if not all is. */
  resize(size: ViewSize): void {
    const wasAll = this.isAll;
    const before = this.#size;
    if (before.x === size.x && before.width === size.width && before.totalMs === size.totalMs) return;
    this.#size = size;
    const { x, width } = size;
    this.#zoom
      .extent([
        [x, 0],
        [x + width, 1],
      ])
      .translateExtent([
        [x, Number.NEGATIVE_INFINITY],
        [x + width, Number.POSITIVE_INFINITY],
      ])
      .scaleExtent([1, Math.max(size.totalMs / SHORTEST_MS, 1)]);
    if (wasAll) this.show(0, size.totalMs);
    else this.show(this.fromMs, this.toMs);
  }

  /** Shows a part of the time, within what there is. */
  show(fromMs: number, toMs: number): void {
    const { x, width, totalMs } = this.#size;
    const length = Math.min(Math.max(toMs - fromMs, Math.min(SHORTEST_MS, totalMs)), totalMs);
    const from = Math.min(Math.max(fromMs, 0), totalMs - length);
    const k = totalMs / length;
    this.fromMs = from;
    this.toMs = from + length;
    this.#isSetting = true;
    const transform = zoomIdentity.translate(x - k * (x + (from / totalMs) * width), 0).scale(k);
    select(this.#canvas).call(this.#zoom.transform, transform);
    this.#isSetting = false;
    this.#onChange();
  }

  showAll(): void {
    this.show(0, this.#size.totalMs);
  }

  /** In by one step, or out; about a moment, or the middle. */
  step(direction: 1 | -1, aboutMs = (this.fromMs + this.toMs) / 2): void {
    const factor = STEP ** -direction;
    const about = Math.min(Math.max(aboutMs, this.fromMs), this.toMs);
    this.show(about - (about - this.fromMs) * factor, about + (this.toMs - about) * factor);
  }

  /** Moves by a share of what is shown. */
  pan(share: number): void {
    const by = (this.toMs - this.fromMs) * share;
    this.show(this.fromMs + by, this.toMs + by);
  }

  /** Shows a time without zooming, if it is not in sight. */
  reveal(fromMs: number, toMs: number): void {
    if (toMs >= this.fromMs && fromMs <= this.toMs) return;
    const length = this.toMs - this.fromMs;
    const middle = (fromMs + toMs) / 2;
    this.show(middle - length / 2, middle + length / 2);
  }

  dispose(): void {
    select(this.#canvas).on(".zoom", null);
    this.#canvas.removeEventListener("wheel", this.#onWheel);
  }

  #take({ k, x }: ZoomTransform): void {
    if (this.#isSetting) return;
    const { x: left, width, totalMs } = this.#size;
    const length = totalMs / k;
    const from = (((left - x) / k - left) / width) * totalMs;
    this.fromMs = Math.min(Math.max(from, 0), totalMs - length);
    this.toMs = this.fromMs + length;
    this.#onChange();
  }

  /** A sideways wheel moves the time. */
  readonly #onWheel = (event: WheelEvent): void => {
    const by = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
    if (event.ctrlKey || event.metaKey || by === 0 || (Math.abs(event.deltaY) > Math.abs(by) && !event.shiftKey))
      return;
    event.preventDefault();
    this.pan(by / this.#size.width);
  };
}
