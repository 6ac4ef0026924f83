import type { Plugin } from "vite";

/** Before the first paint, in every page that has themes; a file of `public/`, which Vite would complain of in the source. */
export function earlyTheme(): Plugin {
  return {
    name: "early-theme",
    transformIndexHtml(_, { path }) {
      if (path.endsWith("harness.html")) return [];
      const src = `${path.lastIndexOf("/") > 0 ? ".." : "."}/theme.js`;
      return [{ tag: "script", attrs: { src }, injectTo: "head" }];
    },
  };
}
