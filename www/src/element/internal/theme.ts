/**
 * Light or dark, as the page is: by the hooks of the themes that docs are built with, else by what can be seen, the ground
 * that the element stands on.
 */

type Scheme = "light" | "dark";

/** Attributes of `html` or `body`: Furo, pydata and others; Material; Bootstrap. */
const ATTRIBUTES = ["data-theme", "data-md-color-scheme", "data-bs-theme"];
const SCHEMES: Record<string, Scheme> = { light: "light", dark: "dark", default: "light", slate: "dark" };
/** mdBook's themes, and the class that many style sheets use. */
const CLASSES: Record<string, Scheme> = {
  light: "light",
  rust: "light",
  coal: "dark",
  navy: "dark",
  ayu: "dark",
  dark: "dark",
};
/** Of a ground's relative luminance, below which text on it must be light. */
const DARK_BELOW = 0.18;

const prefersDark = matchMedia("(prefers-color-scheme: dark)");
const systemScheme = (): Scheme => (prefersDark.matches ? "dark" : "light");

function schemeByHook(): Scheme | undefined {
  for (const element of [document.body, document.documentElement]) {
    if (!element) continue;
    for (const name of ATTRIBUTES) {
      const value = element.getAttribute(name);
      if (value === "auto") return systemScheme();
      if (value && SCHEMES[value]) return SCHEMES[value];
    }
    for (const name of element.classList) if (CLASSES[name]) return CLASSES[name];
  }
  return undefined;
}

/** Relative luminance of `rgb(r, g, b)` or `rgba(...)`; nothing for what cannot be seen or read. */
function luminance(color: string): number | undefined {
  const parts = /^rgba?\(([^)]+)\)$/
    .exec(color)?.[1]
    ?.split(/[\s,/]+/)
    .map(Number.parseFloat);
  const [red, green, blue, alpha = 1] = parts ?? [];
  if (red === undefined || green === undefined || blue === undefined || alpha < 0.5) return undefined;
  const linear = (channel: number) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function schemeByGround(host: Element): Scheme {
  for (let element = host.parentElement; element; element = element.parentElement) {
    const found = luminance(getComputedStyle(element).backgroundColor);
    if (found !== undefined) return found < DARK_BELOW ? "dark" : "light";
  }
  const declared = getComputedStyle(host).colorScheme;
  if (/\bdark\b/.test(declared)) return /\blight\b/.test(declared) ? systemScheme() : "dark";
  return "light";
}

const followers = new Set<() => void>();
let observer: MutationObserver | undefined;

function tellFollowers(): void {
  for (const follow of followers) follow();
}

/** Calls `apply` with the page's scheme, now and whenever it changes, until the returned function is called. */
export function followTheme(host: Element, apply: (scheme: Scheme) => void): () => void {
  const follow = () => apply(schemeByHook() ?? schemeByGround(host));
  if (!observer) {
    observer = new MutationObserver(tellFollowers);
    const watched = { attributes: true, attributeFilter: [...ATTRIBUTES, "class", "style"] };
    observer.observe(document.documentElement, watched);
    if (document.body) observer.observe(document.body, watched);
    prefersDark.addEventListener("change", tellFollowers);
  }
  followers.add(follow);
  follow();
  return () => {
    followers.delete(follow);
    if (followers.size > 0) return;
    observer?.disconnect();
    observer = undefined;
    prefersDark.removeEventListener("change", tellFollowers);
  };
}
