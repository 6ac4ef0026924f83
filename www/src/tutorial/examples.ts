/** Waits for the reader to want an example to live; what that takes is fetched then. */

const load = () => import("./live-page");

function wire(root: HTMLElement): void {
  const part = (name: string) => root.querySelector<HTMLElement>(`[data-part="${name}"]`);
  const act = async (what: "run" | "edit", event?: MouseEvent) => {
    const { live } = await load();
    await live(root)[what](event);
  };
  part("run")?.addEventListener("click", () => void act("run"));
  part("edit")?.addEventListener("click", () => void act("edit"));
  part("code")?.addEventListener("click", (event) => {
    // A click that ends a selection is for copying.
    if (document.getSelection()?.isCollapsed) void act("edit", event);
  });
  root.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) void act("run");
    },
    { capture: true },
  );
  // A few kilobytes, and nothing of Python's: a reader who comes near is likely to press Run.
  root.addEventListener("pointerenter", () => void load(), { once: true });
}

export function wireExamples(): void {
  for (const root of document.querySelectorAll<HTMLElement>("section.live")) wire(root);
  // Until now the buttons did nothing, and were not shown.
  document.documentElement.classList.add("wired");
}
