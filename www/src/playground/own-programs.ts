/** The reader's own programs, by name, as the browser keeps them. Their code is in the drafts. */
import type { PageStore } from "../storage";

const KEY = "threading-playground:programs:1";
const MAX_NAME = 60;

export interface OwnProgram {
  /** In the address, after `#`. */
  id: string;
  name: string;
}

/** There from the beginning, and always. */
export const FIRST: OwnProgram = { id: "own", name: "Your program" };

const ID = /^own(-\d+)?$/;

function isOwnProgram(value: unknown): value is OwnProgram {
  const { id, name } = (value ?? {}) as Record<string, unknown>;
  return typeof id === "string" && ID.test(id) && typeof name === "string" && name !== "";
}

/** Whatever else the storage holds there is left out. */
export function readPrograms(text: string | null | undefined): OwnProgram[] {
  let value: unknown;
  try {
    value = JSON.parse(text ?? "");
  } catch {
    return [FIRST];
  }
  const programs = (Array.isArray(value) ? value : []).filter(isOwnProgram).map(({ id, name }) => ({ id, name }));
  const unique = [...new Map(programs.map((program) => [program.id, program])).values()];
  return unique.some(({ id }) => id === FIRST.id) ? unique : [FIRST, ...unique];
}

export class OwnPrograms {
  #programs: OwnProgram[];

  constructor(readonly store: PageStore | undefined) {
    this.#programs = readPrograms(this.#guard((known) => known.getItem(KEY)));
  }

  get list(): readonly OwnProgram[] {
    return this.#programs;
  }

  find(id: string): OwnProgram | undefined {
    return this.#programs.find((program) => program.id === id);
  }

  add(name: string): OwnProgram {
    const numbers = this.#programs.map(({ id }) => Number(id.slice("own-".length)) || 1);
    const program = { id: `own-${Math.max(...numbers) + 1}`, name: name.trim() };
    this.#keep([...this.#programs, program]);
    return program;
  }

  rename(id: string, name: string): void {
    this.#keep(this.#programs.map((program) => (program.id === id ? { id, name: name.trim() } : program)));
  }

  /** The first one stays: there is always a place for the reader's code. */
  remove(id: string): void {
    if (id !== FIRST.id) this.#keep(this.#programs.filter((program) => program.id !== id));
  }

  /** What is wrong with a name for the program with this id, or for a new one; nothing where it will do. */
  problem(name: string, id?: string): string | undefined {
    const wanted = name.trim();
    if (wanted === "") return "A program needs a name.";
    if (wanted.length > MAX_NAME) return `A name has ${MAX_NAME} characters at most; this one has ${wanted.length}.`;
    const isTaken = this.#programs.some((program) => program.id !== id && program.name === wanted);
    return isTaken ? `There is a program “${wanted}” already.` : undefined;
  }

  #keep(programs: OwnProgram[]): void {
    this.#programs = programs;
    this.#guard((known) => known.setItem(KEY, JSON.stringify(programs)));
  }

  /** Storage may be full, or refused: the list then lasts as long as the page. */
  #guard<T>(use: (store: PageStore) => T): T | undefined {
    try {
      return this.store && use(this.store);
    } catch {
      return undefined;
    }
  }
}
