/** The timeline of one run after the other: brings the model, the picture and what acts on it together. */
import type { DeadlockReport, OutputRecord, RunResult, ThreadEvent } from "../engine/contract";
import { type Chosen, chosenText, markOf, otherState, otherThread, timeOf } from "./choice";
import { RunClock } from "./clock";
import { type KeyAction, keyAction } from "./keys";
import { TimelineModel } from "./model";
import { noteOf } from "./note";
import { Picture } from "./picture";
import { type Found, findAt, Tip } from "./pointer";
import { Replay } from "./replay";
import { saveAs, TraceLog } from "./save";
import { AXIS_HEIGHT, type Frame, LANE_HEIGHT, placesOf } from "./scene";
import { makeShell, type Shell } from "./shell";
import { svgOf } from "./svg-pen";
import { caption, fillTable, rowsOf } from "./table";
import type { ThreadState, Timeline, TimelineOptions } from "./types";

/** A live picture is drawn so often: the program's threads need the processor too, and some readers less motion. */
const LIVE_MS = { full: 50, reduced: 500 };
const MOST_ROWS = 500;

export class RunTimeline implements Timeline {
  /** How long the last frame took, for the test of speed. */
  frameMs = 0;
  readonly #options: TimelineOptions;
  readonly #shell: Shell;
  readonly #picture: Picture;
  readonly #replay: Replay;
  readonly #tip: Tip;
  readonly #printing = matchMedia("print");
  readonly #reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
  #model = new TimelineModel();
  #clock = new RunClock();
  #trace = new TraceLog();
  #title = "Timeline";
  #chosen: Chosen | undefined;
  #request = 0;
  #drawnMs = 0;

  constructor(container: HTMLElement, options: TimelineOptions) {
    this.#options = options;
    this.#shell = makeShell(container);
    const { part, root } = this.#shell;
    this.#picture = new Picture(part, () => this.#changed());
    this.#replay = new Replay(part, (atMs) => {
      this.#changed();
      options.onTime?.(atMs);
    });
    this.#tip = new Tip(part("tip", HTMLElement), root);
    this.#listen();
    this.reset();
  }

  reset(title = "Timeline"): void {
    this.#replay.pause();
    this.#model = new TimelineModel();
    this.#clock = new RunClock();
    this.#trace = new TraceLog();
    this.#title = title;
    this.#chosen = undefined;
    this.#tip.hide();
    this.#replay.show(0, null);
    this.#picture.reset();
    this.#picture.canvas.setAttribute("aria-label", title);
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
    // Nothing is drawn any more, whatever changes still.
    this.#request = Number.NaN;
    this.#replay.pause();
    this.#picture.dispose();
    this.#printing.removeEventListener("change", this.#print);
    removeEventListener("beforeprint", this.#print);
    this.#shell.root.remove();
  }

  #listen(): void {
    const { part } = this.#shell;
    const { canvas, view } = this.#picture;
    const click = (name: string, act: () => void) => part(name, HTMLButtonElement).addEventListener("click", act);
    click("in", () => view.step(1, this.#aboutMs));
    click("out", () => view.step(-1, this.#aboutMs));
    click("fit", () => view.showAll());
    click("as-table", () => this.#toggleTable());
    click("save-svg", () => saveAs("threads.svg", "image/svg+xml", this.toSvg()));
    click("save-trace", () => saveAs("threads.trace.json", "application/json", this.#trace.json()));
    canvas.addEventListener("keydown", (event) => this.#onKey(event));
    canvas.addEventListener("pointermove", (event) => this.#onMove(event));
    canvas.addEventListener("pointerleave", () => this.#tip.hide());
    canvas.addEventListener("click", (event) => this.#onClick(event));
    this.#printing.addEventListener("change", this.#print);
    addEventListener("beforeprint", this.#print);
  }

  readonly #print = (): void => {
    this.#shell.part("print", HTMLElement).innerHTML = svgOf(this.#model, this.#clock.nowMs, this.#title, {
      isEmbedded: true,
    });
  };

  /** What zooming goes about: the moment that is shown or chosen. */
  get #aboutMs(): number | undefined {
    return this.#replay.cursorMs ?? (this.#chosen && timeOf(this.#chosen, this.#clock.nowMs).fromMs);
  }

  /** Draws before the next frame is shown. */
  #changed(): void {
    if (this.#request === 0) this.#request = requestAnimationFrame(this.#onFrame);
  }

  readonly #onFrame = (atMs: number): void => {
    const isLive = this.#clock.isLive && this.#replay.cursorMs === null;
    const every = this.#reducedMotion.matches ? LIVE_MS.reduced : LIVE_MS.full;
    if (!isLive || atMs - this.#drawnMs >= every) {
      this.#drawnMs = atMs;
      const startedMs = performance.now();
      this.#draw();
      this.frameMs = performance.now() - startedMs;
    }
    // What the drawing itself has changed is drawn.
    this.#request = 0;
    if (isLive) this.#changed();
  };

  #draw(): void {
    const model = this.#model;
    const { part, showLegend } = this.#shell;
    part("empty", HTMLElement).hidden = model.lanes.length > 0;
    part("foot", HTMLElement).hidden = model.lanes.length === 0;
    const nowMs = this.#clock.nowMs;
    this.#replay.show(nowMs, this.#replay.cursorMs);
    showLegend(model.shownStates, model.shownMarks);
    part("note", HTMLElement).textContent = noteOf(model);
    const frame = this.#picture.draw(model, {
      nowMs,
      cursorMs: this.#replay.cursorMs,
      ...(this.#chosen ? { selected: markOf(this.#chosen, nowMs) } : {}),
    });
    for (const name of ["fit", "out"]) {
      part(name, HTMLElement).setAttribute("aria-disabled", String(this.#picture.view.isAll));
    }
    if (frame && !part("table", HTMLElement).hidden) this.#fillTable(frame);
  }

  #toggleTable(): void {
    const table = this.#shell.part("table", HTMLElement);
    table.hidden = !table.hidden;
    this.#shell.part("as-table", HTMLElement).setAttribute("aria-expanded", String(!table.hidden));
    this.#changed();
  }

  #fillTable({ fromMs, toMs, nowMs }: Frame): void {
    const { rows, total } = rowsOf(this.#model, { fromMs, toMs, nowMs }, MOST_ROWS);
    const { part } = this.#shell;
    part("caption", HTMLElement).textContent = caption(rows.length, total, this.#picture.view.isAll);
    fillTable(part("rows", HTMLElement), rows, (thread) => this.#model.nameOf(thread));
  }

  #foundAt({ offsetX, offsetY }: MouseEvent): Found | undefined {
    return this.#picture.frame && findAt(this.#model, this.#picture.frame, offsetX, offsetY);
  }

  #onMove(event: PointerEvent): void {
    const found = event.buttons === 0 ? this.#foundAt(event) : undefined;
    if (found) this.#tip.show(this.#model, found, this.#clock.nowMs, event);
    else this.#tip.hide();
  }

  #onClick(event: MouseEvent): void {
    const { frame } = this.#picture;
    if (frame && event.offsetY < AXIS_HEIGHT) {
      this.#goTo(placesOf(frame).atMs(event.offsetX));
      return;
    }
    const found = this.#foundAt(event);
    if (!found) return;
    this.#choose(found);
    this.#pick(found);
    this.#tip.show(this.#model, found, this.#clock.nowMs, event);
  }

  /** Moves the cursor, once the run is over. */
  #goTo(atMs: number): void {
    if (this.#clock.isLive || atMs < 0 || atMs > this.#clock.nowMs) return;
    this.showTime(atMs);
    this.#options.onTime?.(atMs);
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
  }

  #choose(chosen: Chosen): void {
    this.#chosen = chosen;
    this.#shell.part("told", HTMLElement).textContent = chosenText(this.#model, chosen, this.#clock.nowMs);
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
    const { view } = this.#picture;
    switch (action.kind) {
      case "zoom":
        view.step(action.by, this.#aboutMs);
        break;
      case "all":
        view.showAll();
        break;
      case "pan":
        view.pan(action.by);
        break;
      case "play":
        this.#replay.toggle();
        break;
      case "thread":
        this.#chooseThread(action.by);
        break;
      case "state":
        this.#chooseState(action.by);
        break;
      case "pick":
        if (this.#chosen) this.#pick({ ...this.#chosen, atMs: timeOf(this.#chosen, this.#clock.nowMs).fromMs });
    }
  }

  #chooseThread(by: number): void {
    const chosen = otherThread(this.#model, this.#chosen, by, this.#aboutMs ?? this.#picture.view.fromMs);
    if (!chosen) return;
    this.#picture.reveal(this.#model.lanes.indexOf(chosen.lane) * LANE_HEIGHT, LANE_HEIGHT, AXIS_HEIGHT);
    this.#choose(chosen);
  }

  #chooseState(by: number): void {
    if (!this.#chosen) {
      this.#chooseThread(1);
      return;
    }
    const chosen = otherState(this.#chosen, by);
    const { fromMs, toMs } = timeOf(chosen, this.#clock.nowMs);
    this.#picture.view.reveal(fromMs, toMs);
    this.#choose(chosen);
  }
}
