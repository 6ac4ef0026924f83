/**
 * The effect of a Stop. The rule is the same on the page, for the element and on the command line:
 *
 * - A Stop raises KeyboardInterrupt in the main thread.
 * - Another Stop within 5 seconds ends the process at once.
 * - If the main thread has not taken the interrupt after these 5 seconds, the process is ended.
 * - If it has taken the interrupt and still runs, the program has handled it, like a program in a terminal: it continues,
 *   and the next Stop is a first one again.
 */
export const GRACE_MS = 5_000;

export interface StopActions {
  interrupt(): void;
  /** Whether the main thread has taken the last interrupt. */
  isTaken(): boolean;
  kill(message: string): void;
  /** The program has handled the Stop and continues. */
  goOn(): void;
}

export class StopLadder {
  readonly #actions: StopActions;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(actions: StopActions) {
    this.#actions = actions;
  }

  stop(): void {
    if (this.#timer !== undefined) {
      this.kill();
      return;
    }
    this.#actions.interrupt();
    this.#timer = setTimeout(() => this.#judge(), GRACE_MS);
  }

  kill(): void {
    this.clear();
    this.#actions.kill("Stopped: the threads were ended at once.");
  }

  /** The process has ended. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #judge(): void {
    this.#timer = undefined;
    if (this.#actions.isTaken()) this.#actions.goOn();
    else
      this.#actions.kill(`Stopped: the main thread did not take KeyboardInterrupt within ${GRACE_MS / 1000} seconds.`);
  }
}
