/** Draws the list of examples, and the chosen program's title, prose and recorded output. */
import { byId, element, prose } from "../ui/dom";
import type { Example } from "./examples";
import { FIRST, type OwnProgram } from "./own-programs";
import { fragmentOf, type Place } from "./place";

const OWN_SUMMARY = "A place for your own code, kept in this browser.";

function link(fragment: string, title: string, summary: string): HTMLElement {
  const made = element("a", "", element("span", "name", title));
  if (summary) made.append(element("span", "summary", ...prose(summary)));
  made.href = fragment;
  return element("li", "", made);
}

export function drawList(own: readonly OwnProgram[], examples: readonly Example[]): void {
  const items = own.map((program) => {
    const summary = program.id === FIRST.id ? OWN_SUMMARY : "";
    return link(fragmentOf({ kind: "own", program }), program.name, summary);
  });
  let group = "";
  for (const example of examples) {
    if (example.group !== undefined && example.group !== group) {
      group = example.group;
      items.push(element("li", "group", group));
    }
    const item = link(fragmentOf({ kind: "example", example }), example.title, example.summary);
    const anchor = item.querySelector("a");
    if (anchor) anchor.dataset["example"] = example.name;
    items.push(item);
  }
  byId("example-list", HTMLOListElement).replaceChildren(...items);
}

function lesson(place: Place): { title: string; paragraphs: string[] } {
  switch (place.kind) {
    case "example":
      return { title: place.example.title, paragraphs: place.example.prose ?? [place.example.summary] };
    case "own":
      return {
        title: place.program.name,
        paragraphs: ["Write a program, or open files from your disk. It stays in this browser until you reset it."],
      };
    case "link":
      return { title: "A shared program", paragraphs: [] };
  }
}

export const titleOf = (place: Place): string => lesson(place).title;

export function drawLesson(place: Place): void {
  const { title, paragraphs } = lesson(place);
  document.title = `${title} · Threading Playground`;
  byId("title", HTMLElement).textContent = title;
  byId("prose", HTMLElement).replaceChildren(...paragraphs.map((text) => element("p", "", ...prose(text))));
  markShown(place);
}

/** The program that is shown, in the list. */
export function markShown(place: Place): void {
  const fragment = fragmentOf(place);
  for (const anchor of document.querySelectorAll<HTMLAnchorElement>("#examples a[href]")) {
    if (anchor.getAttribute("href") === fragment) anchor.setAttribute("aria-current", "page");
    else anchor.removeAttribute("aria-current");
  }
}
