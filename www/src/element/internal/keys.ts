/** Keys pressed in the element: Ctrl+Enter runs, and what is typed stays in. */

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || (target instanceof HTMLElement && target.isContentEditable);
}

export function wireKeys(root: HTMLElement, run: () => void): void {
  root.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) run();
    },
    // Before the editor, where it would be a line.
    { capture: true },
  );
  // Docs have shortcuts of one key: an arrow turns mdBook's page, a slash is Sphinx's search. They leave out fields that
  // somebody types in, but do not see those of a shadow tree.
  root.addEventListener("keydown", (event) => {
    const isShortcut = event.ctrlKey || event.metaKey || event.altKey;
    if (!isShortcut && isField(event.target)) event.stopPropagation();
  });
}
