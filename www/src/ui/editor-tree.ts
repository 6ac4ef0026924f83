/** The syntax tree around a place of the code. */
import { ensureSyntaxTree, syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";

/** A part of what a key may cost. */
const PARSE_MS = 100;

export type SyntaxNode = ReturnType<ReturnType<typeof syntaxTree>["resolveInner"]>;

/** The innermost node that ends at a place or is around it. The editor parses little at once, and here what is new is needed. */
export function nodeBefore(state: EditorState, at: number): SyntaxNode {
  return (ensureSyntaxTree(state, at, PARSE_MS) ?? syntaxTree(state)).resolveInner(at, -1);
}
