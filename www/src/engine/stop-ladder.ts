/**
 * What a Stop does. The rule, for the page, the element and the command line:
 *
 * - A Stop raises KeyboardInterrupt in the main thread.
 * - Another within 5 seconds of it ends the process at once.
 * - A process whose main thread has not taken the interrupt after these 5 seconds is ended.
 * - One that has taken it and still runs has handled it, as a program in a terminal may: it goes on, and the next Stop is a
 *   first one again.
 */
export const GRACE_MS = 5_000;

export interface StopActions {
  interrupt(): void;
  /** Whether the main thread has taken the last interrupt. */
  isTaken(): boolean;
  kill(message: string): void;
  /** The program has handled the Stop. */
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

  /** The process is over. */
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
