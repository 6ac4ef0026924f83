/** How the tests of one module are run, including those that hang, end the process or start another one. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openConformance } from "../../scripts/lib/conformance.mjs";
import { runSuite } from "../../scripts/lib/conformance-process.mjs";

const MODULE = `
import os, subprocess, sys, threading, unittest

class A(unittest.TestCase):
    def test_1_passes(self):
        print("a line of its own, without an end", end="")
    def test_2_fails(self):
        self.assertEqual(1, 2)
    def test_3_hangs(self):
        threading.Event().wait()
    @unittest.skip("for a reason")
    def test_4_skipped(self): pass
    @unittest.expectedFailure
    def test_5_expected(self): self.fail()
    def test_6_subtests(self):
        for number in range(3):
            with self.subTest(number=number):
                self.assertNotEqual(number, 1)

class B(unittest.TestCase):
    @classmethod
    def setUpClass(cls): raise KeyError("no class")
    def test_never(self): pass

class C(unittest.TestCase):
    def test_1_ends_the_process(self):
        os._exit(7)
    def test_2_after(self): pass

class Children(unittest.TestCase):
    def run_child(self, *args):
        return subprocess.run([sys.executable, *args], capture_output=True)
    def test_status_and_output(self):
        code = "import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)"
        done = self.run_child("-I", "-X", "faulthandler", "-c", code)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (3, b"out\\n", b"err\\n"))
    def test_arguments(self):
        self.assertEqual(self.run_child("-c", "import sys; print(sys.argv[1:])", "a", "b").stdout, b"['a', 'b']\\n")
    def test_files(self):
        with open("given.py", "w") as file: file.write("text = 'here'")
        self.assertEqual(self.run_child("-c", "import given; print(given.text)").stdout, b"here\\n")
    def test_other_programs(self):
        with self.assertRaises(OSError):
            subprocess.run(["true"])
`;
const suite = { name: "test_made_up", module: "test.test_made_up" };
/** More than a busy machine needs to start a process. */
const LIMIT_MS = 15_000;

describe("a module's tests", () => {
  let conformance;
  let found;

  before(async () => {
    conformance = await openConformance({ limitMs: LIMIT_MS, extraFiles: { "test/test_made_up.py": MODULE } });
    found = await conformance.run(suite);
  });
  after(() => conformance?.close());

  const outcome = (id) => found.results.find((result) => result.id === id)?.outcome;
  const detail = (id) => found.results.find((result) => result.id === id)?.detail;

  it("each have their outcome", () => {
    const outcomes = Object.fromEntries(
      found.results.map(({ id, outcome }) => [id.replace(/^test_made_up\./, ""), outcome]),
    );
    assert.deepEqual(outcomes, {
      "A.test_1_passes": "pass",
      "A.test_2_fails": "fail",
      "A.test_3_hangs": "hang",
      "A.test_4_skipped": "skip",
      "A.test_5_expected": "expected",
      "A.test_6_subtests": "fail",
      "setUpClass (test.test_made_up.B)": "error",
      "C.test_1_ends_the_process": "crash",
      "C.test_2_after": "pass",
      "Children.test_status_and_output": "pass",
      "Children.test_arguments": "pass",
      "Children.test_files": "pass",
      "Children.test_other_programs": "pass",
    });
  });

  it("go on in another process after one that hangs, and after one that ends it", () => {
    assert.equal(found.processes, 3);
  });

  it("tell where a hung one waited", () => assert.match(detail("test_made_up.A.test_3_hangs"), /in test_3_hangs\n/));
  it("tell why one was skipped", () => assert.equal(detail("test_made_up.A.test_4_skipped"), "for a reason"));
  it("tell the status of a process that ended", () => {
    assert.match(detail("test_made_up.C.test_1_ends_the_process"), /exited 7/);
    assert.equal(outcome("test_made_up.C.test_2_after"), "pass");
  });
});

describe("a process that is over", () => {
  it("says nothing to the runner any more, which has another program by then", async (test) => {
    test.mock.timers.enable({ apis: ["setTimeout"] });
    const said = [];
    const asks = `\x1econformance ${JSON.stringify({ event: "child", name: "<string>", source: "" })}\n`;
    const runner = {
      async run({ onRecords }) {
        onRecords([{ stream: "stdout", text: asks }]);
        return { status: 134, reason: "crashed", message: "the page ended", stderr: "" };
      },
      stop: () => said.push("stop"),
      sendInput: (text) => said.push(text),
    };
    let answer;
    const children = {
      run: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    };
    await runSuite(runner, {}, suite, { limitMs: 1000, children });
    answer({ status: 0 });
    // The answer arrives in a later turn.
    await new Promise((resolve) => setImmediate(resolve));
    test.mock.timers.tick(10_000);
    assert.deepEqual(said, []);
  });
});
