/** Marks in the code: where each thread is, and what is wrong where. They come from a run, and go with the next. */
import { type Diagnostic, forEachDiagnostic, setDiagnostics } from "@codemirror/lint";
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
  /** Whether it is about the text as it is now. Otherwise it is about the text of a run, and moves with what is typed since. */
  isOfText?: boolean;
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

/** The `from` of each line with a problem, and the marks that moved with the text so far. */
interface Shown {
  lines: readonly number[];
  moving: ReadonlySet<string>;
}

const setShown = StateEffect.define<Shown>();

const movingMarks = StateField.define<ReadonlySet<string>>({
  create: () => new Set(),
  update: (moving, { effects }) => effects.find((effect) => effect.is(setShown))?.value.moving ?? moving,
});

const problemLine = new (class extends GutterMarker {
  override readonly elementClass = "problem-here";
})();

/** The lines with problems, for the gutter; `from` of each. */
const problemLines = StateField.define<RangeSet<GutterMarker>>({
  create: () => RangeSet.empty,
  update(lines, { changes, effects }) {
    const set = effects.find((effect) => effect.is(setShown));
    if (!set) return lines.map(changes);
    return RangeSet.of(
      [...new Set(set.value.lines)].map((from) => problemLine.range(from)),
      true,
    );
  },
  provide: (field) => gutterLineClass.from(field),
});

export const problemMarks: Extension = [problemLines, movingMarks];

function diagnosticOf({ line, column, endColumn, message }: ProblemMark, { doc }: EditorState): Diagnostic | undefined {
  if (line < 1 || line > doc.lines) return undefined;
  const { from, to, text } = doc.line(line);
  const indent = text.length - text.trimStart().length;
  const start = Math.min(from + indent + (column ?? 1) - 1, to);
  const end = endColumn === undefined ? to : Math.min(Math.max(from + indent + endColumn - 1, start), to);
  return { from: start, to: end, severity: "error", message };
}

/** What is drawn of a mark, and what tells it from others. */
interface MarkDiagnostic extends Diagnostic {
  key: string;
}

/** A mark that is shown already stays where the text has moved it, and goes with the text that it was on. */
export function showProblems(view: EditorView, marks: readonly ProblemMark[]): void {
  const { state } = view;
  const moved = new Map<string, { from: number; to: number }>();
  forEachDiagnostic(state, (diagnostic, from, to) => moved.set((diagnostic as MarkDiagnostic).key, { from, to }));
  const known = state.field(movingMarks);
  const found = marks.flatMap((mark): MarkDiagnostic[] => {
    const key = JSON.stringify(mark);
    const isKnown = !mark.isOfText && known.has(key);
    const diagnostic = diagnosticOf(mark, state);
    const at = moved.get(key);
    if (isKnown) return at ? [{ severity: "error", message: mark.message, ...at, key }] : [];
    return diagnostic ? [{ ...diagnostic, key }] : [];
  });
  const lines = found.map(({ from }) => state.doc.lineAt(from).from);
  const moving = new Set(marks.filter(({ isOfText }) => !isOfText).map((mark) => JSON.stringify(mark)));
  view.dispatch(setDiagnostics(state, found), { effects: setShown.of({ lines, moving }) });
}
