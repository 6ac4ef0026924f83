/** Draws the list of examples, and the chosen one's title, prose and recorded output. */
import { byId, element, prose } from "./dom";
import { type Example, exampleText } from "./examples";

export function drawList(examples: readonly Example[]): void {
  const items = examples.map(({ name, title, summary }) => {
    const link = element("a", "", element("span", "name", title), element("span", "summary", ...prose(summary)));
    link.href = `#${encodeURIComponent(name)}`;
    link.dataset["example"] = name;
    return element("li", "", link);
  });
  byId("example-list", HTMLOListElement).replaceChildren(...items);
}

export function drawExample(example: Example): void {
  document.title = `${example.title} · Threading Playground`;
  byId("title", HTMLElement).textContent = example.title;
  const paragraphs = (example.prose ?? [example.summary]).map((text) => element("p", "", ...prose(text)));
  byId("prose", HTMLElement).replaceChildren(...paragraphs);
  for (const link of document.querySelectorAll<HTMLAnchorElement>("#examples a[data-example]")) {
    if (link.dataset["example"] === example.name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

/** `isCurrent` says, once the file has arrived, whether its example is still the one that is shown. */
export async function drawRecorded(example: Example, isCurrent: () => boolean): Promise<void> {
  const section = byId("recorded", HTMLElement);
  const output = byId("recorded-output", HTMLElement);
  section.hidden = example.out === undefined;
  output.textContent = "";
  if (example.out === undefined) return;
  // Programs from a document have two forms; the others' output was recorded by the project itself.
  const isDocumented = example.python3 !== undefined;
  byId("recorded-title", HTMLElement).textContent = isDocumented ? "Documented output" : "Recorded output";
  const status = example.status ?? 0;
  byId("recorded-status", HTMLElement).textContent = status === 0 ? "" : `exit status ${status}`;
  const text = await exampleText(example.out).catch((error: Error) => `(not available: ${error.message})`);
  if (isCurrent()) output.textContent = text;
}
