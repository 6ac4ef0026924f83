import { expect, test } from "vitest";
import { EventReader } from "./events";

const CAPACITY = 4;
const LABELS_AT = 16;
const RING_AT = 4096;

/** A memory with the process's layout: labels at 16, one ring at 4096. */
class Record {
  readonly memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  readonly #words = new Uint32Array(this.memory.buffer);
  #labelBytes = 0;

  constructor() {
    this.#words[LABELS_AT / 4 + 1] = RING_AT;
  }

  get #head(): number {
    return RING_AT / 4 + 1;
  }

  set head(value: number) {
    this.#words[this.#head] = value;
  }

  label(number: number, text: string): void {
    const bytes = new TextEncoder().encode(text);
    const at = LABELS_AT / 4 + 2 + this.#labelBytes / 4;
    this.#words[at] = bytes.length;
    this.#words[at + 1] = number;
    new Uint8Array(this.memory.buffer).set(bytes, (at + 2) * 4);
    this.#labelBytes += 8 + Math.ceil(bytes.length / 4) * 4;
    this.#words[LABELS_AT / 4] = this.#labelBytes;
  }

  put(...words: number[]): void {
    const head = this.#words[this.#head] ?? 0;
    this.#words.set(words, RING_AT / 4 + 2 + (head % CAPACITY) * 8);
    this.#words[this.#head] = head + 1;
  }
}

const setUp = () => {
  const record = new Record();
  return { record, reader: new EventReader(record.memory, LABELS_AT, CAPACITY) };
};

test("an event has its time, place, wait and label", () => {
  const { record, reader } = setUp();
  record.label(1, "übung.py");
  record.label(2, "Queue.get\nQueue\ntasks");
  record.put(4 | (0x81 << 8) | (1 << 16), 7, 500, 3, 9, 12, 1, 2);
  expect(reader.take()).toEqual([
    {
      kind: "blocked",
      thread: 7,
      atMs: (2 ** 32 + 500) / 1000,
      order: 3,
      subject: 9,
      file: "übung.py",
      line: 12,
      wait: "lock",
      hasDeadline: true,
      what: "Queue.get",
      type: "Queue",
      name: "tasks",
    },
  ]);
  expect(reader.take()).toEqual([]);
  expect(reader.lost).toBe(0);
});

test("what was written over is counted as lost, and the slot that may be half written is left out", () => {
  const { record, reader } = setUp();
  for (let order = 0; order < 10; order++) record.put(6, 1, order, order, 1, 0, 0, 0);
  expect(reader.take().map(({ order }) => order)).toEqual([7, 8, 9]);
  expect(reader.lost).toBe(7);
  record.put(6, 1, 10, 10, 1, 0, 0, 0);
  expect(reader.take().map(({ order }) => order)).toEqual([10]);
  expect(reader.lost).toBe(7);
});

test("positions wrap around", () => {
  const { record, reader } = setUp();
  record.head = 2 ** 32 - 1;
  reader.take();
  const lost = reader.lost;
  record.put(6, 1, 0, 5, 1, 0, 0, 0);
  record.head = 0;
  expect(reader.take().map(({ order }) => order)).toEqual([5]);
  expect(reader.lost).toBe(lost);
});
