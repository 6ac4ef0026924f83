/** Small helpers for the page's own markup. Program text goes into text nodes only. */

/** Finds the elements that a view draws into, by name. */
export type Find = <T extends HTMLElement>(name: string, type: new () => T) => T;

/** The element that the page has under this id. */
export const byId: Find = (id, type) => {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`the page has no ${type.name} with id "${id}"`);
  return found;
};

/** As `byId`, by `data-part` within an element, for views of which a page has several. */
export function partsOf(root: HTMLElement): Find {
  return (name, type) => {
    const found = root.querySelector(`[data-part="${name}"]`);
    if (!(found instanceof type)) throw new Error(`there is no ${type.name} with data-part "${name}"`);
    return found;
  };
}

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = "",
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** Prose with `code` between backticks, as nodes. */
export function prose(text: string): Node[] {
  return text
    .split("`")
    .map((part, index) => (index % 2 === 1 ? element("code", "", part) : document.createTextNode(part)));
}

/** Buttons stay focusable while they do nothing: a disabled one would drop the keyboard's place on the page. */
export function setEnabled(button: HTMLButtonElement, enabled: boolean): void {
  if (enabled) button.removeAttribute("aria-disabled");
  else button.setAttribute("aria-disabled", "true");
}

export function isEnabled(button: HTMLButtonElement): boolean {
  return button.getAttribute("aria-disabled") !== "true";
}

/** What has the focus, as far as `within` can tell: inside a shadow tree the document names only the tree's host. */
export function activeElement(within: Node): Element | null {
  const root = within.getRootNode();
  return (root instanceof ShadowRoot && root.activeElement) || document.activeElement;
}
