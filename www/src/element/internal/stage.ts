/**
 * The engine that the elements of one page share, and whose turn it is: one runs at a time. It is made when the first of
 * them wants it, and ends with the last that leaves the page.
 */
import type { DeadlockReport, OutputRecord, Program, ThreadEvent } from "../../engine/contract";
import { Runner, type RunnerState } from "../../ui/runner";
import { PlaygroundError } from "../public/errors";
import { type Found, findTier } from "./tier";

/** What the stage needs of an element. */
export interface Player {
  begin(): void;
  show(state: RunnerState): void;
  tell(found: Found): void;
  write(records: OutputRecord[]): void;
  watch(events: ThreadEvent[]): void;
  explain(report: DeadlockReport): void;
  wantInput(threadName: string): void;
  rest(): void;
  dropped(): void;
}

const isBusy = ({ kind }: RunnerState) => kind === "running" || kind === "stopping";

class Stage {
  readonly #players = new Set<Player>();
  #runner: Runner | undefined;
  #found: Promise<Found> | undefined;
  #active: Player | undefined;
  /** Those who wait for the runtime, and show how far it is. */
  readonly #loading = new Set<Player>();
  /** Runs when the active one has ended. */
  #next: { player: Player; program: Program } | undefined;

  join(player: Player): void {
    this.#players.add(player);
  }

  /** Ends the player's run; with the last player, every worker. */
  leave(player: Player): void {
    this.#players.delete(player);
    this.#loading.delete(player);
    if (this.#next?.player === player) this.#next = undefined;
    if (this.#players.size === 0) {
      this.#close();
      return;
    }
    if (this.#active !== player) return;
    this.#active = undefined;
    this.#endAtOnce();
  }

  play(player: Player, program: Program): void {
    const runner = this.#runner ?? this.#open();
    if (isBusy(runner.state) && this.#active !== player) {
      this.#next?.player.dropped();
      this.#next = { player, program };
      this.#endAtOnce();
      return;
    }
    this.#start(player, program);
  }

  /**
   * Loads the runtime that all players share; after a failure, again. Resolves for every caller once it is there, and rejects
   * with a `PlaygroundError` where it does not come.
   */
  async load(player: Player): Promise<void> {
    this.#loading.add(player);
    try {
      await this.#load(player);
    } finally {
      this.#loading.delete(player);
    }
  }

  async #load(player: Player): Promise<void> {
    const runner = this.#runner ?? this.#open();
    this.#active ??= player;
    // It may be on its way for another.
    if (runner.state.kind === "loading" && this.#found) player.show(runner.state);
    await this.#begin(player);
    // Where programs can run is known by now, or the failure was shown.
    if (this.#runner === runner && this.#engine && runner.state.kind !== "unavailable") await runner.load();
    if (this.#runner !== runner) throw new PlaygroundError("stopped", "The elements were taken off the page.");
    const { state } = runner;
    if (state.kind === "unavailable") throw new PlaygroundError("unavailable", state.problem.message);
    if (state.kind === "failed") throw new PlaygroundError("load", state.message);
    if (!this.#engine) throw new PlaygroundError("load", "Where programs can run on this page was not found out.");
  }

  stop(player: Player): void {
    if (this.#next?.player === player) {
      this.#next = undefined;
      player.dropped();
    }
    if (player !== this.#active || !this.#runner) return;
    const wasLoading = this.#runner.state.kind === "loading";
    this.#runner.stop();
    if (wasLoading) player.dropped();
  }

  retry(): void {
    void this.#runner?.load();
  }

  sendInput(player: Player, text: string): void {
    if (player === this.#active) this.#runner?.sendInput(text);
  }

  closeInput(player: Player): void {
    if (player === this.#active) this.#runner?.closeInput();
  }

  #open(): Runner {
    const runner: Runner = new Runner(
      () => {
        if (!this.#engine) throw new Error("there is no place to run programs");
        return this.#engine();
      },
      {
        onState: (state) => this.#onState(runner, state),
        onOutput: (records) => this.#active?.write(records),
        onEvents: (events) => this.#active?.watch(events),
        onDeadlock: (report) => this.#active?.explain(report),
        onInputWanted: (threadName) => this.#active?.wantInput(threadName),
      },
    );
    this.#runner = runner;
    return runner;
  }

  #engine: Found["createEngine"];

  #start(player: Player, program: Program): void {
    if (this.#active !== player) this.#active?.rest();
    this.#active = player;
    const runner = this.#runner;
    if (!runner) return;
    if (runner.state.kind === "unavailable") {
      void this.#begin(player);
      player.show(runner.state);
      return;
    }
    player.begin();
    runner.run(program);
    void this.#begin(player);
  }

  /** Finds where programs can run, once, and loads the runtime there; resolves when that is over, well or not. */
  async #begin(player: Player): Promise<void> {
    const runner = this.#runner;
    const isFirst = !this.#found;
    this.#found ??= findTier();
    try {
      const found = await this.#found;
      // The last player has left meanwhile.
      if (!runner || this.#runner !== runner) return;
      player.tell(found);
      if (!isFirst) return;
      this.#engine = found.createEngine;
      if (found.problem) runner.unavailable(found.problem);
      else await runner.load();
    } catch (error) {
      // Nothing here is meant to fail; the next Run looks again.
      this.#found = undefined;
      player.show({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
    }
  }

  #onState(runner: Runner, state: RunnerState): void {
    if (this.#runner !== runner) return;
    this.#active?.show(state);
    if (state.kind === "loading") {
      for (const player of this.#loading) if (player !== this.#active) player.show(state);
    }
    if (state.kind !== "exited" || !this.#next) return;
    const { player, program } = this.#next;
    this.#next = undefined;
    // Once the runner is through with telling of the end.
    queueMicrotask(() => {
      if (this.#runner === runner) this.#start(player, program);
    });
  }

  /** The reader has turned to something else: there is no grace for what runs. */
  #endAtOnce(): void {
    this.#runner?.kill();
  }

  #close(): void {
    const runner = this.#runner;
    this.#runner = undefined;
    this.#active = undefined;
    this.#next = undefined;
    this.#found = undefined;
    this.#engine = undefined;
    runner?.dispose();
  }
}

export const stage = new Stage();
