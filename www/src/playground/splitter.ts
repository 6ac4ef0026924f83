/** A line between two parts of the page that the reader moves, by pointer or keyboard: the `separator` of ARIA's window splitter. */

export interface SplitterOptions {
  /** In percent of what the two parts share. */
  min: number;
  max: number;
  usual: number;
  /** What the reader chose before. */
  value?: number | undefined;
  /** The share that the pointer's place stands for. */
  shareAt(event: PointerEvent): number;
  /** Draws the share. */
  apply(share: number): void;
  /** Hears of each share that the reader has settled on. */
  onSettled(share: number): void;
}

const STEP = 2;
const LARGE_STEP = 10;

/** The share after a key, or nothing where the key is none of a splitter's. `grows` is the arrow that makes the part larger. */
export function shareAfterKey(key: string, share: number, options: { min: number; max: number }): number | undefined {
  const { min, max } = options;
  const steps: Record<string, number> = {
    ArrowRight: share + STEP,
    ArrowUp: share + STEP,
    ArrowLeft: share - STEP,
    ArrowDown: share - STEP,
    PageUp: share + LARGE_STEP,
    PageDown: share - LARGE_STEP,
    Home: min,
    End: max,
  };
  const next = steps[key];
  return next === undefined ? undefined : Math.min(max, Math.max(min, next));
}

export class Splitter {
  readonly #separator: HTMLElement;
  readonly #options: SplitterOptions;
  #share: number;

  constructor(separator: HTMLElement, options: SplitterOptions) {
    this.#separator = separator;
    this.#options = options;
    this.#share = this.#clamp(options.value ?? options.usual);
    separator.setAttribute("aria-valuemin", String(options.min));
    separator.setAttribute("aria-valuemax", String(options.max));
    this.#draw();
    separator.addEventListener("keydown", (event) => {
      const share = shareAfterKey(event.key, this.#share, options);
      if (share === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.#settle(share);
    });
    separator.addEventListener("dblclick", () => this.#settle(options.usual));
    separator.addEventListener("pointerdown", (event) => this.#drag(event));
  }

  #clamp(share: number): number {
    return Math.min(this.#options.max, Math.max(this.#options.min, share));
  }

  #settle(share: number): void {
    this.#share = this.#clamp(share);
    this.#draw();
    this.#options.onSettled(this.#share);
  }

  #draw(): void {
    this.#separator.setAttribute("aria-valuenow", String(Math.round(this.#share)));
    this.#options.apply(this.#share);
  }

  #drag(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault();
    this.#separator.focus();
    this.#separator.setPointerCapture(event.pointerId);
    this.#separator.classList.add("dragging");
    const move = (moved: PointerEvent) => {
      this.#share = this.#clamp(this.#options.shareAt(moved));
      this.#draw();
    };
    const end = () => {
      this.#separator.classList.remove("dragging");
      this.#separator.removeEventListener("pointermove", move);
      this.#settle(this.#share);
    };
    this.#separator.addEventListener("pointermove", move);
    // Also where the browser takes the pointer away, as for a gesture of its own.
    this.#separator.addEventListener("lostpointercapture", end, { once: true });
  }
}
