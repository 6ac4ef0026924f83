/** Auto, light or dark. `theme.js`, which the page loads before anything else, sets what was chosen before the first paint. */

import { pageStore } from "../storage";
import { byId } from "./dom";

const KEY = "threading-playground:theme:1";

export function wireTheme(): void {
  const select = byId("theme", HTMLSelectElement);
  select.value = document.documentElement.dataset["theme"] ?? "auto";
  select.addEventListener("change", () => {
    if (select.value === "auto") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = select.value;
    try {
      if (select.value === "auto") pageStore()?.removeItem(KEY);
      else pageStore()?.setItem(KEY, select.value);
    } catch {
      // It holds for this page, then.
    }
  });
}
