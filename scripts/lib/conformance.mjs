/** CPython's tests in the browser, as `scripts/conformance.mjs` and the tests use them. */
import { readFileSync } from "node:fs";
import { Children } from "./conformance-children.mjs";
import { SUITES } from "./conformance-modules.mjs";
import { runRounds, runSuite } from "./conformance-process.mjs";
import { conformanceSources } from "./conformance-sources.mjs";
import { leftOut, readTable } from "./conformance-table.mjs";
import { inRoot } from "./paths.mjs";
import { Failure } from "./process.mjs";
import { openRunner } from "./runner.mjs";

/** Files of CPython that others stand in for here. */
const PACKAGES = {
  // Empty in CPython. So every process that imports a test meets the adaptations first, a test's child too.
  "test/__init__.py": "import adaptations\n\nadaptations.apply()\n",
  // CPython's gives up all of asyncio's tests where there are no sockets; the ones run here need none.
  "test/test_asyncio/__init__.py": "",
};

/** Nothing heard for this long: the test hangs. More than the five minutes that CPython's tests wait at the longest. */
const LIMIT_MS = 330_000;

/** Our part of what a process can import. */
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

/** Opens a browser with the tests at hand, and `extraFiles`; `close` it. `options` are the runner's. */
export async function openConformance({ limitMs = LIMIT_MS, extraFiles = {}, ...options } = {}) {
  const { files: fetched, sources } = await conformanceSources();
  const files = { ...fetched, ...ownFiles(), ...extraFiles };
  const runner = await openRunner(options);
  const children = new Children(files, options);
  return {
    sources,
    /** The version that the tests are of. */
    python: () => [...new Set(Object.values(sources).map(({ python }) => python))].join(" and "),
    page: () => runner.page,
    /** Every test of one suite, apart from those the table leaves out. */
    run: (suite, table = readTable()) =>
      runSuite(runner, files, suite, { limitMs, children, leaveOut: leftOut(table) }),
    /** A run of nothing. */
    warmUp: () => runner.run({ files: { "nothing.py": "" }, main: "nothing.py", timeoutMs: limitMs }),
    /** Suites again and again in one process, without children of it. */
    repeat: (suites, given) => runRounds(runner, files, suites, { limitMs, ...given }),
    async close() {
      await children.close();
      await runner.close();
    },
  };
}
