import { expect, test } from "vitest";
import { COLOURS, PATTERNS, patternsSvg, STATE_STYLES } from "./look";
import { STATES } from "./states";

/** Relative luminance, as WCAG has it. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const contrast = (one: string, other: string) => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

test.each(STATES)("%s can be told from the surface, light and dark", (kind) => {
  for (const [scheme, surface] of ["#ffffff", "#1b1f23"].entries()) {
    expect(contrast(COLOURS[kind].mark[scheme] as string, surface)).toBeGreaterThanOrEqual(3);
  }
});

test("states that are told apart by more than colour", () => {
  const drawn = STATES.filter((kind) => kind !== "ended" && kind !== "starting");
  const looks = drawn.map((kind) => {
    const { lines, dots } = PATTERNS[kind];
    return JSON.stringify([lines, dots, COLOURS[kind].forced]);
  });
  expect(new Set(looks).size).toBe(drawn.length);
});

test("every state has its colours in the style sheet, and its pattern", () => {
  const svg = patternsSvg("x-");
  for (const kind of STATES) {
    expect(STATE_STYLES).toContain(`--timeline-${kind}-mark:light-dark(`);
    expect(svg).toContain(`id="x-${kind}"`);
  }
});
