/** The canvas: as large as its room, in the colours of its place, with the part of the run that the view shows. */
import { CanvasPen } from "./canvas-pen";
import type { TimelineModel } from "./model";
import { readPalette, watchColours } from "./palette";
import { drawScene, type Frame, heightOf, placesOf } from "./scene";
import type { Part } from "./shell";
import { View } from "./zoom";

const NAMES = { least: 72, most: 190, share: 0.3, padding: 28 };
/** An empty picture has the room of so many lanes. */
const LEAST_LANES = 2;

export type Shown = Pick<Frame, "nowMs" | "cursorMs" | "selected">;

export class Picture {
  readonly canvas: HTMLCanvasElement;
  readonly view: View;
  /** As it was drawn last. */
  frame: Frame | undefined;
  readonly #part: Part;
  readonly #stage: HTMLElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #sizes: ResizeObserver;
  readonly #unwatch: () => void;
  #pen: CanvasPen | undefined;
  #ratio = 0;

  /** Calls `onChange` when it should be drawn anew. */
  constructor(part: Part, onChange: () => void) {
    this.#part = part;
    this.#stage = part("stage", HTMLElement);
    this.canvas = part("canvas", HTMLCanvasElement);
    const context = this.canvas.getContext("2d", { alpha: false });
    if (!context) throw new Error("the browser draws on no canvas");
    this.#context = context;
    this.view = new View(this.canvas, onChange);
    this.#sizes = new ResizeObserver(onChange);
    this.#sizes.observe(this.#stage);
    this.#stage.addEventListener("scroll", onChange);
    this.#unwatch = watchColours(part("watch", HTMLElement), () => {
      this.#pen = undefined;
      onChange();
    });
  }

  /** For another run. */
  reset(): void {
    this.view.resize({ x: 0, width: 1, totalMs: 1 });
    this.view.showAll();
    this.#stage.scrollTop = 0;
  }

  /** Undefined where there is no room to draw in. */
  draw(model: TimelineModel, shown: Shown): Frame | undefined {
    const lanes = Math.max(model.lanes.length, LEAST_LANES);
    this.#part("room", HTMLElement).style.height = `${heightOf(lanes)}px`;
    const { clientWidth: width, clientHeight } = this.#stage;
    if (width === 0 || clientHeight === 0) return undefined;
    const pen = this.#fit(width, Math.min(clientHeight, heightOf(lanes)));
    const frame = this.#measure(pen, model, width, Math.min(clientHeight, heightOf(lanes)), shown);
    const msPerPixel = (frame.toMs - frame.fromMs) / placesOf(frame).plotWidth;
    this.#context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    pen.begin(width, frame.height, frame.namesWidth - frame.fromMs / msPerPixel);
    drawScene(pen, model, frame);
    this.canvas.dataset["drawn"] = String(pen.drawn);
    this.frame = frame;
    return frame;
  }

  /** Scrolls a height of the lanes into sight. */
  reveal(top: number, height: number, above: number): void {
    const room = this.#stage.clientHeight - above - height;
    this.#stage.scrollTop = Math.min(Math.max(this.#stage.scrollTop, top - room), top);
  }

  dispose(): void {
    this.#sizes.disconnect();
    this.#unwatch();
    this.view.dispose();
  }

  #measure(pen: CanvasPen, model: TimelineModel, width: number, height: number, shown: Shown): Frame {
    const longest = pen.widest(model.lanes.slice(0, 200).map(({ name }) => name));
    const most = Math.min(NAMES.most, width * NAMES.share);
    const namesWidth = Math.round(Math.min(Math.max(longest + NAMES.padding, NAMES.least), most));
    const room = { ...shown, width, height, namesWidth, fromMs: 0, toMs: 1, scrollTop: this.#stage.scrollTop };
    const { plotX, plotWidth } = placesOf(room);
    this.view.resize({ x: plotX, width: plotWidth, totalMs: Math.max(shown.nowMs, 0.001) });
    return { ...room, fromMs: this.view.fromMs, toMs: this.view.toMs };
  }

  /** Gives the canvas this size, in the pixels of the screen. */
  #fit(width: number, height: number): CanvasPen {
    const ratio = devicePixelRatio;
    const [pixelsWide, pixelsHigh] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.canvas.width !== pixelsWide || this.canvas.height !== pixelsHigh) {
      this.canvas.width = pixelsWide;
      this.canvas.height = pixelsHigh;
      this.canvas.style.height = `${height}px`;
    }
    if (this.#pen && this.#ratio === ratio) return this.#pen;
    this.#ratio = ratio;
    this.#pen = new CanvasPen(this.#context, readPalette(this.#part("probe", HTMLElement)), ratio);
    return this.#pen;
  }
}
