/** In Chromium the element has everything that the manifest names, and nothing else on which a page could rely. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { distFolder } from "../../scripts/lib/paths.mjs";
import { opened, openPages, runs } from "./live.mjs";
import { surface, TAG } from "./surface.mjs";

const { attributes, properties, methods, slots, parts, exports, customProperties } = surface();
const names = (things) => Object.keys(things).sort();

let docs;
before(async () => {
  docs = await openPages();
});
after(() => docs.close());

/** Methods that only the browser calls. */
const CALLBACKS = ["attributeChangedCallback", "connectedCallback", "disconnectedCallback"];

test("properties and methods: those of the prototype, and none of an element's own", async () => {
  const page = await opened(docs, "index.html");
  const found = await page.locator(TAG).evaluate((element) => {
    const Class = customElements.get("threading-playground");
    const { constructor: _, ...members } = Object.getOwnPropertyDescriptors(Class.prototype);
    const kinds = Object.entries(members).map(([name, { get, set, value }]) => {
      if (get) return [name, set ? "property" : "read-only"];
      return [name, typeof value === "function" ? "method" : typeof value];
    });
    return {
      members: Object.fromEntries(kinds),
      own: Reflect.ownKeys(element).map(String),
      statics: Reflect.ownKeys(Class).filter((key) => !["length", "name", "prototype"].includes(key)),
    };
  });
  const wanted = [
    ...Object.entries(properties).map(([name, { readOnly }]) => [name, readOnly ? "read-only" : "property"]),
    ...[...names(methods), ...CALLBACKS].map((name) => [name, "method"]),
  ];
  assert.deepEqual(found.members, Object.fromEntries(wanted));
  assert.deepEqual(found.own, []);
  assert.deepEqual(found.statics, ["observedAttributes"]);
});

test("exports: those of the module", async () => {
  const page = await opened(docs, "index.html");
  const found = await page.evaluate(async () =>
    Object.keys(await import("/threading-playground/threading-playground.js")),
  );
  const wanted = exports.filter((name) => name.startsWith("js ")).map((name) => name.slice("js ".length));
  assert.deepEqual(found.sort(), wanted.sort());
});

test("attributes: those that the element reads; each goes with its property", async () => {
  const page = await opened(docs, "index.html");
  await runs(page);
  const read = await page.evaluate((tag) => [...seen.attributes, ...customElements.get(tag).observedAttributes], TAG);
  assert.deepEqual([...new Set(read)].sort(), names(attributes));

  const samples = { string: ["one.txt", "two.txt"], boolean: [true, false] };
  for (const [attribute, { type, property }] of Object.entries(attributes)) {
    const values = samples[type] ?? [...type.matchAll(/"(\w+)"/g)].map(([, value]) => value);
    for (const value of values) {
      const found = await page.locator(TAG).evaluate(
        (element, { attribute, property, value }) => {
          const written = value === true ? "" : value === false ? null : value;
          element.removeAttribute(attribute);
          element[property] = value;
          const reflected = element.getAttribute(attribute);
          if (written === null) element.removeAttribute(attribute);
          else element.setAttribute(attribute, written);
          return { reflected, wanted: written, property: element[property] };
        },
        { attribute, property, value },
      );
      assert.equal(found.reflected, found.wanted, `${property} = ${value} is reflected`);
      assert.equal(found.property, value, `${attribute}="${value}" is read`);
    }
  }
});

const shadow = (page) =>
  page.locator(TAG).evaluate(({ shadowRoot }) => ({
    parts: [...shadowRoot.querySelectorAll("[part]")].flatMap(({ part }) => [...part]).sort(),
    slots: [...shadowRoot.querySelectorAll("slot")].map(({ name }) => name).sort(),
  }));

test("parts and slots: those of the shadow tree, before a run and after one, with the editor", async () => {
  const page = await opened(docs, "recorded.html");
  assert.deepEqual(await shadow(page), { parts, slots });
  await page.locator(TAG).evaluate((element) => element.edit());
  assert.equal((await runs(page)).status, 0);
  // The editor has replaced the code.
  assert.deepEqual(await shadow(page), { parts, slots: slots.filter((name) => name !== "") });
});

const SAMPLES = [
  [/-(accent|background|sunken|text|muted|line)$/, "rgb(1, 2, 3)"],
  [/font$/, "Sample"],
  [/-(radius|size|height)$/, "37px"],
];

/**
 * Returns which of our properties a style sheet takes from the page. Those that it sets itself are not part of the surface.
 */
function takenFromPage(css) {
  const every = (pattern) => [...css.matchAll(pattern)].map(([, name]) => name);
  const own = new Set(every(/(--threading-playground-[\w-]+)\s*:/g));
  return [...new Set(every(/var\(\s*(--threading-playground-[\w-]+)/g))].filter((name) => !own.has(name)).sort();
}

test("custom properties: those that its style sheets read; each changes something that is shown", async () => {
  const page = await opened(docs, "index.html");
  await page.locator(TAG).evaluate((element) => element.edit());
  assert.equal((await runs(page)).status, 0);
  const css = await page.locator(TAG).evaluate(({ shadowRoot }) => {
    const sheets = [...shadowRoot.adoptedStyleSheets, ...shadowRoot.styleSheets, ...document.styleSheets];
    return sheets.flatMap(({ cssRules }) => [...cssRules].map(({ cssText }) => cssText)).join("\n");
  });
  assert.deepEqual(takenFromPage(css), customProperties);
  const early = takenFromPage(readFileSync(join(distFolder(), "threading-playground.css"), "utf8"));
  assert.deepEqual(
    early.filter((name) => !customProperties.includes(name)),
    [],
  );

  for (const name of customProperties) {
    const [, value] = SAMPLES.find(([pattern]) => pattern.test(name));
    const changed = await page.locator(TAG).evaluate(
      (element, { name, value }) => {
        const shown = () =>
          [...element.shadowRoot.querySelectorAll("*")].some((part) => {
            const style = getComputedStyle(part);
            return [...style].some((property) => style.getPropertyValue(property).includes(value));
          });
        const before = shown();
        element.style.setProperty(name, value);
        const after = shown();
        element.style.removeProperty(name);
        return { before, after };
      },
      { name, value },
    );
    assert.deepEqual(changed, { before: false, after: true }, name);
  }
});
