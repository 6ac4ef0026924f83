/**
 * Finds pairs of locks that threads acquired in both orders. Such a run did not deadlock, but another one can: each thread may get its
 * first lock and then wait for its second for ever. The method is that of Linux's lockdep and of Helgrind.
 */
import type { RunResult, ThreadEvent } from "../engine/contract";
import { type Problem, type ProblemPlace, pageName } from "./problems";

interface Held {
  lock: number;
  place: ProblemPlace | undefined;
}

/** A thread that held `first` acquired `second`. */
interface Nesting {
  thread: number;
  first: Held;
  second: Held;
  /** The other locks that it held: two nestings with one in common cannot deadlock. */
  guards: Set<number>;
}

/** A program may have any number of locks. */
const MOST_PAIRS = 10_000;
/** Of one pair in one order, nestings of so many threads are kept. */
const MOST_NESTINGS = 4;
const MOST_NOTES = 20;

export class LockOrder {
  readonly #held = new Map<number, Held[]>();
  /** By first lock and second lock. */
  readonly #nestings = new Map<string, Nesting[]>();
  readonly #names = new Map<number, string>();

  /** The events of each thread in its order. */
  add(events: readonly ThreadEvent[]): void {
    for (const event of events) {
      if (event.subject === undefined) continue;
      if (event.kind === "blocked" && event.name) this.#names.set(event.subject, event.name);
      else if (event.kind === "acquired") this.#acquired(event.thread, event.subject, placeOf(event));
      else if (event.kind === "released") this.#released(event.thread, event.subject);
    }
  }

  /** One note for each pair. Nothing where events were lost: what a thread held is not known then. */
  problems({ summary }: RunResult): Problem[] {
    if (!summary || summary.lost > 0) return [];
    const threads = new Map(summary.threads.map(({ number, name }) => [number, name]));
    const found: Problem[] = [];
    for (const [key, nestings] of this.#nestings) {
      const [first, second] = key.split(" ").map(Number) as [number, number];
      if (first > second) continue;
      const pair = crossed(nestings, this.#nestings.get(`${second} ${first}`) ?? []);
      if (pair) found.push(this.#problem(pair, threads));
      if (found.length === MOST_NOTES) break;
    }
    return found;
  }

  #acquired(thread: number, lock: number, place: ProblemPlace | undefined): void {
    const held = this.#held.get(thread) ?? [];
    const second = { lock, place };
    for (const first of held) {
      const key = `${first.lock} ${lock}`;
      const known = this.#nestings.get(key) ?? [];
      if (known.length === MOST_NESTINGS || known.some((nesting) => nesting.thread === thread)) continue;
      if (known.length === 0 && this.#nestings.size === MOST_PAIRS) continue;
      const guards = new Set(held.filter((other) => other !== first).map((other) => other.lock));
      this.#nestings.set(key, [...known, { thread, first, second, guards }]);
    }
    this.#held.set(thread, [...held, second]);
  }

  /** Any thread may release a Lock, so the holder is looked for. */
  #released(thread: number, lock: number): void {
    const holders = [thread, ...this.#held.keys()];
    const holder = holders.find((each) => this.#held.get(each)?.some((held) => held.lock === lock));
    if (holder === undefined) return;
    const held = this.#held.get(holder) as Held[];
    this.#held.set(
      holder,
      held.filter((each) => each.lock !== lock),
    );
  }

  #problem(pair: [Nesting, Nesting], threads: Map<number, string>): Problem {
    const lines = pair.map(({ thread, first, second }) => {
      const name = threads.get(thread) ?? `Thread ${thread}`;
      return `${name} acquired ${this.#lock(first)}${at(first)}, and while it held it, ${this.#lock(second)}${at(second)}.`;
    });
    return {
      kind: "lock-order",
      severity: "note",
      title: "Two locks were acquired in both orders: another run can deadlock",
      lines,
      advice: "Acquire the two locks in the same order everywhere.",
      places: pair.flatMap(({ first, second }) => [first.place, second.place].filter((place) => place !== undefined)),
    };
  }

  #lock({ lock }: Held): string {
    const name = this.#names.get(lock);
    return name === undefined ? `lock ${lock}` : `\`${name}\``;
  }
}

const at = ({ place }: Held): string => (place ? ` at ${place.file}:${place.line}` : "");

function placeOf({ file, line }: ThreadEvent): ProblemPlace | undefined {
  return file === undefined || line === undefined ? undefined : { file: pageName(file), line };
}

/** Two nestings of different threads, one of each order, which no other lock keeps apart. */
function crossed(one: readonly Nesting[], other: readonly Nesting[]): [Nesting, Nesting] | undefined {
  for (const first of one) {
    const second = other.find(
      ({ thread, guards }) => thread !== first.thread && ![...guards].some((guard) => first.guards.has(guard)),
    );
    if (second) return [first, second];
  }
  return undefined;
}
