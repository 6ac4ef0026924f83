/** What a run printed, for `run()`'s result: the texts, and the threads that printed. */
import type { OutputRecord, RunResult } from "../../engine/contract";
import type { PlaygroundResult, ThreadSummary } from "../public/types";

/** Of each text; a program that prints for ever must not take the page's memory. */
export const MAX_CHARACTERS = 16_000_000;

/** A text that forgets its beginning. */
class Tail {
  isTruncated = false;
  #parts: string[] = [];
  #length = 0;

  add(text: string): void {
    this.#parts.push(text);
    this.#length += text.length;
    // Joined now and then, so that dropping the beginning costs the same for each character.
    if (this.#length > 2 * MAX_CHARACTERS) this.#cut();
  }

  #cut(): void {
    const whole = this.#parts.join("");
    this.#parts = [whole.slice(-MAX_CHARACTERS)];
    this.#length = Math.min(whole.length, MAX_CHARACTERS);
    this.isTruncated ||= whole.length > MAX_CHARACTERS;
  }

  toString(): string {
    this.#cut();
    return this.#parts.join("");
  }
}

export class Transcript {
  readonly #texts = { stdout: new Tail(), stderr: new Tail(), output: new Tail() };
  readonly #threads = new Map<string, ThreadSummary>();

  add(records: readonly OutputRecord[]): void {
    for (const { stream, ident, threadName, text } of records) {
      this.#texts[stream].add(text);
      this.#texts.output.add(text);
      const key = `${ident} ${threadName}`;
      const thread = this.#threads.get(key) ?? { name: threadName, ident, lines: 0 };
      thread.lines += text.split("\n").length - 1;
      this.#threads.set(key, thread);
    }
  }

  result({ status, reason, message, durationMs, dialect, threads }: RunResult): PlaygroundResult {
    const { stdout, stderr, output } = this.#texts;
    const texts = { stdout: String(stdout), stderr: String(stderr), output: String(output) };
    return {
      status,
      reason,
      message,
      durationMs,
      dialect,
      ...texts,
      isTruncated: output.isTruncated,
      threadCount: threads,
      threads: [...this.#threads.values()],
    };
  }
}
