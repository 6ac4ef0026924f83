/** One element's runs: its status, its output, and the promise of `run()`. Comes with the reader's first intent. */
import type { DeadlockReport, OutputRecord, Program, ThreadEvent } from "../../engine/contract";
import { OutputPane } from "../../ui/output-pane";
import type { RunnerState } from "../../ui/runner";
import { StatusView } from "../../ui/status-view";
import { PlaygroundError, type PlaygroundErrorCode } from "../public/errors";
import type { PlaygroundResult } from "../public/types";
import { whereFor } from "./advice";
import type { Block } from "./block";
import { adoptStyles } from "./late-styles";
import { stage } from "./stage";
import styles from "./styles/live.css?inline";
import type { Found } from "./tier";
import { TimelineRoom } from "./timeline-room";
import { Transcript } from "./transcript";

interface Waiting<T> {
  resolve(value: T): void;
  reject(error: PlaygroundError): void;
}

export class Live {
  readonly #block: Block;
  readonly #status: StatusView;
  readonly #output: OutputPane;
  readonly #timeline: TimelineRoom;
  #transcript = new Transcript();
  /** Whether the timeline shows the run. */
  #isRecorded = false;
  #run: Waiting<PlaygroundResult> | undefined;
  /** Rejects with the element's leave. */
  readonly #left = new Set<(error: PlaygroundError) => void>();
  /** What the status shows. */
  #shown: RunnerState["kind"] | undefined;

  constructor(block: Block) {
    this.#block = block;
    adoptStyles(block.owner.host, styles);
    this.#status = new StatusView(block.find);
    this.#output = new OutputPane(block.find, {
      sendInput: (text) => stage.sendInput(this, text),
      closeInput: () => stage.closeInput(this),
      hasFile: (name) => name === block.name,
      openPlace: (_, line) => void block.openLine(line).catch(() => {}),
    });
    this.#timeline = new TimelineRoom(block);
    this.join();
  }

  join(): void {
    stage.join(this);
  }

  /** The element is off the page. */
  leave(): void {
    stage.leave(this);
    this.#fail("stopped", "The element was taken off the page.");
    for (const reject of this.#left) reject(new PlaygroundError("stopped", "The element was taken off the page."));
  }

  run(program: Program): Promise<PlaygroundResult> {
    if (!this.#block.owner.host.isConnected) {
      return Promise.reject(new PlaygroundError("stopped", "The element is not on a page."));
    }
    if (this.#run) return Promise.reject(new PlaygroundError("busy", "The program is about to run already."));
    const promise = new Promise<PlaygroundResult>((resolve, reject) => {
      this.#run = { resolve, reject };
    });
    this.#isRecorded = program.record ?? false;
    stage.play(this, program);
    return promise;
  }

  /** Any number of calls, at any time; see `Stage.load`. */
  async load(): Promise<void> {
    let leave: (error: PlaygroundError) => void = () => {};
    const left = new Promise<never>((_, reject) => {
      leave = reject;
    });
    this.#left.add(leave);
    try {
      await Promise.race([stage.load(this), left]);
      // What a run has left here stays.
      if (this.#shown !== "exited" && !this.#run) this.show({ kind: "idle" });
    } catch (error) {
      // Those whose turn it is not hear it here alone.
      if (error instanceof PlaygroundError && error.code === "load")
        this.show({ kind: "failed", message: error.message });
      throw error;
    } finally {
      this.#left.delete(leave);
    }
  }

  stop(): void {
    stage.stop(this);
  }

  retry(): void {
    stage.retry();
  }

  sendInput(text: string): void {
    stage.sendInput(this, text);
  }

  closeInput(): void {
    stage.closeInput(this);
  }

  /** Makes way for a run's output. */
  begin(): void {
    this.#transcript = new Transcript();
    this.#block.output.show(true);
    this.#output.clear();
    this.#timeline.begin(this.#isRecorded);
  }

  show(state: RunnerState): void {
    this.#shown = state.kind;
    if (state.kind === "exited") {
      this.#output.end();
      this.#timeline.end(state.result);
    }
    this.#status.show(state);
    // Who hears that the run is over finds its result.
    if (state.kind === "exited" && this.#run) this.#block.result = this.#transcript.result(state.result);
    this.#block.showState(state.kind);
    if (state.kind === "exited") this.#end();
    else if (state.kind === "failed") this.#fail("load", state.message);
    else if (state.kind === "unavailable") this.#unavailable(state.problem.message);
  }

  /** Where programs run on this page, or how else the reader gets to run this one. */
  tell({ tier, advice, sentence }: Found): void {
    const { owner, find } = this.#block;
    this.#block.tier = tier;
    const told = find("tier", HTMLElement);
    told.textContent = sentence;
    told.hidden = sentence === "";
    this.#block.root.dataset["tier"] = tier;
    this.#block.output.tellWhere(whereFor(tier));
    owner.tell("tier", { tier, advice });
  }

  write(records: OutputRecord[]): void {
    this.#transcript.add(records);
    this.#output.write(records);
    this.#timeline.write(records);
    this.#block.owner.tell("output", { records });
  }

  watch(events: ThreadEvent[]): void {
    this.#timeline.watch(events);
  }

  explain(report: DeadlockReport): void {
    this.#timeline.explain(report);
  }

  wantInput(threadName: string): void {
    // A script that listens may answer by itself, and prevents nothing.
    this.#output.wantInput(threadName);
    this.#block.owner.tell("input", { threadName });
  }

  /** Another element has the runtime now. What the last run has left is shown still. */
  rest(): void {
    this.#output.endInput();
    if (this.#shown !== "exited") {
      this.#status.show({ kind: "idle" });
      this.#block.showState("idle");
    }
    this.dropped();
  }

  /** The run was called off before it began. */
  dropped(): void {
    this.#fail("stopped", "The run was stopped before it began.");
  }

  #end(): void {
    const waiting = this.#run;
    const { result } = this.#block;
    if (!waiting || !result) return;
    this.#run = undefined;
    this.#block.owner.tell("end", result);
    waiting.resolve(result);
  }

  #unavailable(message: string): void {
    // What was told of the tier says it all.
    this.#block.find("status-detail", HTMLElement).hidden = true;
    this.#block.output.show(false);
    this.#timeline.hide();
    this.#fail("unavailable", message);
  }

  #fail(code: PlaygroundErrorCode, message: string): void {
    this.#run?.reject(new PlaygroundError(code, message));
    this.#run = undefined;
  }
}
