/** Colours and patterns of the states, once for the canvas, the legend and the static picture. */
import { STATES } from "./states";
import type { StateKind } from "./types";

/** A pattern is a ground and marks on it, in a square tile: lines as x1, y1, x2, y2, dots as x, y. */
export interface Pattern {
  tile: number;
  lines: readonly (readonly [number, number, number, number])[];
  lineWidth: number;
  dots: readonly (readonly [number, number])[];
  dotRadius: number;
}

const PLAIN: Pattern = { tile: 8, lines: [], lineWidth: 1, dots: [], dotRadius: 1 };

export const PATTERNS: Record<StateKind, Pattern> = {
  running: PLAIN,
  lock: {
    ...PLAIN,
    tile: 6,
    lines: [
      [-1, 1, 1, -1],
      [-1, 7, 7, -1],
      [5, 7, 7, 5],
    ],
    lineWidth: 1.75,
  },
  signal: {
    ...PLAIN,
    tile: 6,
    dots: [
      [1.5, 1.5],
      [4.5, 4.5],
    ],
    dotRadius: 1,
  },
  thread: { ...PLAIN, tile: 4, lines: [[0, 2, 4, 2]], lineWidth: 1.25 },
  sleeping: PLAIN,
  input: { ...PLAIN, tile: 4, lines: [[2, 0, 2, 4]], lineWidth: 1.5 },
  starting: PLAIN,
  ended: PLAIN,
};

/** Light and dark, of the marks and of the ground. */
interface Colours {
  mark: readonly [string, string];
  ground: readonly [string, string];
  /** In forced colours. */
  forced: readonly [mark: string, ground: string];
}

export const COLOURS: Record<StateKind, Colours> = {
  running: { mark: ["#23795a", "#46b48c"], ground: ["#23795a", "#46b48c"], forced: ["CanvasText", "CanvasText"] },
  lock: { mark: ["#c0392b", "#ff8577"], ground: ["#fbe6e2", "#47231f"], forced: ["CanvasText", "Canvas"] },
  signal: { mark: ["#a06600", "#e3b04b"], ground: ["#fdf0d3", "#40310f"], forced: ["CanvasText", "Canvas"] },
  thread: { mark: ["#6a4fc4", "#b39dff"], ground: ["#ece7fa", "#2f2750"], forced: ["CanvasText", "Canvas"] },
  sleeping: { mark: ["#8a929b", "#77818b"], ground: ["#eef0f1", "#262c32"], forced: ["GrayText", "Canvas"] },
  input: { mark: ["#1f6db3", "#7fbcff"], ground: ["#e1edf9", "#1b334c"], forced: ["Highlight", "Canvas"] },
  starting: { mark: ["#8a929b", "#77818b"], ground: ["#8a929b", "#77818b"], forced: ["GrayText", "GrayText"] },
  ended: { mark: ["#8a929b", "#77818b"], ground: ["#ffffff", "#1b1f23"], forced: ["GrayText", "Canvas"] },
};

const among = (wanted: ReadonlySet<StateKind> | undefined) => STATES.filter((kind) => wanted?.has(kind) ?? true);

/** Custom properties for the states' colours, of all states or of those that are wanted: a `mark` and a `ground` each. */
export function stateProperties(
  value: (colours: Colours, part: "mark" | "ground") => string,
  wanted?: ReadonlySet<StateKind>,
): string {
  return among(wanted)
    .map((kind) =>
      (["mark", "ground"] as const).map((part) => `--timeline-${kind}-${part}:${value(COLOURS[kind], part)};`).join(""),
    )
    .join("");
}

/** The style sheet's part about the states. */
export const STATE_STYLES = `.timeline{${stateProperties((colours, part) => `light-dark(${colours[part].join(",")})`)}}
@media (forced-colors:active){.timeline{${stateProperties(({ forced }, part) => forced[part === "mark" ? 0 : 1])}}}`;

/** The patterns for SVG, of all states or of those that are wanted. Their colours are those of the custom properties, where the picture stands. */
export function patternsSvg(prefix: string, wanted?: ReadonlySet<StateKind>): string {
  const mark = (kind: StateKind) => `var(--timeline-${kind}-mark)`;
  const kinds = wanted ? STATES.filter((kind) => wanted.has(kind)) : STATES;
  return kinds
    .map((kind) => {
      const { tile, lines, lineWidth, dots, dotRadius } = PATTERNS[kind];
      const marks = [
        ...lines.map(
          ([x1, y1, x2, y2]) =>
            `<path d="M${x1} ${y1}L${x2} ${y2}" stroke="${mark(kind)}" stroke-width="${lineWidth}"/>`,
        ),
        ...dots.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="${dotRadius}" fill="${mark(kind)}"/>`),
      ];
      return `<pattern id="${prefix}${kind}" width="${tile}" height="${tile}" patternUnits="userSpaceOnUse"><rect width="${tile}" height="${tile}" fill="var(--timeline-${kind}-ground)"/>${marks.join("")}</pattern>`;
    })
    .join("");
}
