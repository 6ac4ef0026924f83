/** What the call that is being written takes, above the code: the parameters, and which of them comes next. */
import { type EditorState, type Extension, Prec, StateEffect, StateField, type Transaction } from "@codemirror/state";
import { type EditorView, keymap, showTooltip, type Tooltip, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import type { KnownName } from "../engine/contract";
import { element } from "./dom";
import { nodeBefore, type SyntaxNode } from "./editor-tree";

/** Asks what an expression takes when it is called at a line. */
export type AskSignature = (line: number, expression: string) => Promise<KnownName | null>;

/** A call around the cursor. */
export interface Call {
  /** Where its parenthesis opens. */
  from: number;
  expression: string;
  /** The number of arguments before the cursor's. */
  position: number;
  /** The cursor's argument, if it is given by name. */
  keyword?: string;
}

/** The innermost call whose arguments the cursor is in. */
export function callAt(state: EditorState, at: number): Call | undefined {
  // What is written last may be followed by spaces, which are in no node.
  const written = state.sliceDoc(0, at).trimEnd().length;
  for (let node: SyntaxNode | null = nodeBefore(state, written); node; node = node.parent) {
    if (node.name !== "ArgList" || node.parent?.name !== "CallExpression" || node.from >= at) continue;
    const isClosed = node.lastChild?.name === ")";
    if (isClosed && at >= node.to) continue;
    let position = 0;
    let begin = node.from + 1;
    for (let child = node.firstChild; child && child.to <= at; child = child.nextSibling) {
      if (child.name !== ",") continue;
      position++;
      begin = child.to;
    }
    const keyword = /^\s*(\w+)\s*=(?!=)/.exec(state.sliceDoc(begin, node.to))?.[1];
    const expression = state.sliceDoc(node.parent.from, node.from).trim();
    return { from: node.from, expression, position, ...(keyword ? { keyword } : {}) };
  }
  return undefined;
}

/** The index of the parameter that the cursor's argument is for, or -1. */
export function parameterOf({ position, keyword }: Call, parameters: readonly string[]): number {
  const nameOf = (parameter: string) => /^\w+/.exec(parameter)?.[0];
  if (keyword) {
    const named = parameters.findIndex((parameter) => nameOf(parameter) === keyword);
    return named >= 0 ? named : parameters.findIndex((parameter) => parameter.startsWith("**"));
  }
  let left = position;
  for (const [index, parameter] of parameters.entries()) {
    if (parameter === "/") continue;
    // What follows can only be given by name.
    if (parameter === "*" || parameter.startsWith("**")) return -1;
    if (parameter.startsWith("*") || left === 0) return index;
    left--;
  }
  return -1;
}

interface Shown {
  call: Call;
  signature: KnownName;
}

const setShown = StateEffect.define<Shown | undefined>();

function tooltipOf({ call, signature }: Shown): Tooltip {
  const parameters = signature.parameters ?? [];
  const active = parameterOf(call, parameters);
  return {
    pos: call.from,
    above: true,
    create: () => {
      const code = element("code", "", `${signature.label}(`);
      for (const [index, parameter] of parameters.entries()) {
        if (index > 0) code.append(", ");
        code.append(index === active ? element("strong", "", parameter) : parameter);
      }
      code.append(")");
      const dom = element("div", "cm-signature", code);
      dom.setAttribute("role", "status");
      if (signature.about) dom.append(element("p", "", signature.about));
      return { dom };
    },
  };
}

function next(shown: Shown | undefined, transaction: Transaction): Shown | undefined {
  const set = transaction.effects.find((effect) => effect.is(setShown));
  if (set) return set.value;
  if (!shown || (!transaction.docChanged && !transaction.selection)) return shown;
  const call = callAt(transaction.state, transaction.state.selection.main.head);
  const from = transaction.changes.mapPos(shown.call.from, -1);
  return call && call.from === from && call.expression === shown.call.expression ? { ...shown, call } : undefined;
}

const field = StateField.define<Shown | undefined>({
  create: () => undefined,
  update: next,
  provide: (shown) => showTooltip.from(shown, (value) => (value ? tooltipOf(value) : null)),
});

/** Whether the reader has typed what begins an argument. */
function beginsArgument({ transactions }: ViewUpdate): boolean {
  return transactions.some((transaction) => {
    if (!transaction.isUserEvent("input.type")) return false;
    let begins = false;
    transaction.changes.iterChanges((_from, _to, _begin, _end, inserted) => {
      begins ||= /^[(,]/.test(inserted.toString());
    });
    return begins;
  });
}

async function show(view: EditorView, ask: AskSignature): Promise<void> {
  const { state } = view;
  const call = callAt(state, state.selection.main.head);
  if (!call) return;
  const signature = await ask(state.doc.lineAt(call.from).number, call.expression);
  // The cursor may be elsewhere by now, or in the next argument of the same call.
  const now = callAt(view.state, view.state.selection.main.head);
  if (!signature?.parameters || now?.from !== call.from || now.expression !== call.expression) return;
  view.dispatch({ effects: setShown.of({ call: now, signature }) });
}

function hide(view: EditorView): boolean {
  if (!view.state.field(field)) return false;
  view.dispatch({ effects: setShown.of(undefined) });
  return true;
}

export function signatureHelp(ask: AskSignature): Extension {
  const plugin = ViewPlugin.define((view) => ({
    update(update: ViewUpdate) {
      if (update.focusChanged && !view.hasFocus && view.state.field(field)) queueMicrotask(() => hide(view));
      const isShown = view.state.field(field) !== undefined;
      if (beginsArgument(update) && !isShown) void show(view, ask);
    },
  }));
  const open = (view: EditorView) => {
    void show(view, ask);
    return true;
  };
  const keys = [
    { key: "Mod-Shift-Space", run: open },
    { key: "Escape", run: hide },
  ];
  return [field, plugin, Prec.high(keymap.of(keys))];
}
