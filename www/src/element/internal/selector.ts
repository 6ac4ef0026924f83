/** Makes a docs generator's code blocks live, without a change of its markup: those that are there, and those that come. */
import { preOf } from "./code-text";

const TAG = "threading-playground";

export interface Selection {
  blocks: string;
  /** What becomes the recorded output of the block right before it. */
  outputs?: string;
}

/** What is wrapped: the element that matches, or the `pre` that it lies in. */
function blockOf(match: Element): Element | undefined {
  if (preOf(match)) return match;
  return match.closest("pre") ?? undefined;
}

/** What comes after a block; after the wrapper that it ends, such as Sphinx's for a caption. */
function following(block: Element): Element | null {
  return block.nextElementSibling ?? block.parentElement?.nextElementSibling ?? null;
}

function wrap(block: Element, outputs: string | undefined): void {
  const element = document.createElement(TAG);
  const output = outputs === undefined ? null : following(block);
  block.replaceWith(element);
  element.append(block);
  if (!outputs || !output?.matches(outputs)) return;
  output.slot = "output";
  element.append(output);
}

function upgrade({ blocks, outputs }: Selection): void {
  for (const match of document.querySelectorAll(blocks)) {
    const block = blockOf(match);
    if (block && !block.closest(TAG)) wrap(block, outputs);
  }
}

/** Throws a `SyntaxError` for what is no selector. */
export function upgradeBlocks(selection: Selection): void {
  upgrade(selection);
  let isDue = false;
  const observer = new MutationObserver((mutations) => {
    if (isDue || !mutations.some(({ addedNodes }) => addedNodes.length > 0)) return;
    isDue = true;
    // Once for everything that one step of the page's scripts adds, and before it is painted.
    queueMicrotask(() => {
      isDue = false;
      upgrade(selection);
    });
  });
  observer.observe(document.documentElement, { childList: true, subtree: true });
}
