/** The dock below the program: a tab for each view of what the threads did. It can be closed to its tabs. */
import { byId } from "../ui/dom";

export const PANELS = ["timeline", "threads", "problems"] as const;
export type Panel = (typeof PANELS)[number];

export interface DockOwner {
  /** A panel came into sight, or the one in sight went: nothing. */
  onShown(panel: Panel | undefined): void;
  onOpened(isOpen: boolean): void;
}

export class Dock {
  readonly #bench = byId("main", HTMLElement);
  readonly #toggle = byId("dock-toggle", HTMLButtonElement);
  readonly #owner: DockOwner;
  #shown: Panel = "timeline";
  #isOpen: boolean;

  constructor(isOpen: boolean, owner: DockOwner) {
    this.#owner = owner;
    this.#isOpen = isOpen;
    for (const panel of PANELS) this.#tab(panel).addEventListener("click", () => this.show(panel));
    byId("dock-tabs", HTMLElement).addEventListener("keydown", (event) => this.#onKey(event));
    this.#toggle.addEventListener("click", () => {
      this.#isOpen = !this.#isOpen;
      owner.onOpened(this.#isOpen);
      this.#draw();
    });
    this.#draw();
  }

  panel(panel: Panel): HTMLElement {
    return byId(`dock-${panel}`, HTMLElement);
  }

  /** The panel that is in sight. */
  get shown(): Panel | undefined {
    return this.#isOpen ? this.#shown : undefined;
  }

  /** Brings a panel into sight; where the dock was closed, it stays remembered as closed. */
  show(panel: Panel): void {
    this.#shown = panel;
    this.#isOpen = true;
    this.#draw();
  }

  /** A number beside a tab's name; none at 0. `label` says of what, for a screen reader. */
  count(panel: Panel, count: number, label: string, severity: "error" | "note" = "note"): void {
    const badge = this.#tab(panel).querySelector<HTMLElement>(".badge");
    if (!badge) return;
    badge.hidden = count === 0;
    badge.textContent = String(count);
    badge.dataset["severity"] = severity;
    badge.title = label;
  }

  #tab(panel: Panel): HTMLElement {
    return byId(`dock-tab-${panel}`, HTMLElement);
  }

  #draw(): void {
    for (const panel of PANELS) {
      const isShown = this.#isOpen && panel === this.#shown;
      this.panel(panel).hidden = !isShown;
      const tab = this.#tab(panel);
      tab.setAttribute("aria-selected", String(panel === this.#shown));
      tab.tabIndex = panel === this.#shown ? 0 : -1;
    }
    this.#bench.classList.toggle("dock-closed", !this.#isOpen);
    this.#toggle.textContent = this.#isOpen ? "Hide" : "Show";
    this.#toggle.setAttribute("aria-expanded", String(this.#isOpen));
    this.#owner.onShown(this.shown);
  }

  #onKey(event: KeyboardEvent): void {
    const at = PANELS.indexOf(this.#shown);
    const last = PANELS.length - 1;
    const targets: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at + last, Home: 0, End: last };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const panel = PANELS[target % PANELS.length] ?? this.#shown;
    this.show(panel);
    this.#tab(panel).focus();
  }
}
