/** The CodeMirror editor: its own chunk, fetched after the code itself is on the page. */
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { codeClasses } from "./code-colours";
import { editorHelp } from "./editor-help";
import type { EditorOptions } from "./editor-host";
import { look } from "./editor-look";
import {
  type ProblemMark,
  problemMarks,
  showProblems,
  showThreads,
  type ThreadMark,
  threadMarks,
} from "./editor-marks";
import { beforeNextFrame } from "./frame";

/** Classes, and no colours of its own: one style sheet serves both themes. */
const colours = HighlightStyle.define(codeClasses);

export interface Shown {
  text: string;
  name: string;
}

const wrapping = new Compartment();

function extensions(nonce: string, { onEdit, tabIndents, help }: EditorOptions): Extension {
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
    syntaxHighlighting(colours),
    look,
    closeBrackets(),
    // Without help: names of the file and Python's own, which the language brings along.
    help ? editorHelp(help) : autocompletion({ icons: false }),
    threadMarks,
    problemMarks,
    wrapping.of([]),
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap, ...searchKeymap]),
    // Never a trap for the keyboard: after Escape, Tab moves on; that is CodeMirror's own.
    tabIndents ? keymap.of([indentWithTab]) : [],
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onEdit(update.state.doc.toString());
    }),
  ];
}

export class Editor {
  readonly #view: EditorView;
  readonly #extensions: Extension;
  readonly #describedBy: string | undefined;
  readonly #states = new Map<string, EditorState>();
  /** Once it has taken the place of what was there: after its first measurement, which moves its line numbers. */
  readonly ready: Promise<void>;
  #name: string;
  #wraps = false;
  #threads: readonly ThreadMark[] = [];
  #problems: readonly ProblemMark[] = [];

  constructor(parent: HTMLElement, shown: Shown, nonce: string, options: EditorOptions) {
    this.#extensions = extensions(nonce, options);
    this.#describedBy = options.describedBy;
    this.#name = shown.name;
    const root = parent.getRootNode();
    const tree = root instanceof ShadowRoot ? { root } : {};
    this.#view = new EditorView({ state: this.#fresh(shown), ...tree });
    parent.classList.add("measuring");
    parent.append(this.#view.dom);
    this.ready = new Promise((resolve) => {
      beforeNextFrame(() => {
        parent.replaceChildren(this.#view.dom);
        parent.classList.remove("measuring");
        resolve();
      });
    });
  }

  /** Another text, with a history of its own; not reported as an edit. */
  show(shown: Shown): void {
    this.#states.set(this.#name, this.#view.state);
    const known = this.#states.get(shown.name);
    this.#name = shown.name;
    this.#view.setState(known && known.doc.toString() === shown.text ? known : this.#fresh(shown));
    // Each text has a state of its own, with the marks and the setting of the time when it was left.
    this.wrap(this.#wraps);
    this.showThreads(this.#threads);
    this.showProblems(this.#problems);
  }

  wrap(wraps: boolean): void {
    this.#wraps = wraps;
    this.#view.dispatch({ effects: wrapping.reconfigure(wraps ? EditorView.lineWrapping : []) });
  }

  showThreads(marks: readonly ThreadMark[]): void {
    this.#threads = marks;
    showThreads(
      this.#view,
      marks.filter(({ file }) => file === this.#name),
    );
  }

  showProblems(marks: readonly ProblemMark[]): void {
    this.#problems = marks;
    showProblems(
      this.#view,
      marks.filter(({ file }) => file === this.#name),
    );
  }

  forget(): void {
    this.#states.clear();
    this.#threads = [];
    this.#problems = [];
    this.#name = "";
  }

  /** Takes the place of the text as one edit, which can be undone. */
  replace(text: string): void {
    this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: text } });
  }

  /** Selects a line, or what of it follows a column; columns do not count the spaces before the first character. */
  select(number: number, column = 1): void {
    const { doc } = this.#view.state;
    const line = doc.line(Math.min(Math.max(1, number), doc.lines));
    const indent = column > 1 ? line.text.length - line.text.trimStart().length : 0;
    const anchor = Math.min(line.from + indent + column - 1, line.to);
    const effects = EditorView.scrollIntoView(line.from, { y: "center" });
    this.#view.dispatch({ selection: { anchor, head: line.to }, effects });
  }

  focusAt(x: number, y: number): void {
    const at = this.#view.posAtCoords({ x, y }, false);
    this.#view.dispatch({ selection: { anchor: at } });
    this.#view.focus();
  }

  focus(): void {
    this.#view.focus();
  }

  #fresh({ text, name }: Shown): EditorState {
    const attributes = {
      "aria-label": `Code of ${name}`,
      spellcheck: "false",
      // Focusable anyway, being editable; said aloud for tools that look for it.
      tabindex: "0",
      ...(this.#describedBy ? { "aria-describedby": this.#describedBy } : {}),
    };
    const language = name.endsWith(".py") ? [python()] : [];
    return EditorState.create({
      doc: text,
      extensions: [this.#extensions, language, EditorView.contentAttributes.of(attributes)],
    });
  }
}
