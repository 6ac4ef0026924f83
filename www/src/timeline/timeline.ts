/** The timeline of one run after the other: holds the model, the picture and what acts on it together. */
import type { DeadlockReport, OutputRecord, RunResult, ThreadEvent } from "../engine/contract";
import { CanvasPen } from "./canvas-pen";
import { RunClock } from "./clock";
import { type KeyAction, keyAction } from "./keys";
import type { Lane } from "./lane";
import { TimelineModel } from "./model";
import { noteOf } from "./note";
import { readPalette, watchColours } from "./palette";
import { type Found, findAt, Tip } from "./pointer";
import { Replay } from "./replay";
import { saveAs, TraceLog } from "./save";
import { AXIS_HEIGHT, drawScene, type Frame, heightOf, LANE_HEIGHT, placesOf } from "./scene";
import { makeShell, type Shell } from "./shell";
import { svgOf } from "./svg-pen";
import { caption, fillTable, rowsOf } from "./table";
import type { ThreadState, Timeline, TimelineOptions } from "./types";
import { stateText } from "./words";
import { View } from "./zoom";

/** A live picture is drawn so often: the program's threads need the processor too. */
const LIVE_MS = 50;
const MOST_ROWS = 500;
const NAMES = { least: 72, most: 190, share: 0.3, padding: 28 };

export class RunTimeline implements Timeline {
  readonly #options: TimelineOptions;
  readonly #shell: Shell;
  readonly #stage: HTMLElement;
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #view: View;
  readonly #replay: Replay;
  readonly #tip: Tip;
  readonly #sizes: ResizeObserver;
  readonly #unwatch: () => void;
  readonly #printing = matchMedia("print");
  #model = new TimelineModel();
  #clock = new RunClock();
  #trace = new TraceLog();
  #title = "Timeline";
  #pen: CanvasPen | undefined;
  #ratio = 0;
  #frame: Frame | undefined;
  #selected: { lane: Lane; span: number } | undefined;
  #request = 0;
  #drawnMs = 0;

  constructor(container: HTMLElement, options: TimelineOptions) {
    this.#options = options;
    this.#shell = makeShell(container);
    const { part, root } = this.#shell;
    this.#stage = part("stage", HTMLElement);
    this.#canvas = part("canvas", HTMLCanvasElement);
    const context = this.#canvas.getContext("2d", { alpha: false });
    if (!context) throw new Error("the browser draws on no canvas");
    this.#context = context;
    this.#view = new View(this.#canvas, () => this.#changed());
    this.#replay = new Replay(part, (atMs) => {
      this.#changed();
      options.onTime?.(atMs);
    });
    this.#tip = new Tip(part("tip", HTMLElement), root);
    this.#sizes = new ResizeObserver(() => this.#changed());
    this.#sizes.observe(this.#stage);
    this.#unwatch = watchColours(part("watch", HTMLElement), () => {
      this.#pen = undefined;
      this.#changed();
    });
    this.#listen();
    this.reset();
  }

  reset(title = "Timeline"): void {
    this.#replay.pause();
    this.#model = new TimelineModel();
    this.#clock = new RunClock();
    this.#trace = new TraceLog();
    this.#title = title;
    this.#selected = undefined;
    this.#tip.hide();
    this.#replay.show(0, null);
    this.#view.resize({ x: 0, width: 1, totalMs: 1 });
    this.#view.showAll();
    this.#canvas.setAttribute("aria-label", title);
    this.#shell.part("told", HTMLElement).textContent = "";
    this.#changed();
  }

  add(events: ThreadEvent[]): void {
    if (events.length === 0) return;
    this.#model.add(events);
    this.#trace.add(events);
    this.#clock.seen(this.#model.lastMs);
    this.#changed();
  }

  addOutput(records: OutputRecord[]): void {
    this.#model.addOutput(records);
  }

  addDeadlock(report: DeadlockReport): void {
    this.#model.addDeadlock(report);
    this.#clock.stand();
    this.#changed();
  }

  end(result: RunResult): void {
    this.#model.end(result);
    this.#clock.end(result.reason === "exited");
    this.#changed();
  }

  showTime(atMs: number | null): void {
    this.#replay.pause();
    this.#replay.show(this.#clock.nowMs, atMs);
    this.#changed();
  }

  stateAt(atMs: number): ThreadState[] {
    return this.#model.stateAt(atMs);
  }

  toSvg(): string {
    return svgOf(this.#model, this.#clock.nowMs, this.#title);
  }

  dispose(): void {
    cancelAnimationFrame(this.#request);
    this.#replay.pause();
    this.#sizes.disconnect();
    this.#unwatch();
    this.#view.dispose();
    this.#printing.removeEventListener("change", this.#print);
    removeEventListener("beforeprint", this.#print);
    this.#shell.root.remove();
  }

  #listen(): void {
    const { part } = this.#shell;
    const click = (name: string, act: () => void) => part(name, HTMLButtonElement).addEventListener("click", act);
    click("in", () => this.#view.step(1, this.#aboutMs));
    click("out", () => this.#view.step(-1, this.#aboutMs));
    click("fit", () => this.#view.showAll());
    click("save-svg", () => saveAs("threads.svg", "image/svg+xml", this.toSvg()));
    click("save-trace", () => saveAs("threads.trace.json", "application/json", this.#trace.json()));
    const canvas = this.#canvas;
    canvas.addEventListener("keydown", (event) => this.#onKey(event));
    canvas.addEventListener("pointermove", (event) => this.#onMove(event));
    canvas.addEventListener("pointerleave", () => this.#tip.hide());
    canvas.addEventListener("click", (event) => this.#onClick(event));
    this.#stage.addEventListener("scroll", () => this.#changed());
    click("as-table", () => this.#toggleTable());
    this.#printing.addEventListener("change", this.#print);
    addEventListener("beforeprint", this.#print);
  }

  readonly #print = (): void => {
    this.#shell.part("print", HTMLElement).innerHTML = svgOf(this.#model, this.#clock.nowMs, this.#title, true);
  };

  /** What zooming goes about: the moment that is shown or chosen. */
  get #aboutMs(): number | undefined {
    const { lane, span } = this.#selected ?? {};
    return this.#replay.cursorMs ?? lane?.fromMs[span ?? 0];
  }

  /** Draws before the next frame is shown. */
  #changed(): void {
    if (this.#request === 0) this.#request = requestAnimationFrame(this.#onFrame);
  }

  readonly #onFrame = (atMs: number): void => {
    this.#request = 0;
    const isLive = this.#clock.isLive && this.#replay.cursorMs === null;
    if (!isLive || atMs - this.#drawnMs >= LIVE_MS) {
      this.#drawnMs = atMs;
      this.#draw();
    }
    if (isLive) this.#changed();
  };

  /** How long the last frame took, for the test of speed. */
  frameMs = 0;

  #draw(): void {
    const startedMs = performance.now();
    this.#drawNow();
    this.frameMs = performance.now() - startedMs;
  }

  #drawNow(): void {
    const model = this.#model;
    const { part } = this.#shell;
    part("empty", HTMLElement).hidden = model.lanes.length > 0;
    part("foot", HTMLElement).hidden = model.lanes.length === 0;
    part("room", HTMLElement).style.height = `${heightOf(Math.max(model.lanes.length, 2))}px`;
    const frame = this.#measure();
    if (!frame || !this.#pen) return;
    this.#frame = frame;
    this.#replay.show(frame.nowMs, this.#replay.cursorMs);
    const msPerPixel = (frame.toMs - frame.fromMs) / placesOf(frame).plotWidth;
    this.#context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    this.#pen.begin(frame.width, frame.height, frame.namesWidth - frame.fromMs / msPerPixel);
    drawScene(this.#pen, model, frame);
    this.#canvas.dataset["drawn"] = String(this.#pen.drawn);
    this.#shell.showLegend(model.shownStates);
    part("note", HTMLElement).textContent = noteOf(model);
    part("fit", HTMLElement).setAttribute("aria-disabled", String(this.#view.isAll));
    part("out", HTMLElement).setAttribute("aria-disabled", String(this.#view.isAll));
    if (!part("table", HTMLElement).hidden) this.#fillTable(frame);
  }

  /** Fits canvas and view to the room that there is; undefined where there is none. */
  #measure(): Frame | undefined {
    const { clientWidth: width, clientHeight } = this.#stage;
    if (width === 0 || clientHeight === 0) return undefined;
    const height = Math.min(clientHeight, heightOf(Math.max(this.#model.lanes.length, 2)));
    this.#fitCanvas(width, height);
    const namesWidth = this.#namesWidth(width);
    const nowMs = this.#clock.nowMs;
    const plot = placesOf({ width, height, namesWidth, fromMs: 0, toMs: 1, nowMs, scrollTop: 0 });
    this.#view.resize({ x: plot.plotX, width: plot.plotWidth, totalMs: Math.max(nowMs, 0.001) });
    cancelAnimationFrame(this.#request);
    this.#request = 0;
    const { fromMs, toMs } = this.#view;
    const frame: Frame = { width, height, namesWidth, fromMs, toMs, nowMs, scrollTop: this.#stage.scrollTop };
    frame.cursorMs = this.#replay.cursorMs;
    if (this.#selected) frame.selected = this.#selection(this.#selected, nowMs);
    return frame;
  }

  #fitCanvas(width: number, height: number): void {
    const ratio = devicePixelRatio;
    const [pixelsWide, pixelsHigh] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.#canvas.width !== pixelsWide || this.#canvas.height !== pixelsHigh) {
      this.#canvas.width = pixelsWide;
      this.#canvas.height = pixelsHigh;
      this.#canvas.style.height = `${height}px`;
    }
    if (this.#pen && this.#ratio === ratio) return;
    this.#ratio = ratio;
    this.#pen = new CanvasPen(this.#context, readPalette(this.#shell.part("probe", HTMLElement)), ratio);
  }

  #namesWidth(width: number): number {
    const longest = this.#pen?.widest(this.#model.lanes.slice(0, 200).map(({ name }) => name)) ?? 0;
    return Math.round(Math.min(Math.max(longest + NAMES.padding, NAMES.least), NAMES.most, width * NAMES.share));
  }

  #selection({ lane, span }: { lane: Lane; span: number }, nowMs: number): NonNullable<Frame["selected"]> {
    const fromMs = lane.fromMs[span];
    if (fromMs === undefined) return { thread: lane.number };
    return { thread: lane.number, fromMs, toMs: lane.spanEnd(span, nowMs) };
  }

  #fillTable({ fromMs, toMs, nowMs }: Frame): void {
    const { rows, total } = rowsOf(this.#model, { fromMs, toMs, nowMs }, MOST_ROWS);
    this.#shell.part("caption", HTMLElement).textContent = caption(rows.length, total, this.#view.isAll);
    fillTable(this.#shell.part("rows", HTMLElement), rows, this.#nameOf);
  }

  #toggleTable(): void {
    const table = this.#shell.part("table", HTMLElement);
    table.hidden = !table.hidden;
    this.#shell.part("as-table", HTMLElement).setAttribute("aria-expanded", String(!table.hidden));
    this.#changed();
  }

  readonly #nameOf = (thread: number) => this.#model.lane(thread)?.name ?? `thread ${thread}`;

  #foundAt(event: MouseEvent): Found | undefined {
    return this.#frame && findAt(this.#model, this.#frame, event.offsetX, event.offsetY);
  }

  #onMove(event: PointerEvent): void {
    const found = event.buttons === 0 ? this.#foundAt(event) : undefined;
    if (found) this.#tip.show(this.#model, found, this.#clock.nowMs, event);
    else this.#tip.hide();
  }

  #onClick(event: MouseEvent): void {
    if (!this.#frame) return;
    if (event.offsetY < AXIS_HEIGHT) {
      this.#goTo(placesOf(this.#frame).atMs(event.offsetX));
      return;
    }
    const found = this.#foundAt(event);
    if (!found) return;
    this.#selected = found;
    this.#pick(found);
    this.#tip.show(this.#model, found, this.#clock.nowMs, event);
  }

  /** Moves the cursor, once the run is over. */
  #goTo(atMs: number): void {
    if (!this.#clock.isLive && atMs >= 0 && atMs <= this.#clock.nowMs) {
      this.showTime(atMs);
      this.#options.onTime?.(atMs);
    }
  }

  #pick({ lane, span, atMs, output }: Found): void {
    this.#goTo(atMs);
    const { file, line } = this.#model.detailOf(lane, span);
    this.#options.onPick?.({
      thread: lane.number,
      atMs,
      ...(file === undefined || line === undefined ? {} : { file, line }),
      ...(output === undefined ? {} : { output }),
    });
    this.#tell();
    this.#changed();
  }

  #onKey(event: KeyboardEvent): void {
    const action = keyAction(event);
    if (!action) return;
    event.preventDefault();
    this.#tip.hide();
    this.#act(action);
  }

  #act(action: KeyAction): void {
    switch (action.kind) {
      case "zoom":
        this.#view.step(action.by, this.#aboutMs);
        break;
      case "all":
        this.#view.showAll();
        break;
      case "pan":
        this.#view.pan(action.by);
        break;
      case "play":
        this.#replay.toggle();
        break;
      case "thread":
        this.#selectLane(action.by);
        break;
      case "state":
        this.#selectSpan(action.by);
        break;
      case "pick":
        this.#pickSelected();
    }
  }

  #selectLane(by: number): void {
    const { lanes } = this.#model;
    const current = this.#selected ? lanes.indexOf(this.#selected.lane) : -1;
    const index = Math.min(Math.max(current + by, 0), lanes.length - 1);
    const lane = lanes[index];
    if (!lane) return;
    const atMs = this.#aboutMs ?? this.#view.fromMs;
    this.#selected = { lane, span: Math.max(lane.spanAt(atMs), 0) };
    const top = index * LANE_HEIGHT;
    const room = this.#stage.clientHeight - AXIS_HEIGHT - LANE_HEIGHT;
    this.#stage.scrollTop = Math.min(Math.max(this.#stage.scrollTop, top - room), top);
    this.#tell();
    this.#changed();
  }

  #selectSpan(by: number): void {
    if (!this.#selected) {
      this.#selectLane(1);
      return;
    }
    const { lane, span } = this.#selected;
    const next = Math.min(Math.max(span + by, 0), lane.fromMs.length - 1);
    this.#selected = { lane, span: next };
    this.#view.reveal(lane.fromMs[next] ?? 0, lane.spanEnd(next, this.#clock.nowMs));
    this.#tell();
    this.#changed();
  }

  #pickSelected(): void {
    if (!this.#selected) return;
    const { lane, span } = this.#selected;
    this.#pick({ lane, span, atMs: lane.fromMs[span] ?? lane.firstMs });
  }

  /** Says what is chosen, to a screen reader. */
  #tell(): void {
    if (!this.#selected) return;
    const { lane, span } = this.#selected;
    const nowMs = this.#clock.nowMs;
    const state = this.#model.spanState(lane, span, lane.fromMs[span] ?? lane.firstMs);
    const told = stateText(state, span < 0 ? (lane.fromMs[0] ?? nowMs) : lane.spanEnd(span, nowMs), this.#nameOf);
    this.#shell.part("told", HTMLElement).textContent = told;
  }
}
