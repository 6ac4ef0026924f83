/** Links to places in the program: made in one way, followed in one way. */

import { type ProblemPlace, pageName } from "../problems/problems";
import { element } from "../ui/dom";

/** What follows the links, and knows the files that they may lead to. */
export interface PlaceOwner {
  hasFile(file: string): boolean;
  openPlace(place: ProblemPlace): void;
}

/** A part of a sentence: plain text, code, or a place. */
export type Part = { text: string } | { code: string } | { place: ProblemPlace };

const PLACE_OR_CODE = /`([^`]+)`|((?:\/|\.\/)?[\w./-]*\w\.\w+):(\d+)/g;

/** Takes a sentence apart at its places and at the code between backticks. Places in other files stay text. */
export function partsOfSentence(sentence: string, hasFile: (file: string) => boolean): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const found of sentence.matchAll(PLACE_OR_CODE)) {
    const [whole, code, path, line] = found;
    const file = pageName(path ?? "");
    if (code === undefined && !hasFile(file)) continue;
    if (found.index > at) parts.push({ text: sentence.slice(at, found.index) });
    parts.push(code === undefined ? { place: { file, line: Number(line) } } : { code });
    at = found.index + whole.length;
  }
  if (at < sentence.length) parts.push({ text: sentence.slice(at) });
  return parts;
}

export function placeLink(place: ProblemPlace, text = `${place.file}:${place.line}`): HTMLAnchorElement {
  const link = element("a", "place", text);
  // A link for the keyboard's and the screen reader's sake: `followPlaces` opens the place.
  link.href = "#program";
  link.dataset["file"] = place.file;
  link.dataset["line"] = String(place.line);
  if (place.column !== undefined) link.dataset["column"] = String(place.column);
  if (place.isHere) link.dataset["here"] = "";
  return link;
}

/** `known` are places of which more is known than a sentence says: their columns. */
export function drawSentence(
  sentence: string,
  hasFile: (file: string) => boolean,
  known: readonly ProblemPlace[] = [],
): Node[] {
  return partsOfSentence(sentence, hasFile).map((part) => {
    if ("place" in part) {
      const { file, line } = part.place;
      return placeLink(known.find((place) => place.file === file && place.line === line) ?? part.place);
    }
    return "code" in part ? element("code", "", part.code) : document.createTextNode(part.text);
  });
}

/** Opens the places that are clicked within `root`. */
export function followPlaces(root: HTMLElement, owner: PlaceOwner): void {
  root.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>("a.place") : null;
    const { file, line, column, here } = link?.dataset ?? {};
    if (file === undefined || line === undefined) return;
    event.preventDefault();
    owner.openPlace({
      file,
      line: Number(line),
      ...(column === undefined ? {} : { column: Number(column) }),
      ...(here === undefined ? {} : { isHere: true }),
    });
  });
}
