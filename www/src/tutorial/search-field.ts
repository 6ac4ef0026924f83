/** The field that searches the tutorial: what is found lies over the page as a list of links. */
import { element } from "../ui/dom";
import type { BookSearch, Found, Piece } from "./search";

export class SearchField {
  readonly #root: HTMLElement;
  readonly #input: HTMLInputElement;
  readonly #panel: HTMLElement;
  /** Heard and not seen: it is there before it says something, as a part of the panel would not be. */
  readonly #told: HTMLElement;
  readonly #count: HTMLElement;
  readonly #list: HTMLElement;
  #search: Promise<BookSearch> | undefined;
  /** The query that is answered, to leave out answers that come too late. */
  #asked = "";

  constructor(root: HTMLElement) {
    const part = (selector: string) => root.querySelector(selector) as HTMLElement;
    this.#root = root;
    this.#input = part("input") as HTMLInputElement;
    this.#panel = part(".search-panel");
    this.#told = part("[role=status]");
    this.#count = part(".search-panel p");
    this.#list = part("ol");
    this.#listen();
  }

  #listen(): void {
    this.#input.addEventListener("focus", () => void this.#load().catch(() => {}));
    this.#input.addEventListener("input", () => void this.#answer());
    // What was found for it is there still.
    this.#input.addEventListener("click", () => this.#show(this.#input.value.trim() !== ""));
    this.#root.addEventListener("keydown", (event) => this.#onKey(event));
    this.#root.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !this.#root.contains(relatedTarget)) this.#show(false);
    });
    document.addEventListener("pointerdown", ({ target }) => {
      if (target instanceof Node && !this.#root.contains(target)) this.#show(false);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTypedInto(event)) return;
      event.preventDefault();
      this.#input.focus();
      this.#input.select();
    });
  }

  /** The index is fetched when the reader first turns to the field; after a failure the next time tries again. */
  #load(): Promise<BookSearch> {
    this.#search ??= Promise.all([import("./search"), import("virtual:tutorial-search")]).then(
      ([{ BookSearch }, { default: entries }]) => new BookSearch(entries),
      (error) => {
        this.#search = undefined;
        throw error;
      },
    );
    return this.#search;
  }

  async #answer(): Promise<void> {
    const query = this.#input.value.trim();
    this.#asked = query;
    if (query === "") {
      this.#show(false);
      this.#told.textContent = "";
      return;
    }
    try {
      const found = (await this.#load()).find(query);
      if (this.#asked === query) this.#draw(query, found);
    } catch {
      if (this.#asked === query) this.#draw(query, [], "The search could not be loaded.");
    }
  }

  #draw(query: string, found: readonly Found[], problem?: string): void {
    const count = found.length === 1 ? "1 result" : `${found.length || "No"} results`;
    const text = problem ?? `${count} for “${query}”`;
    this.#told.textContent = text;
    this.#count.textContent = text;
    this.#list.replaceChildren(
      ...found.map(({ url, chapter, heading, excerpt }) => {
        const link = element("a", "", element("b", "", ...nodes(heading)));
        link.href = url;
        if (url.includes("#")) link.append(element("span", "of", chapter));
        link.append(element("span", "excerpt", ...nodes(excerpt)));
        return element("li", "", link);
      }),
    );
    this.#panel.scrollTop = 0;
    this.#show(true);
  }

  #show(isShown: boolean): void {
    this.#panel.hidden = !isShown;
  }

  #onKey(event: KeyboardEvent): void {
    const links = [...this.#list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp": {
        if (this.#panel.hidden || links.length === 0) return;
        // Above the first link is the field, and so is it below the last.
        const places = [this.#input, ...links];
        const by = event.key === "ArrowDown" ? 1 : -1;
        places[(at + 1 + by + places.length) % places.length]?.focus();
        break;
      }
      case "Enter":
        if (at >= 0 || this.#panel.hidden) return;
        links[0]?.click();
        break;
      case "Escape":
        if (this.#panel.hidden) this.#input.value = "";
        this.#show(false);
        this.#input.focus();
        break;
      default:
        return;
    }
    event.preventDefault();
  }
}

const nodes = (pieces: readonly Piece[]) =>
  pieces.map(([text, isMatch]) => (isMatch ? element("mark", "", text) : text));

/** Whether the key is for a field or an editor, in a shadow tree as well. */
function isTypedInto(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}
