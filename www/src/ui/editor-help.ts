/** What the runtime knows of the code that is being written: names that may come next, and what a call takes. */
import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { globalCompletion, localCompletionSource } from "@codemirror/lang-python";
import type { EditorState, Extension } from "@codemirror/state";
import type { EditedPlace, KnownName, Questions } from "../engine/contract";
import { element } from "./dom";
import { signatureHelp } from "./editor-signature";
import { nodeBefore } from "./editor-tree";

type Asked<Kind extends keyof Questions> = Questions[Kind]["asked"];

/** Answers for the editor. The file that is shown and its program are the owner's to add. */
export interface EditorHelp {
  ask<Kind extends "members" | "modules" | "names" | "signature">(
    kind: Kind,
    asked: Omit<Asked<Kind>, Exclude<keyof EditedPlace, "line">>,
  ): Promise<Questions[Kind]["answer"]>;
}

const NO_CODE = new Set(["String", "FormatString", "Comment"]);
/** The nodes that can stand before a dot, and those in which they end. */
const BEFORE_DOT = new Set([
  ...["VariableName", "MemberExpression", "CallExpression", "ArgList", "ParenthesizedExpression", "PropertyName"],
  ...["String", "FormatString", "ContinuedString", "ArrayExpression", "DictionaryExpression", "SetExpression"],
]);

/** `from MODULE import NAME, NA|`. */
const FROM_IMPORT = /^\s*from\s+([\w.]+)\s+import\s+\(?\s*(?:[\w\s]+,\s*)*(\w*)$/;
/** `import MODULE, MO|` and `from MO|`. */
const IMPORT = /^\s*(?:import\s+(?:[\w.\s]+,\s*)*|from\s+)(\w*)$/;

/** The expression that ends at a place, such as the one before a dot. */
export function expressionBefore(state: EditorState, at: number): string | undefined {
  let node = nodeBefore(state, at);
  while (node.parent && node.parent.to === at && BEFORE_DOT.has(node.parent.name)) node = node.parent;
  if (node.to !== at || !BEFORE_DOT.has(node.name)) return undefined;
  return state.sliceDoc(node.from, node.to);
}

export const signatureText = ({ label, parameters }: KnownName): string =>
  parameters ? `${label}(${parameters.join(", ")})` : label;

function aboutOf(name: KnownName): Completion["info"] {
  if (!name.parameters && !name.about) return undefined;
  return () => {
    const box = element("div", "known-name");
    if (name.parameters) box.append(element("code", "", signatureText(name)));
    if (name.about) box.append(element("p", "", name.about));
    return box;
  };
}

function completionOf(name: KnownName): Completion {
  const info = aboutOf(name);
  const { label, type, parameters } = name;
  return {
    label,
    ...(type ? { type } : {}),
    ...(parameters ? { detail: `(${parameters.join(", ")})` } : {}),
    ...(info ? { info } : {}),
  };
}

/** As the language's own completions, so that the two become one. */
function namedAs(name: KnownName): Completion {
  const info = aboutOf(name);
  return info ? { label: name.label, info } : { label: name.label };
}

async function orNothing(answer: Promise<KnownName[]>): Promise<KnownName[]> {
  return answer.catch(() => []);
}

function resultOf(from: number, prefix: string, options: Completion[]): CompletionResult | null {
  if (options.length === 0) return null;
  // Names with an underscore are offered only to those who type one.
  return { from, options, validFor: prefix.startsWith("_") ? /^_\w*$/ : /^(?!_)\w*$/ };
}

async function complete(help: EditorHelp, context: CompletionContext): Promise<CompletionResult | null> {
  const { state, pos, explicit } = context;
  const { from: start, text, number: line } = state.doc.lineAt(pos);
  const before = text.slice(0, pos - start);
  if (NO_CODE.has(nodeBefore(state, pos).name)) return null;
  const imported = FROM_IMPORT.exec(before);
  if (imported) {
    const [, module = "", prefix = ""] = imported;
    const names = await orNothing(help.ask("members", { line, module, prefix }));
    return resultOf(pos - prefix.length, prefix, names.map(completionOf));
  }
  const importing = IMPORT.exec(before);
  if (importing) {
    const [, prefix = ""] = importing;
    return resultOf(pos - prefix.length, prefix, (await orNothing(help.ask("modules", {}))).map(completionOf));
  }
  const [prefix = ""] = /\w*$/.exec(before) ?? [];
  const from = pos - prefix.length;
  if (before.at(-prefix.length - 1) === "." && !/\d$/.test(before.slice(0, -prefix.length - 1))) {
    const expression = expressionBefore(state, from - 1);
    if (expression === undefined) return null;
    return resultOf(
      from,
      prefix,
      (await orNothing(help.ask("members", { line, expression, prefix }))).map(completionOf),
    );
  }
  if (prefix === "" && !explicit) return null;
  const [own, python, known] = await Promise.all([
    localCompletionSource(context),
    globalCompletion(context),
    orNothing(help.ask("names", { line })),
  ]);
  const options = [...(own?.options ?? []), ...(python?.options ?? []), ...known.map(namedAs)];
  return options.length > 0 ? { from, options, validFor: /^\w*$/ } : null;
}

/** Completion and signatures, for an editor with Python in it. */
export function editorHelp(help: EditorHelp): Extension {
  return [
    autocompletion({ icons: false, override: [(context) => complete(help, context)] }),
    signatureHelp((line, expression) => help.ask("signature", { line, expression }).catch(() => null)),
  ];
}
