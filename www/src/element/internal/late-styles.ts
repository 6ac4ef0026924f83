/** Parts of the style sheet that a page of examples does not need before its reader does something. */

const sheets = new Map<string, CSSStyleSheet>();

/** Into the element's shadow tree, once; elements share the sheet. */
export function adoptStyles({ shadowRoot }: HTMLElement, styles: string): void {
  const sheet = sheets.get(styles) ?? new CSSStyleSheet();
  if (!sheets.has(styles)) sheet.replaceSync(styles);
  sheets.set(styles, sheet);
  if (shadowRoot && !shadowRoot.adoptedStyleSheets.includes(sheet)) shadowRoot.adoptedStyleSheets.push(sheet);
}
