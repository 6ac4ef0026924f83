/** Makes the shadow tree and finds its parts. */
import { type Find, partsOf } from "../../ui/dom";
import { SHELL } from "./shell.html";
import styles from "./styles/element.css?inline";

let sheet: CSSStyleSheet | undefined;

/** The unit of the style sheet's sizes: `www/build/text-units.ts`. */
function registerUnit(): void {
  try {
    CSS.registerProperty({
      name: "--threading-playground-rem",
      syntax: "<length>",
      inherits: true,
      initialValue: "16px",
    });
  } catch {
    // A second copy of the script is on the page.
  }
}

export function attachShell(host: HTMLElement): { root: HTMLElement; find: Find } {
  const shadow = host.attachShadow({ mode: "open" });
  if (!sheet) {
    registerUnit();
    sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
  }
  // Not a `<style>` element, which a page's content security policy may refuse.
  shadow.adoptedStyleSheets = [sheet];
  shadow.innerHTML = SHELL;
  const root = shadow.firstElementChild as HTMLElement;
  return { root, find: partsOf(root) };
}
