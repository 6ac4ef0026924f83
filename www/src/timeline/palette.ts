/** The colours as they are where the timeline stands, for its canvas. */
import type { Palette } from "./canvas-pen";
import type { Ink } from "./scene";
import { STATES } from "./states";
import type { StateKind } from "./types";

const INKS: readonly Ink[] = ["text", "muted", "line", "accent", "bad", "surface", "soft", "veil", "faint"];

export function readPalette(probe: HTMLElement): Palette {
  const style = getComputedStyle(probe);
  const read = (property: string) => {
    probe.style.color = `var(${property})`;
    return style.color;
  };
  const states = (part: string) =>
    Object.fromEntries(STATES.map((kind) => [kind, read(`--timeline-${kind}-${part}`)])) as Record<StateKind, string>;
  const inks = Object.fromEntries(INKS.map((ink) => [ink, read(`--tl-${ink}`)])) as Record<Ink, string>;
  return { inks, marks: states("mark"), grounds: states("ground"), font: `12px ${style.fontFamily}` };
}

/** Calls when the colours may be others: of the system, or of a theme that the page or a script chose. */
export function watchColours(watch: HTMLElement, onChange: () => void): () => void {
  const queries = ["(prefers-color-scheme: dark)", "(forced-colors: active)"].map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener("change", onChange);
  watch.addEventListener("transitionend", onChange);
  return () => {
    for (const query of queries) query.removeEventListener("change", onChange);
  };
}
