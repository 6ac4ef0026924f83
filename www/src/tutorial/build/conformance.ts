/** The page that says how CPython's own tests come out: counts for each module, and every test that does not pass, with why. */
import { readFileSync } from "node:fs";
import { escapeHtml } from "./highlight.ts";

/** What `npm run conformance -- --update` writes. */
export interface Conformance {
  /** Kinds of reasons, by their short names. */
  kinds: Record<string, string>;
  /** `tests`, `passed`, and a number for each kind. */
  total: Record<string, number>;
  modules: {
    name: string;
    counts: Record<string, number>;
    rows: { id: string; outcome: string; kind: string; reason: string }[];
  }[];
}

export const readConformance = (path: string): Conformance => JSON.parse(readFileSync(path, "utf8")) as Conformance;

function countsTable({ kinds, total, modules }: Conformance): string {
  const columns = ["tests", "passed", ...Object.keys(kinds)];
  const row = (name: string, counts: Record<string, number>) =>
    `<tr><th scope="row">${escapeHtml(name)}</th>${columns.map((key) => `<td>${counts[key] ?? 0}</td>`).join("")}</tr>`;
  return `<div class="wide-table" role="region" aria-label="Counts for each module" tabindex="0"><table class="counts">
<thead><tr><th scope="col">module</th>${columns.map((key) => `<th scope="col">${escapeHtml(key)}</th>`).join("")}</tr></thead>
<tbody>${modules.map(({ name, counts }) => row(name, counts)).join("\n")}</tbody>
<tfoot>${row("all", total)}</tfoot>
</table></div>`;
}

function reasons({ modules }: Conformance): string {
  const failing = modules.filter(({ rows }) => rows.length > 0);
  return failing
    .map(({ name, rows }) => {
      const items = rows.map(({ id, outcome, kind, reason }) => {
        const test = escapeHtml(id.startsWith(`${name}.`) ? id.slice(name.length + 1) : id);
        return `<li><code>${test}</code> <span class="kind">${escapeHtml(outcome)}, ${escapeHtml(kind)}</span>: ${escapeHtml(reason)}</li>`;
      });
      return `<details><summary><code>${escapeHtml(name)}</code>: ${rows.length}</summary>\n<ul>${items.join("\n")}</ul></details>`;
    })
    .join("\n");
}

/** The page's article. */
export function conformanceArticle(results: Conformance): string {
  const { total, kinds } = results;
  const meanings = Object.entries(kinds).map(
    ([kind, meaning]) => `<dt>${escapeHtml(kind)}</dt><dd>${escapeHtml(meaning)}</dd>`,
  );
  return `<article class="prose">
<h1>Held to CPython's own tests</h1>
<p class="lead">The authors of CPython wrote tests for <code>threading</code> and what stands on it. ${total["passed"]} of those
${total["tests"]} pass here, in a browser, each module in a process of its own. The others are below, every one with its reason.</p>
${countsTable(results)}
<dl class="kinds">${meanings.join("\n")}</dl>
<h2 id="reasons">What does not pass, and why</h2>
${reasons(results)}
<p>The command is <code>npm run conformance</code>. It fetches the tests, which are not part of this project, and compares what
comes out with the table in the repository.</p>
</article>`;
}
