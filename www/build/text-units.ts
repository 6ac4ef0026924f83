/**
 * In the element's own style sheets `rem` is the size of the text around the element, and not of the page's root, which is 10
 * pixels in mdBook and 20 in Material. `internal/shell.ts` registers the property, so that its `1em` is a length.
 */

const UNIT = "--threading-playground-rem";
const REM = /(?<![\w.-])(-?\d*\.?\d+)rem\b/g;

/** What PostCSS gives, as far as it is used. */
interface Declaration {
  value: string;
}

interface Root {
  source?: { input: { file?: string } };
  walkDecls(visit: (declaration: Declaration) => void): void;
}

export function textUnits(styleSheets: readonly string[]) {
  return {
    postcssPlugin: "text-units",
    Once(root: Root) {
      const [file = ""] = root.source?.input.file?.split("?", 1) ?? [];
      if (!styleSheets.includes(file)) return;
      root.walkDecls((declaration) => {
        declaration.value = declaration.value.replace(REM, `calc($1 * var(${UNIT}))`);
      });
    },
  };
}
