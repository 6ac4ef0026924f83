/** CPython's tests in the browser, for `scripts/conformance.mjs` and the tests. */
import { readFileSync } from "node:fs";
import { Children } from "./conformance-children.mjs";
import { SUITES } from "./conformance-modules.mjs";
import { runRounds, runSuite } from "./conformance-process.mjs";
import { conformanceSources } from "./conformance-sources.mjs";
import { leftOut, readTable } from "./conformance-table.mjs";
import { inRoot } from "./paths.mjs";
import { Failure } from "./process.mjs";
import { openRunner } from "./runner.mjs";

/** Files of CPython that are replaced. */
const PACKAGES = {
  // Empty in CPython. Every process that imports a test, including a test's child, thus applies the adaptations first.
  "test/__init__.py": "import adaptations\n\nadaptations.apply()\n",
  // CPython's file skips all tests of asyncio if there are no sockets; those that are run here need none.
  "test/test_asyncio/__init__.py": "",
};

/** A test that is silent for this long counts as hung. The limit exceeds five minutes, the longest wait in CPython's tests. */
const LIMIT_MS = 330_000;

/** Returns our own files that a process can import. */
function ownFiles() {
  const names = ["adaptations.py", "children.py", "run_module.py"];
  const files = names.map((name) => [name, readFileSync(inRoot("tests/conformance", name), "utf8")]);
  return { ...Object.fromEntries(files), ...PACKAGES };
}

export function suitesNamed(names) {
  if (!names?.length) return SUITES;
  const unknown = names.filter((name) => !SUITES.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    throw new Failure(`--module ${unknown}: the modules are ${SUITES.map((suite) => suite.name).join(", ")}`);
  }
  return SUITES.filter((suite) => names.includes(suite.name));
}

/** Opens a browser with the tests and `extraFiles`; `close` ends it. `options` are the runner's. */
export async function openConformance({ limitMs = LIMIT_MS, extraFiles = {}, ...options } = {}) {
  const { files: fetched, sources } = await conformanceSources();
  const files = { ...fetched, ...ownFiles(), ...extraFiles };
  const runner = await openRunner(options);
  const children = new Children(files, options);
  return {
    sources,
    /** The version of the tests. */
    python: () => [...new Set(Object.values(sources).map(({ python }) => python))].join(" and "),
    page: () => runner.page,
    /** Runs every test of one suite, except those that the table leaves out. */
    run: (suite, table = readTable()) =>
      runSuite(runner, files, suite, { limitMs, children, leaveOut: leftOut(table) }),
    /** Runs an empty program. */
    warmUp: () => runner.run({ files: { "nothing.py": "" }, main: "nothing.py", timeoutMs: limitMs }),
    /** Runs suites repeatedly in one process, without children. */
    repeat: (suites, given) => runRounds(runner, files, suites, { limitMs, ...given }),
    async close() {
      await children.close();
      await runner.close();
    },
  };
}
