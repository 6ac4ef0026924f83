/**
 * What CodeMirror draws over the code, in the page's own look: the find panel, completions, tips, marks. Comes with the editor.
 * In `em`: the root's size is another page's where the editor is the element's.
 */
import { EditorView } from "@codemirror/view";

/** The colour of a mark by what its thread does there. CodeMirror takes selectors apart at commas, so each has a rule of its own. */
function markColours(colours: Record<string, string>): Record<string, Record<string, string>> {
  const rules = Object.entries(colours).flatMap(([state, colour]) => [
    [`.cm-gutterElement.thread-here.thread-${state}`, { "--mark": `var(${colour})` }],
    [`.cm-line[data-threads][data-thread-state="${state}"]`, { "--mark": `var(${colour})` }],
  ]);
  return Object.fromEntries(rules);
}

const FIELD = {
  minHeight: "2.05em",
  margin: "0",
  padding: "0.15em 0.6em",
  border: "1px solid var(--line)",
  borderRadius: "5px",
  background: "var(--surface)",
  color: "var(--text)",
  fontSize: "1em",
};

export const look = EditorView.theme({
  ".cm-panels": {
    borderColor: "var(--line)",
    background: "var(--sunken)",
    color: "var(--text)",
    fontFamily: "var(--sans)",
  },
  ".cm-panel.cm-search": {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: "0.3em 0.45em",
    padding: "0.45em 2.35em 0.45em 0.6em",
    fontSize: "1em",
  },
  ".cm-panel.cm-search br": {
    flexBasis: "100%",
    height: "0",
    content: '""',
  },
  ".cm-panels .cm-button": FIELD,
  ".cm-panels .cm-textfield": {
    ...FIELD,
    width: "10em",
    borderColor: "var(--control)",
    fontFamily: "var(--mono)",
  },
  ".cm-panels .cm-button:hover": {
    background: "var(--accent-soft)",
  },
  ".cm-panel.cm-search label": {
    display: "inline-flex",
    alignItems: "center",
    gap: "0.3em",
    margin: "0 0.3em",
    color: "var(--muted)",
    fontSize: "1em",
  },
  '.cm-panels [name="close"]': {
    position: "absolute",
    top: "0.45em",
    right: "0.45em",
    minWidth: "2.05em",
    minHeight: "2.05em",
    borderRadius: "5px",
    color: "var(--muted)",
    fontSize: "1.2em",
  },
  ".cm-tooltip": {
    border: "1px solid var(--line)",
    borderRadius: "6px",
    background: "var(--surface)",
    boxShadow: "0 4px 16px rgb(0 0 0 / 14%)",
    color: "var(--text)",
    fontSize: "1em",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    padding: "0.3em",
    fontFamily: "var(--mono)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": {
    padding: "0.15em 0.6em",
    borderRadius: "4px",
    lineHeight: "1.5",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    background: "var(--accent)",
    color: "var(--on-accent)",
  },
  ".cm-diagnostic": {
    maxWidth: "40.3em",
    padding: "0.45em 0.75em",
    borderLeft: "3px solid var(--bad)",
    fontFamily: "var(--sans)",
    overflowWrap: "anywhere",
    whiteSpace: "pre-line",
  },
  ".cm-lintRange-error": {
    paddingBottom: "0",
    background: "none",
    textDecoration: "underline wavy var(--bad) 1px",
    textDecorationSkipInk: "none",
    textUnderlineOffset: "0.2em",
  },
  ".cm-gutterElement.problem-here::before": {
    float: "left",
    marginLeft: "0.35em",
    color: "var(--bad)",
    content: '"●"',
    fontSize: "0.7em",
  },
  ".cm-tooltip.cm-completionInfo": {
    maxWidth: "32em",
    padding: "0.45em 0.75em",
    fontFamily: "var(--sans)",
    overflowWrap: "anywhere",
  },
  ".cm-completionInfo .known-name p, .cm-signature p": {
    margin: "0.3em 0 0",
    color: "var(--muted)",
  },
  ".cm-completionDetail": {
    display: "inline-block",
    maxWidth: "24em",
    overflow: "hidden",
    verticalAlign: "bottom",
    color: "var(--muted)",
    fontStyle: "normal",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
  },
  ".cm-tooltip-autocomplete li[aria-selected] .cm-completionDetail": {
    color: "inherit",
  },
  ".cm-tooltip.cm-signature": {
    maxWidth: "min(44em, 90vw)",
    padding: "0.3em 0.75em",
    fontFamily: "var(--sans)",
    overflowWrap: "anywhere",
  },
  ".cm-signature code": {
    fontFamily: "var(--mono)",
  },
  ".cm-signature strong": {
    color: "var(--accent)",
  },
  ".cm-gutterElement.thread-here": {
    "--mark": "var(--muted)",
    boxShadow: "inset 3px 0 0 var(--mark)",
    color: "var(--text)",
  },
  ".cm-line[data-threads]": {
    "--mark": "var(--muted)",
    background: "color-mix(in srgb, var(--mark) 9%, transparent)",
  },
  ".cm-line[data-threads]::after": {
    marginLeft: "1.8em",
    color: "var(--mark)",
    content: '"◂ " attr(data-threads)',
    fontFamily: "var(--sans)",
    fontSize: "0.9em",
    fontWeight: "600",
    whiteSpace: "pre",
  },
  ...markColours({
    running: "--good",
    lock: "--bad",
    signal: "--busy",
    thread: "--busy",
    input: "--accent",
  }),
});
