/**
 * The page's side of the rings of `crate/interpreter/src/stdio` in a process's shared memory. The page only reads and writes
 * with `Atomics` and never waits.
 */
import type { OutputRecord } from "./contract";
import { HEADER, INPUT, INPUT_BYTES, OUTPUT, OUTPUT_BYTES, STREAM } from "./layout";

/** Reads the records of one process's output, in print order. */
export class OutputReader {
  readonly #memory: WebAssembly.Memory;
  readonly #word: number;
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });

  constructor(memory: WebAssembly.Memory, offsetBytes: number) {
    this.#memory = memory;
    this.#word = offsetBytes / 4;
  }

  /** Returns the records that are there now, without those that a writer adds meanwhile. */
  takeRest(): OutputRecord[] {
    return this.take(OUTPUT_BYTES);
  }

  /** Returns records until there are no more or about `limitBytes` have been read. */
  take(limitBytes: number): OutputRecord[] {
    const words = new Int32Array(this.#memory.buffer);
    const head = Atomics.load(words, this.#word + OUTPUT.head);
    let tail = Atomics.load(words, this.#word + OUTPUT.tail);
    const available = (head - tail) >>> 0;
    if (available === 0) return [];
    const records: OutputRecord[] = [];
    let taken = 0;
    while (taken < available && taken < limitBytes) {
      // Records begin at multiples of four, so the end of the ring never splits their size.
      const sizeBytes = new DataView(this.#copy(tail, 4).buffer).getUint32(0, true);
      records.push(this.#decode(this.#copy(tail, sizeBytes)));
      const paddedBytes = (sizeBytes + 3) & ~3;
      tail = (tail + paddedBytes) | 0;
      taken += paddedBytes;
    }
    Atomics.store(words, this.#word + OUTPUT.tail, tail);
    Atomics.notify(words, this.#word + OUTPUT.tail);
    return records;
  }

  /** Requests a message for the next record. Returns false if there are records already. */
  arm(): boolean {
    const words = new Int32Array(this.#memory.buffer);
    // The store comes before the load, while the writer stores `head` before it loads this word: at least one of the two
    // sees the other's write.
    Atomics.store(words, this.#word + OUTPUT.wantsMessage, 1);
    return Atomics.load(words, this.#word + OUTPUT.head) === Atomics.load(words, this.#word + OUTPUT.tail);
  }

  #copy(position: number, sizeBytes: number): Uint8Array<ArrayBuffer> {
    const storage = new Uint8Array(this.#memory.buffer, (this.#word + OUTPUT.bytes) * 4, OUTPUT_BYTES);
    const start = (position >>> 0) % OUTPUT_BYTES;
    const first = Math.min(sizeBytes, OUTPUT_BYTES - start);
    const copy = new Uint8Array(sizeBytes);
    copy.set(storage.subarray(start, start + first));
    copy.set(storage.subarray(0, sizeBytes - first), first);
    return copy;
  }

  #decode(bytes: Uint8Array<ArrayBuffer>): OutputRecord {
    const view = new DataView(bytes.buffer);
    const nameEnd = HEADER.size + view.getUint8(HEADER.nameSize);
    return {
      stream: view.getUint8(HEADER.stream) === STREAM.stderr ? "stderr" : "stdout",
      ident: Number(view.getBigUint64(HEADER.ident, true)),
      threadName: this.#decoder.decode(bytes.subarray(HEADER.size, nameEnd)),
      text: this.#decoder.decode(bytes.subarray(nameEnd)),
    };
  }
}

/** Writes one process's standard input. Keeps the bytes for which the ring has no space. */
export class InputWriter {
  readonly #memory: WebAssembly.Memory;
  readonly #word: number;
  readonly #waiting: Uint8Array[] = [];
  #isClosing = false;

  constructor(memory: WebAssembly.Memory, offsetBytes: number) {
    this.#memory = memory;
    this.#word = offsetBytes / 4;
  }

  write(bytes: Uint8Array): void {
    if (this.#isClosing || bytes.length === 0) return;
    this.#waiting.push(bytes);
    this.pump();
  }

  close(): void {
    this.#isClosing = true;
    this.pump();
  }

  /** Whether all input has been written, so that a thread that reads now waits for the reader to type. */
  get isDry(): boolean {
    return this.#waiting.length === 0 && !this.#isClosing;
  }

  /** Fills the ring again. Called whenever a thread has found it empty. */
  pump(): void {
    const words = new Int32Array(this.#memory.buffer);
    let isChanged = false;
    let head = Atomics.load(words, this.#word + INPUT.head);
    for (let chunk = this.#waiting.shift(); chunk; chunk = this.#waiting.shift()) {
      const tail = Atomics.load(words, this.#word + INPUT.tail);
      const room = INPUT_BYTES - ((head - tail) >>> 0);
      const now = chunk.subarray(0, room);
      this.#copyIn(head, now);
      head = (head + now.length) | 0;
      isChanged ||= now.length > 0;
      if (now.length < chunk.length) {
        this.#waiting.unshift(chunk.subarray(now.length));
        break;
      }
    }
    Atomics.store(words, this.#word + INPUT.head, head);
    if (this.#isClosing && this.#waiting.length === 0) {
      Atomics.store(words, this.#word + INPUT.closed, 1);
      isChanged = true;
    }
    if (isChanged) {
      Atomics.add(words, this.#word + INPUT.changes, 1);
      Atomics.notify(words, this.#word + INPUT.changes);
    }
  }

  #copyIn(position: number, bytes: Uint8Array): void {
    const storage = new Uint8Array(this.#memory.buffer, (this.#word + INPUT.bytes) * 4, INPUT_BYTES);
    const start = (position >>> 0) % INPUT_BYTES;
    const first = Math.min(bytes.length, INPUT_BYTES - start);
    storage.set(bytes.subarray(0, first), start);
    storage.set(bytes.subarray(first), 0);
  }
}
