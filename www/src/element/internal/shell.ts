/** Makes the shadow tree and finds its parts. */
import { type Find, partsOf } from "../../page/dom";
import { SHELL } from "./shell.html";
import styles from "./styles/element.css?inline";

let sheet: CSSStyleSheet | undefined;

export function attachShell(host: HTMLElement): { root: HTMLElement; find: Find } {
  const shadow = host.attachShadow({ mode: "open" });
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
  }
  // Not a `<style>` element, which a page's content security policy may refuse.
  shadow.adoptedStyleSheets = [sheet];
  shadow.innerHTML = SHELL;
  const root = shadow.firstElementChild as HTMLElement;
  return { root, find: partsOf(root) };
}
