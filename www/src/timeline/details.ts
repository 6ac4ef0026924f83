/** Places and reasons of spans, each kept once and known by a number: a program waits at few places, many times. */
import type { ThreadEvent } from "../engine/contract";

export interface Detail {
  file?: string;
  line?: number;
  what?: string;
  type?: string;
  on?: string;
  hasDeadline?: boolean;
  subject?: number;
}

export class Details {
  readonly #all: Detail[] = [{}];
  readonly #numbers = new Map<string, number>([["", 0]]);

  get(number: number): Detail {
    return this.#all[number] ?? {};
  }

  /** The number of an event's place alone. */
  placeOf({ file, line }: ThreadEvent): number {
    if (file === undefined || line === undefined) return 0;
    return this.#number(`${line} ${file}`, () => ({ file, line }));
  }

  /** The number of all that a wait is about. */
  of(event: ThreadEvent): number {
    const { file, line, what, type, name, hasDeadline, subject } = event;
    const key = `${line}\n${subject}\n${hasDeadline}\n${what}\n${name}\n${type}\n${file}`;
    return this.#number(key, () => {
      const detail: Detail = {};
      if (file !== undefined && line !== undefined) Object.assign(detail, { file, line });
      if (what !== undefined) detail.what = what;
      if (type !== undefined) detail.type = type;
      if (name !== undefined) detail.on = name;
      if (hasDeadline) detail.hasDeadline = true;
      if (subject !== undefined) detail.subject = subject;
      return detail;
    });
  }

  #number(key: string, make: () => Detail): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#all.push(make());
    this.#numbers.set(key, this.#all.length - 1);
    return this.#all.length - 1;
  }
}
