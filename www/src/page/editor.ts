/** The CodeMirror editor: its own chunk, fetched after the code itself is on the page. */
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** Colours are the page's custom properties, so that one style serves both themes. */
const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword], color: "var(--code-keyword)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--code-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--code-number)" },
  { tag: [tags.lineComment, tags.docString], color: "var(--code-comment)", fontStyle: "italic" },
  {
    tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)],
    color: "var(--code-name)",
  },
  { tag: tags.meta, color: "var(--code-number)" },
]);

function extensions(nonce: string, onEdit: (text: string) => void): Extension {
  return [
    EditorView.cspNonce.of(nonce),
    lineNumbers(),
    highlightActiveLineGutter(),
    highlightActiveLine(),
    highlightSpecialChars(),
    history(),
    drawSelection(),
    indentOnInput(),
    indentUnit.of("    "),
    bracketMatching(),
    highlightSelectionMatches(),
    search({ top: true }),
    python(),
    syntaxHighlighting(colours),
    // Tab is left to the browser: it moves on, and never traps the keyboard.
    keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap]),
    EditorView.contentAttributes.of({
      "aria-label": "Python code",
      "aria-describedby": "editor-hint",
      spellcheck: "false",
      // Focusable anyway, being editable; said aloud for tools that look for it.
      tabindex: "0",
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onEdit(update.state.doc.toString());
    }),
  ];
}

export class Editor {
  readonly #view: EditorView;
  readonly #extensions: Extension;

  constructor(parent: HTMLElement, text: string, nonce: string, onEdit: (text: string) => void) {
    this.#extensions = extensions(nonce, onEdit);
    this.#view = new EditorView({ state: this.#fresh(text) });
    parent.replaceChildren(this.#view.dom);
  }

  /** Another text, with a history of its own; not reported as an edit. */
  show(text: string): void {
    this.#view.setState(this.#fresh(text));
  }

  /** Takes the place of the text as one edit, which can be undone. */
  replace(text: string): void {
    this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: text } });
  }

  #fresh(text: string): EditorState {
    return EditorState.create({ doc: text, extensions: this.#extensions });
  }
}
