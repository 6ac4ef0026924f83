/** Marks in the code: where each thread is, and what is wrong where. They come from a run, and go with the next. */
import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import {
  type EditorState,
  type Extension,
  RangeSet,
  RangeSetBuilder,
  StateEffect,
  StateField,
  type Transaction,
} from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutterLineClass } from "@codemirror/view";

/** A thread at a line. */
export interface ThreadMark {
  file: string;
  /** From 1. */
  line: number;
  name: string;
  /** What it does there: a name for the style sheet, such as `lock`. */
  state: string;
}

/** Something wrong at a line, or at a part of it. */
export interface ProblemMark {
  file: string;
  line: number;
  /** From 1, not counting the spaces before the line's first character. */
  column?: number;
  endColumn?: number;
  message: string;
}

class ThreadGutter extends GutterMarker {
  constructor(override readonly elementClass: string) {
    super();
  }
}

/** The same line, and what may be said of it at its end: names of threads, the waiting ones before others. */
export function byLine(marks: readonly ThreadMark[]): Map<number, { names: string; state: string }> {
  const lines = new Map<number, { names: string; state: string }>();
  const sorted = [...marks].sort((one, other) => Number(one.state === "running") - Number(other.state === "running"));
  for (const { line, name, state } of sorted) {
    const known = lines.get(line);
    lines.set(line, known ? { names: `${known.names}, ${name}`, state: known.state } : { names: name, state });
  }
  return lines;
}

const setThreads = StateEffect.define<readonly ThreadMark[]>();

function decorationsOf(marks: readonly ThreadMark[], { doc }: EditorState): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const lines = [...byLine(marks)].filter(([line]) => line >= 1 && line <= doc.lines);
  for (const [line, { names, state }] of lines.sort(([one], [other]) => one - other)) {
    const { from } = doc.line(line);
    builder.add(from, from, Decoration.line({ attributes: { "data-threads": names, "data-thread-state": state } }));
  }
  return builder.finish();
}

function changed(before: DecorationSet, transaction: Transaction): DecorationSet {
  const mapped = before.map(transaction.changes);
  const set = transaction.effects.find((effect) => effect.is(setThreads));
  return set ? decorationsOf(set.value, transaction.state) : mapped;
}

const threads = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: changed,
  provide: (field) => [
    EditorView.decorations.from(field),
    gutterLineClass.compute([field], (state) => {
      const builder = new RangeSetBuilder<GutterMarker>();
      for (const cursor = state.field(field).iter(); cursor.value; cursor.next()) {
        const told = cursor.value.spec.attributes["data-thread-state"] as string;
        builder.add(cursor.from, cursor.from, new ThreadGutter(`thread-here thread-${told}`));
      }
      return builder.finish();
    }),
  ],
});

export const threadMarks: Extension = threads;

export function showThreads(view: EditorView, marks: readonly ThreadMark[]): void {
  const { state } = view;
  if (marks.length === 0 && state.field(threads, false)?.size === 0) return;
  view.dispatch({ effects: setThreads.of(marks) });
}

const setProblemLines = StateEffect.define<readonly number[]>();

const problemLine = new (class extends GutterMarker {
  override readonly elementClass = "problem-here";
})();

/** The lines with problems, for the gutter; `from` of each. */
const problemLines = StateField.define<RangeSet<GutterMarker>>({
  create: () => RangeSet.empty,
  update(lines, { changes, effects }) {
    const set = effects.find((effect) => effect.is(setProblemLines));
    if (!set) return lines.map(changes);
    return RangeSet.of(
      [...new Set(set.value)].map((from) => problemLine.range(from)),
      true,
    );
  },
  provide: (field) => gutterLineClass.from(field),
});

export const problemMarks: Extension = problemLines;

function diagnosticOf({ line, column, endColumn, message }: ProblemMark, { doc }: EditorState): Diagnostic | undefined {
  if (line < 1 || line > doc.lines) return undefined;
  const { from, to, text } = doc.line(line);
  const indent = text.length - text.trimStart().length;
  const start = Math.min(from + indent + (column ?? 1) - 1, to);
  const end = endColumn === undefined ? to : Math.min(Math.max(from + indent + endColumn - 1, start), to);
  return { from: start, to: end, severity: "error", message };
}

export function showProblems(view: EditorView, marks: readonly ProblemMark[]): void {
  const found = marks.map((mark) => diagnosticOf(mark, view.state)).filter((one) => one !== undefined);
  const { doc } = view.state;
  const lines = found.map(({ from }) => doc.lineAt(from).from);
  view.dispatch(setDiagnostics(view.state, found), { effects: setProblemLines.of(lines) });
}
