/** The Problems panel: each problem with its title, what happened in words, and what to change. */

import type { Problem } from "../problems/problems";
import { element } from "../ui/dom";
import { drawSentence, followPlaces, type PlaceOwner } from "./places";

const KINDS: Record<Problem["kind"], string> = {
  deadlock: "Deadlock",
  exception: "Uncaught exception",
  "lock-order": "Lock order",
  stopped: "Stopped",
  syntax: "Syntax error",
  "still-running": "Note",
};

export class ProblemsView {
  readonly #root: HTMLElement;
  readonly #owner: PlaceOwner;

  constructor(root: HTMLElement, owner: PlaceOwner) {
    this.#root = root;
    this.#owner = owner;
    followPlaces(root, owner);
  }

  /** `nothing` is what is said where there are none. */
  draw(problems: readonly Problem[], nothing: string): void {
    if (problems.length === 0) {
      this.#root.replaceChildren(element("p", "dock-empty", nothing));
      return;
    }
    const list = element("ul", "problems", ...problems.map((problem) => this.#item(problem)));
    this.#root.replaceChildren(list);
  }

  #item({ kind, severity, title, thread, lines, advice, places }: Problem): HTMLElement {
    const isHere = (file: string) => places.some((place) => place.isHere && place.file === file);
    const hasFile = (file: string) => isHere(file) || this.#owner.hasFile(file);
    const label = element("span", "problem-kind", KINDS[kind]);
    const head = element("p", "problem-title", label, ...drawSentence(title, hasFile));
    if (thread && kind === "exception") head.append(" ", element("span", "problem-thread", `in ${thread}`));
    const item = element("li", "problem-item", head);
    item.dataset["severity"] = severity;
    item.dataset["kind"] = kind;
    if (lines.length > 0) {
      const sentences = lines.map((line) => element("li", "", ...drawSentence(line, hasFile, places)));
      item.append(element("ul", "problem-lines", ...sentences));
    }
    if (advice) {
      const what = element("strong", "", "What to change");
      item.append(element("p", "problem-advice", what, " ", ...drawSentence(advice, hasFile)));
    }
    return item;
  }
}
