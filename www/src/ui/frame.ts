/** Runs `work` before the next frame is drawn; on a hidden page, where no frame is, after a quarter of a second. */
const HIDDEN_PAGE_MS = 250;

export function beforeNextFrame(work: () => void): void {
  const run = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    work();
  };
  const frame = requestAnimationFrame(run);
  const timer = setTimeout(run, HIDDEN_PAGE_MS);
}
