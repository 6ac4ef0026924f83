/**
 * The element's public surface, from the build's `custom-elements.json` and declarations, in a form that is easy to compare.
 * `node tests/package/surface.mjs` writes it to `surface.json`, after an intended change.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ts } from "@custom-elements-manifest/analyzer";
import { distFolder, inRoot, isEntry } from "../../scripts/lib/paths.mjs";

export const TAG = "threading-playground";
const kept = join(import.meta.dirname, "surface.json");

export const manifest = () => JSON.parse(readFileSync(join(distFolder(), "custom-elements.json"), "utf8"));

const byName = (list, value) =>
  Object.fromEntries(list.map((entry) => [entry.name, value(entry)]).sort(([a], [b]) => (a < b ? -1 : 1)));
const names = (list) => list.map(({ name }) => name).sort();

function signature({ parameters = [], return: returned }) {
  const given = parameters.map(({ name, type, optional }) => `${name}${optional ? "?" : ""}: ${type.text}`);
  return `(${given.join(", ")}) => ${returned.type.text}`;
}

const property = ({ type, readonly, attribute, reflects }) => ({
  type: type.text,
  ...(readonly ? { readOnly: true } : {}),
  ...(attribute ? { attribute } : {}),
  ...(reflects ? { reflects: true } : {}),
});

/** Returns the exported types, each as its text on one line without comments. */
function typesOf(text) {
  const source = ts.createSourceFile("types.d.ts", text, ts.ScriptTarget.ES2022, true);
  const printer = ts.createPrinter({ removeComments: true });
  const printed = (node) => printer.printNode(ts.EmitHint.Unspecified, node, source).replace(/\s+/g, " ");
  const declared = source.statements.filter(
    (node) => ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node),
  );
  return Object.fromEntries(
    declared.map((node) => [
      node.name.text,
      ts.isTypeAliasDeclaration(node)
        ? printed(node.type)
        : Object.fromEntries(
            node.members.map((member) => [
              `${member.name.text}${member.questionToken ? "?" : ""}`,
              printed(member.type),
            ]),
          ),
    ]),
  );
}

export function surface() {
  const { modules } = manifest();
  const exported = modules.flatMap((module) => module.exports);
  const classes = modules.flatMap(({ declarations }) => declarations);
  const element = classes.find(({ tagName }) => tagName === TAG);
  const members = (kind) => element.members.filter((member) => member.kind === kind);
  const declarations = (name) => readFileSync(join(distFolder(), "types", `${name}.d.ts`), "utf8");
  return {
    exports: exported.map(({ kind, name }) => `${kind} ${name}`).sort(),
    attributes: byName(element.attributes, ({ type, fieldName }) => ({ type: type.text, property: fieldName })),
    properties: byName(members("field"), property),
    methods: byName(members("method"), signature),
    events: byName(element.events, ({ type }) => type.text),
    slots: names(element.slots),
    parts: names(element.cssParts),
    states: names(element.cssStates),
    customProperties: names(element.cssProperties),
    types: { ...typesOf(declarations("types")), ...typesOf(declarations("errors")) },
  };
}

export const frozen = () => JSON.parse(readFileSync(kept, "utf8"));

if (isEntry(import.meta)) {
  writeFileSync(kept, `${JSON.stringify(surface(), null, 2)}\n`);
  console.log(`written: ${kept.slice(inRoot().length + 1)}`);
}
