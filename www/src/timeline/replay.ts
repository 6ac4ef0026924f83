/** The moment that is shown: a slider over the run, played or moved. */
import type { Part } from "./shell";
import { timeText } from "./words";

/** A run is played in its own time, within these bounds. */
const SHORTEST_MS = 4_000;
const LONGEST_MS = 20_000;
/** With reduced motion it goes on in so many steps. */
const STEPS = 20;

const PLAY = "M4 2.5v11l9-5.5z";
const PAUSE = "M4 3h3v10H4zM9 3h3v10H9z";

export class Replay {
  /** Null: at the end. */
  cursorMs: number | null = null;
  readonly #part: Part;
  readonly #slider: HTMLInputElement;
  readonly #onTime: (atMs: number | null) => void;
  #totalMs = 0;
  #request = 0;
  #lastFrameMs = 0;
  #isPlaying = false;

  constructor(part: Part, onTime: (atMs: number | null) => void) {
    this.#part = part;
    this.#onTime = onTime;
    this.#slider = part("slider", HTMLInputElement);
    this.#slider.addEventListener("input", () => {
      this.pause();
      const share = Number(this.#slider.value) / Number(this.#slider.max);
      this.#move(share >= 1 ? null : share * this.#totalMs);
    });
    part("play", HTMLButtonElement).addEventListener("click", () => this.toggle());
    part("live", HTMLButtonElement).addEventListener("click", () => {
      this.pause();
      this.#move(null);
      this.#slider.focus();
    });
    this.#showPlaying();
  }

  /** The whole time, and the moment in it. */
  show(totalMs: number, cursorMs: number | null): void {
    this.#totalMs = totalMs;
    this.cursorMs = cursorMs;
    const atMs = cursorMs ?? totalMs;
    const text = timeText(atMs);
    this.#slider.value = String(
      totalMs > 0 ? Math.round((atMs / totalMs) * Number(this.#slider.max)) : this.#slider.max,
    );
    this.#slider.setAttribute("aria-valuetext", cursorMs === null ? `the end, ${text}` : text);
    this.#part("clock", HTMLElement).textContent = totalMs > 0 ? text : "";
    this.#part("live", HTMLElement).hidden = cursorMs === null;
    this.#part("play", HTMLButtonElement).setAttribute("aria-disabled", String(totalMs <= 0));
  }

  toggle(): void {
    if (this.#isPlaying) this.pause();
    else this.play();
  }

  play(): void {
    if (this.#totalMs <= 0) return;
    this.#isPlaying = true;
    this.#lastFrameMs = performance.now();
    if (this.cursorMs === null) this.#move(0);
    this.#showPlaying();
    this.#request = requestAnimationFrame(this.#frame);
  }

  pause(): void {
    cancelAnimationFrame(this.#request);
    this.#isPlaying = false;
    this.#showPlaying();
  }

  readonly #frame = (nowMs: number): void => {
    const lasts = Math.min(Math.max(this.#totalMs, SHORTEST_MS), LONGEST_MS);
    const pause = matchMedia("(prefers-reduced-motion: reduce)").matches ? lasts / STEPS : 0;
    const passed = nowMs - this.#lastFrameMs;
    if (passed > 0 && passed >= pause) {
      this.#lastFrameMs = nowMs;
      const next = (this.cursorMs ?? 0) + (passed / lasts) * this.#totalMs;
      if (next >= this.#totalMs) {
        this.pause();
        this.#move(null);
        return;
      }
      this.#move(next);
    }
    this.#request = requestAnimationFrame(this.#frame);
  };

  #move(atMs: number | null): void {
    this.show(this.#totalMs, atMs);
    this.#onTime(atMs);
  }

  #showPlaying(): void {
    this.#part("play", HTMLElement).setAttribute("aria-pressed", String(this.#isPlaying));
    this.#part("play-icon", SVGElement).setAttribute("d", this.#isPlaying ? PAUSE : PLAY);
  }
}
