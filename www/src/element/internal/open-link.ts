/** The link that opens the program in the playground, filled and not run: made when somebody comes near it. */
import type { Program } from "../../engine/contract";
import { siteUrl } from "../../site";
import { argvText, projectOf } from "../../ui/project";
import { writeFragment } from "../../ui/share-link";

export class OpenLink {
  readonly #link: HTMLAnchorElement;
  readonly #page = new URL("index.html", siteUrl);
  readonly #program: () => Program;
  #made: Promise<string> | undefined;

  constructor(link: HTMLAnchorElement, program: () => Program) {
    this.#link = link;
    this.#program = program;
    link.href = this.#page.href;
    for (const type of ["pointerenter", "focus"]) link.addEventListener(type, () => void this.make());
    link.addEventListener("click", (event) => {
      if ("ready" in link.dataset) return;
      // Its address is not there yet: a moment later, then.
      event.preventDefault();
      void this.make().then((href) => open(href, "_blank", "noopener"));
    });
  }

  /** The program is another one now. */
  forget(): void {
    this.#made = undefined;
    delete this.#link.dataset["ready"];
  }

  make(): Promise<string> {
    const making = this.#made ?? this.#write();
    this.#made = making;
    void making.then((href) => {
      if (this.#made !== making) return;
      this.#link.href = href;
      this.#link.dataset["ready"] = "";
    });
    return making;
  }

  async #write(): Promise<string> {
    const { main, files, argv = [], stdin = "", dialect = "auto", gil = false } = this.#program();
    const texts = Object.fromEntries(
      Object.entries(files).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
    const project = projectOf(main, texts, { argv: argvText(argv), stdin: String(stdin), dialect, gil });
    // A program that no link can hold: the way to the playground is there all the same.
    const fragment = await writeFragment(project).catch(() => "");
    return new URL(fragment, this.#page).href;
  }
}
