/** All that a program printed, to be saved: more than the page shows, and outside of its own memory. */
import type { OutputRecord } from "../engine/contract";

/** So many characters become a blob, which the browser may keep on the disk. */
const CHUNK = 1_000_000;
const MOST_CHUNKS = 256;

export class Printed {
  #texts: string[] = [];
  #characters = 0;
  #chunks: Blob[] = [];
  #dropped = 0;

  clear(): void {
    this.#texts = [];
    this.#characters = this.#dropped = 0;
    this.#chunks = [];
  }

  add(records: readonly OutputRecord[]): void {
    const text = records.length === 1 ? (records[0]?.text ?? "") : records.map((record) => record.text).join("");
    this.#texts.push(text);
    this.#characters += text.length;
    if (this.#characters < CHUNK) return;
    this.#chunks.push(new Blob(this.#texts));
    this.#texts = [];
    this.#characters = 0;
    if (this.#chunks.length <= MOST_CHUNKS) return;
    this.#chunks.shift();
    this.#dropped++;
  }

  get isEmpty(): boolean {
    return this.#chunks.length === 0 && this.#characters === 0;
  }

  /** In print order, as it was written: no names of threads in it. */
  blob(): Blob {
    const note = this.#dropped > 0 ? [`[The first ${this.#dropped} million characters were dropped.]\n`] : [];
    return new Blob([...note, ...this.#chunks, ...this.#texts], { type: "text/plain;charset=utf-8" });
  }
}
