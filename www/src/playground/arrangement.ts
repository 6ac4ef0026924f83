/** What the reader can arrange on the page: the two splitters, the text about the program, the drawer with the programs. */
import { byId } from "../ui/dom";
import type { LayoutStore } from "./layout-store";
import { Splitter } from "./splitter";

/** Room for both: a shorter window shows the program first. */
const ROOM_FOR_ABOUT = "(min-width: 52rem) and (min-height: 48rem)";

function wireSplitters(store: LayoutStore): void {
  const bench = byId("main", HTMLElement);
  const panes = byId("panes", HTMLElement);
  new Splitter(byId("split", HTMLElement), {
    min: 25,
    max: 75,
    usual: 54,
    value: store.layout.editor,
    shareAt({ clientX }) {
      const { left, width } = panes.getBoundingClientRect();
      return (100 * (clientX - left)) / width;
    },
    apply(share) {
      panes.style.setProperty("--editor-width", `${share}fr`);
      panes.style.setProperty("--output-width", `${100 - share}fr`);
    },
    onSettled: (editor) => store.change({ editor }),
  });
  new Splitter(byId("dock-split", HTMLElement), {
    min: 15,
    max: 60,
    usual: 32,
    value: store.layout.dock,
    shareAt: ({ clientY }) => (100 * (innerHeight - clientY)) / innerHeight,
    apply: (share) => bench.style.setProperty("--dock-height", `${share}vh`),
    onSettled: (dock) => store.change({ dock }),
  });
}

function wireAbout(store: LayoutStore): void {
  const button = byId("about", HTMLButtonElement);
  const text = byId("prose", HTMLElement);
  const show = (isOpen: boolean) => {
    text.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
  };
  button.addEventListener("click", () => {
    show(text.hasAttribute("hidden"));
    store.change({ isAboutOpen: !text.hasAttribute("hidden") });
  });
  show(store.layout.isAboutOpen ?? matchMedia(ROOM_FOR_ABOUT).matches);
}

/** A program that is chosen closes the drawer, also where the address stays the same. */
function wireDrawer(): void {
  const drawer = byId("examples", HTMLElement);
  drawer.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("a")) drawer.hidePopover();
  });
  drawer.addEventListener("toggle", () => {
    if (!drawer.matches(":popover-open")) return;
    drawer.querySelector("[aria-current]")?.scrollIntoView({ block: "center" });
  });
}

function wireWrapping(store: LayoutStore, wrap: (wraps: boolean) => void): void {
  const button = byId("wrap", HTMLButtonElement);
  const show = (wraps: boolean) => {
    button.setAttribute("aria-pressed", String(wraps));
    wrap(wraps);
  };
  button.addEventListener("click", () => {
    const wrapsLines = button.getAttribute("aria-pressed") !== "true";
    show(wrapsLines);
    store.change({ wrapsLines });
  });
  show(store.layout.wrapsLines ?? false);
}

/** `wrap` is what makes the editor wrap long lines. */
export function wireArrangement(store: LayoutStore, wrap: (wraps: boolean) => void): void {
  wireWrapping(store, wrap);
  wireSplitters(store);
  wireAbout(store);
  wireDrawer();
}
