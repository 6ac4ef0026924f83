import type { Plugin } from "vite";

/**
 * Tells a module where the built folder is, seen from the file that the module became part of: `__SITE_FOLDER__` is `../`
 * in a file of `assets/` and `./` in one beside it. A page's own address would not do, since pages of others load us too.
 */
export function siteFolder(): Plugin {
  return {
    name: "site-folder",
    config: (_, { command }) => (command === "serve" ? { define: { __SITE_FOLDER__: JSON.stringify("/") } } : {}),
    renderChunk(code, { fileName }) {
      if (!code.includes("__SITE_FOLDER__")) return null;
      const up = "../".repeat(fileName.split("/").length - 1) || "./";
      return { code: code.replaceAll("__SITE_FOLDER__", JSON.stringify(up)), map: null };
    },
  };
}
