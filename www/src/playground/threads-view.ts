/** The Threads panel: each thread, its state, what it waits for and since when, who holds that and since which line. */

import { pageName } from "../problems/problems";
import type { ThreadState } from "../timeline/types";
import { element } from "../ui/dom";
import { followPlaces, type PlaceOwner, placeLink } from "./places";

/** More rows than anybody reads; a program may start thousands of threads. */
const MOST_ROWS = 200;
const COLUMNS = ["Thread", "State", "For", "Waits for", "Held by", "At"];

/** How long a thread has been in its state. */
export function spanText(ms: number): string {
  if (ms < 1) return "< 1 ms";
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1_000)} s`;
}

/** What a thread waits for, as its author would name it: `tasks.get()` rather than the lock inside of it. */
export function waitText({ state, what, type, on }: ThreadState): string {
  if (state === "running" || state === "starting" || state === "ended" || what === undefined) return "";
  const call = what.includes(".") ? what.slice(what.lastIndexOf(".") + 1) : what;
  // What the interpreter does at the end of the main thread.
  if (call === "_shutdown") return "other threads to end";
  if (call === "__enter__" || call === "acquire") return on ? `${type ?? "Lock"} ${on}` : (type ?? what);
  return on ? `${type ?? ""} ${on}.${call}()`.trim() : `${what}()`;
}

/** Those that may go on come before those that have ended; else in start order. */
export function inOrder(states: readonly ThreadState[]): ThreadState[] {
  return [...states].sort((one, other) => Number(one.state === "ended") - Number(other.state === "ended"));
}

function spanOf({ state, sinceMs }: ThreadState, nowMs: number): string {
  return state === "ended" ? "" : spanText(Math.max(0, nowMs - sinceMs));
}

export class ThreadsView {
  readonly #root: HTMLElement;
  readonly #owner: PlaceOwner;
  #drawn = "";
  /** The cells that say for how long, by row. */
  #spans: HTMLElement[] = [];

  constructor(root: HTMLElement, owner: PlaceOwner) {
    this.#root = root;
    this.#owner = owner;
    followPlaces(root, owner);
    this.drawNothing("Run a program to see what each of its threads does.");
  }

  drawNothing(text: string): void {
    this.#drawn = "";
    this.#root.replaceChildren(element("p", "dock-empty", text));
  }

  /** `caption` says of which moment. */
  draw(states: readonly ThreadState[], nowMs: number, caption: string): void {
    const names = new Map(states.map(({ thread, name }) => [thread, name]));
    const rows = inOrder(states).slice(0, MOST_ROWS);
    // Drawn anew only where more changed than the time: a reader may be about to press a link, or have selected something.
    const key = JSON.stringify([caption, states.length, rows]);
    if (key === this.#drawn) {
      for (const [index, state] of rows.entries()) {
        const cell = this.#spans[index];
        const text = spanOf(state, nowMs);
        if (cell && cell.textContent !== text) cell.textContent = text;
      }
      return;
    }
    const focused = document.activeElement;
    const links = [...this.#root.querySelectorAll("a")];
    const place = links.indexOf(focused as HTMLAnchorElement);
    this.#spans = [];
    this.#drawn = key;
    const head = element("tr", "", ...COLUMNS.map((name) => element("th", "", name)));
    for (const cell of head.children) (cell as HTMLTableCellElement).scope = "col";
    const body = element("tbody", "", ...rows.map((state) => this.#row(state, nowMs, names)));
    const table = element("table", "thread-table", element("caption", "", caption), element("thead", "", head), body);
    const hidden = states.length - rows.length;
    const more = hidden > 0 ? [element("p", "dock-empty", `and ${hidden.toLocaleString("en")} more threads`)] : [];
    this.#root.replaceChildren(table, ...more);
    if (place >= 0) this.#root.querySelectorAll("a")[place]?.focus({ preventScroll: true });
  }

  #row(state: ThreadState, nowMs: number, names: ReadonlyMap<number, string>): HTMLElement {
    const waits = waitText(state);
    const thread = element("th", "", state.name);
    thread.scope = "row";
    const lamp = element("span", "state-mark");
    const holder = state.holder === undefined ? [] : this.#holder(state, names.get(state.holder));
    const cells: (Node | string)[][] = [
      [lamp, state.text],
      [spanOf(state, nowMs)],
      waits === "" ? [] : [element("code", "", waits)],
      holder,
      this.#place(state.file, state.line),
    ];
    const row = element("tr", "", thread);
    for (const [index, content] of cells.entries()) {
      const cell = element("td", "", ...content);
      cell.dataset["column"] = COLUMNS[index + 1] ?? "";
      if (cell.dataset["column"] === "For") this.#spans.push(cell);
      row.append(cell);
    }
    row.dataset["state"] = state.state;
    return row;
  }

  #holder({ holderFile, holderLine }: ThreadState, name: string | undefined): (Node | string)[] {
    const since = this.#place(holderFile, holderLine);
    return since.length > 0 ? [`${name ?? "a thread"}, since `, ...since] : [name ?? "a thread"];
  }

  #place(path: string | undefined, line: number | undefined): (Node | string)[] {
    if (path === undefined || line === undefined) return [];
    const file = pageName(path);
    return this.#owner.hasFile(file) ? [placeLink({ file, line })] : [`${file}:${line}`];
  }
}
