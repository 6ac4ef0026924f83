/**
 * Answers questions about source that a reader edits, in a process of its own, so that no run waits for an answer or finds what
 * it left behind. The process is made at the first question, and ended after a trap, an answer that takes too long, a minute
 * without questions, or when its memory has grown too much.
 */
import { type Image, messageOf } from "./image";
import { Process } from "./process";

/** No source of a size that anybody edits takes as long. */
const LIMIT_MS = 10_000;
const IDLE_MS = 60_000;
/** How much of its memory may be new. The modules that programs import take a few MB. */
const GROWTH_BYTES = 64 * 1024 * 1024;

export class Answerer {
  readonly #image: () => Promise<Image>;
  #process: Promise<Process> | undefined;
  /** Settles after the last question. */
  #last: Promise<unknown> = Promise.resolve();
  #idle: ReturnType<typeof setTimeout> | undefined;
  #isDisposed = false;

  constructor(image: () => Promise<Image>) {
    this.#image = image;
  }

  /** One question after the other. */
  ask(kind: string, asked: string): Promise<string> {
    const answer = this.#last.then(() => this.#ask(kind, asked));
    this.#last = answer.catch(() => {});
    return answer;
  }

  /** The size of its process's memory; 0 without one. For tests. */
  async memoryBytes(): Promise<number> {
    return (await this.#process)?.memoryBytes ?? 0;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#end();
  }

  async #ask(kind: string, asked: string): Promise<string> {
    if (this.#isDisposed) throw new Error("disposed of");
    clearTimeout(this.#idle);
    const image = await this.#image();
    this.#process ??= Process.fork(image, { spareWorkers: 0 });
    let limit: ReturnType<typeof setTimeout> | undefined;
    try {
      const process = await this.#process;
      // Ending the process rejects the call.
      limit = setTimeout(() => process.dispose(), LIMIT_MS);
      const answer = await process.answer(kind, asked);
      if (process.memoryBytes > image.memory.buffer.byteLength + GROWTH_BYTES) this.#end();
      return answer;
    } catch (error) {
      // A process in which a source caused a trap must not run again.
      this.#end();
      throw new Error(`no answer: ${messageOf(error)}`);
    } finally {
      clearTimeout(limit);
      this.#idle = setTimeout(() => this.#end(), IDLE_MS);
    }
  }

  #end(): void {
    clearTimeout(this.#idle);
    this.#process?.then(
      (process) => process.dispose(),
      () => {},
    );
    this.#process = undefined;
  }
}
