/**
 * The output that is recorded of an example: to read before a run, to compare with after one. A difference is shown line by
 * line.
 */
import { byId, element } from "../ui/dom";
import { type Comparison, compare, comparisonText, withoutVersion } from "./comparison";
import { exampleText } from "./examples";
import type { Form } from "./form";
import type { Place } from "./place";

/** Lines of a difference; comparing more than that would hold up the page. */
const MOST_LINES = 2_000;

export class RecordedView {
  readonly #root = byId("recorded", HTMLDetailsElement);
  readonly #title = byId("recorded-title", HTMLElement);
  readonly #status = byId("recorded-status", HTMLElement);
  readonly #verdict = byId("recorded-verdict", HTMLElement);
  readonly #text = byId("recorded-output", HTMLElement);
  readonly #difference = byId("recorded-diff", HTMLElement);
  #origin: "documented" | "recorded" = "recorded";
  #recorded: string | undefined;
  /** Where that is from. */
  #file: string | undefined;

  /** `isCurrent` says, once the file has arrived, whether its example is still the one that is shown. */
  async show(place: Place, form: Form, isCurrent: () => boolean): Promise<void> {
    const example = place.kind === "example" ? place.example : undefined;
    const out = (form === "python3" ? example?.python3Out : undefined) ?? example?.out;
    this.forget();
    this.#root.hidden = out === undefined;
    if (out !== undefined && out === this.#file) return;
    this.#file = out;
    this.#recorded = undefined;
    this.#text.textContent = "";
    if (!example || out === undefined) return;
    // Programs from a document have two forms; the others' output was recorded by the project itself.
    this.#origin = example.python3 === undefined ? "recorded" : "documented";
    this.#title.textContent = this.#origin === "documented" ? "Documented output" : "Recorded output";
    const status = example.status ?? 0;
    this.#status.textContent = status === 0 ? "" : `exit status ${status}`;
    const found = await exampleText(out).then(
      (text) => ({ text, isThere: true }),
      (error: Error) => ({ text: `(not available: ${error.message})`, isThere: false }),
    );
    if (!isCurrent() || this.#file !== out) return;
    this.#text.textContent = found.text;
    if (found.isThere) this.#recorded = found.text;
    // The next time it is asked for it may be there.
    else this.#file = undefined;
  }

  /** Back to what it is before a run. */
  forget(): void {
    this.#verdict.textContent = "";
    delete this.#root.dataset["comparison"];
    this.#difference.hidden = true;
    this.#text.hidden = false;
    this.#root.open = true;
  }

  /** The example that is shown has run, unedited, and printed this. */
  async compareWith(text: string): Promise<void> {
    const printed = withoutVersion(text);
    const recorded = this.#recorded;
    if (recorded === undefined) return;
    const comparison = compare(printed, recorded);
    this.#verdict.textContent = comparisonText(comparison, this.#origin);
    this.#root.dataset["comparison"] = comparison;
    this.#root.open = comparison === "different";
    await this.#drawDifference(comparison, printed, recorded);
  }

  async #drawDifference(comparison: Comparison, printed: string, recorded: string): Promise<void> {
    const isLong = printed.split("\n", MOST_LINES).length >= MOST_LINES;
    this.#difference.hidden = comparison === "same" || isLong;
    this.#text.hidden = !this.#difference.hidden;
    if (this.#difference.hidden) return;
    const { diffLines } = await import("diff");
    if (this.#recorded !== recorded) return;
    const ended = (text: string) => `${text.replace(/\n+$/, "")}\n`;
    const rows = diffLines(ended(recorded), ended(printed)).flatMap(({ value, added, removed }) => {
      const kind = added ? "added" : removed ? "removed" : "kept";
      return value
        .replace(/\n$/, "")
        .split("\n")
        .map((line) => this.#row(kind, line));
    });
    this.#difference.replaceChildren(...rows);
  }

  #row(kind: "added" | "removed" | "kept", line: string): HTMLElement {
    const tag = kind === "added" ? "ins" : kind === "removed" ? "del" : "span";
    const mark = kind === "added" ? "+" : kind === "removed" ? "−" : " ";
    const row = element("div", "diff-row", element("span", "diff-mark", mark), element(tag, "", line));
    row.dataset["kind"] = kind;
    if (kind !== "kept") row.title = kind === "added" ? "printed by this run" : `only in the ${this.#origin} output`;
    return row;
  }
}
