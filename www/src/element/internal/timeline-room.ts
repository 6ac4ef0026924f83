/** Under the output: the timeline of a run that is recorded. What draws it is fetched when the first such run begins. */
import type { DeadlockReport, OutputRecord, RunResult, ThreadEvent } from "../../engine/contract";
import type { Timeline } from "../../timeline";
import type { Block } from "./block";

export class TimelineRoom {
  readonly #block: Block;
  readonly #room: HTMLElement;
  #timeline: Promise<Timeline | undefined> | undefined;
  /** The run, as far as the timeline is shown. */
  #isOn = false;

  constructor(block: Block) {
    this.#block = block;
    this.#room = block.find("live-timeline", HTMLElement);
    // Many threads scroll in it.
    this.#room.style.setProperty("--timeline-height", "320px");
    block.find("clear", HTMLElement).addEventListener("click", () => this.hide());
  }

  /** Until the next run. */
  hide(): void {
    this.#block.picture.show(false);
  }

  /** A run begins. One that is not recorded leaves no timeline behind from the one before it. */
  begin(isRecorded: boolean): void {
    this.#isOn = isRecorded;
    this.#block.picture.show(isRecorded);
    this.#tell((timeline) => timeline.reset(`Timeline of ${this.#block.name}`));
  }

  write(records: OutputRecord[]): void {
    this.#tell((timeline) => timeline.addOutput(records));
  }

  watch(events: ThreadEvent[]): void {
    this.#tell((timeline) => timeline.add(events));
  }

  explain(report: DeadlockReport): void {
    this.#tell((timeline) => timeline.addDeadlock(report));
  }

  end(result: RunResult): void {
    this.#tell((timeline) => timeline.end(result));
  }

  /** What comes before the timeline is there comes to it in the same order. */
  #tell(act: (timeline: Timeline) => void): void {
    if (!this.#isOn) return;
    this.#timeline ??= this.#load();
    void this.#timeline.then((timeline) => timeline && act(timeline));
  }

  async #load(): Promise<Timeline | undefined> {
    try {
      const { createTimeline } = await import("../../timeline");
      return createTimeline(this.#room, {
        onPick: ({ file, line }) => {
          if (line !== undefined && file === this.#block.name) void this.#block.openLine(line).catch(() => {});
        },
      });
    } catch {
      // The next run tries again.
      this.#timeline = undefined;
      this.#room.textContent = "The timeline could not be loaded.";
      return undefined;
    }
  }
}
