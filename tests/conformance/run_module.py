"""Runs the tests of one CPython test module and reports each of them to the driver as a line of JSON.

The driver (scripts/lib/conformance-process.mjs) passes the job as JSON in the first argument:

    {"modules": ["test.test_queue"], "patterns": ["ThreadPool*"], "skip": [ids], "rounds": 1, "children": true}

A hung test cannot be ended from inside without harming the tests after it, so the driver ends the whole process and starts
another one that skips the tests with known results. For this, every test is announced before it runs.
"""

import fnmatch
import gc
import importlib
import json
import sys
import threading
import time
import traceback
import unittest

import adaptations

MARK = "\x1econformance "
#: The part of a traceback that shows the cause; a long one would fill the report.
LONGEST_DETAIL = 4000

# Tests replace `sys.stdout`; this function keeps writing to the original.
_write = sys.stdout.write


def tell(event, **fields):
    """Write one line for the driver, in one write, so that no other thread's output is inside it."""
    _write(f"{MARK}{json.dumps({'event': event, **fields})}\n")


def name_of(test):
    """Return the test's id without the package that contains every CPython test."""
    return test.id().replace("test.", "", 1) if test.id().startswith("test.") else test.id()


def chosen(suite, patterns, skip):
    """Return the suite without the tests in `skip` and those that match no pattern. Suites stay, for their class fixtures."""
    kept = []
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            kept.append(chosen(test, patterns, skip))
            continue
        name = name_of(test)
        within = name.split(".", 1)[-1]
        if name not in skip and (not patterns or any(fnmatch.fnmatchcase(within, p) for p in patterns)):
            kept.append(test)
    return type(suite)(kept)


def shortened(text):
    return text if len(text) <= LONGEST_DETAIL else "..." + text[-LONGEST_DETAIL:]


class TellingResult(unittest.TestResult):
    """Reports each test when it begins and when it has ended, with its worst outcome."""

    ORDER = ("pass", "expected", "skip", "fail", "error")

    def __init__(self):
        super().__init__()
        self._open = None

    def startTest(self, test):
        super().startTest(test)
        self._open = {"outcome": "pass", "detail": "", "started": time.perf_counter()}
        tell("start", id=name_of(test))

    def stopTest(self, test):
        super().stopTest(test)
        found, self._open = self._open, None
        ms = round((time.perf_counter() - found["started"]) * 1000)
        altered = adaptations.take_altered()
        tell("test", id=name_of(test), outcome=found["outcome"], detail=found["detail"], ms=ms, altered=altered)
        # A failed test's traceback keeps its frames alive, and with them objects that later tests expect to be collected.
        self.errors.clear()
        self.failures.clear()
        self.skipped.clear()
        self.expectedFailures.clear()

    def _note(self, test, outcome, detail):
        if self._open is None:
            # A class or module fixture, which has no start.
            tell("test", id=name_of(test), outcome=outcome, detail=shortened(detail), ms=0, altered=False)
            return
        # The outcome of a test that ran takes precedence over a subtest that was skipped.
        if self.ORDER.index(outcome) > self.ORDER.index(self._open["outcome"]):
            self._open["outcome"] = outcome
            self._open["detail"] = shortened(detail)

    def addError(self, test, err):
        self._note(test, "error", "".join(traceback.format_exception(*err)))

    def addFailure(self, test, err):
        self._note(test, "fail", "".join(traceback.format_exception(*err)))

    def addSubTest(self, test, subtest, err):
        if err is not None:
            outcome = "fail" if issubclass(err[0], test.failureException) else "error"
            self._note(test, outcome, f"{subtest}\n" + "".join(traceback.format_exception(*err)))

    def addSkip(self, test, reason):
        self._note(test, "skip", reason)

    def addExpectedFailure(self, test, err):
        self._note(test, "expected", "")

    def addUnexpectedSuccess(self, test):
        self._note(test, "fail", "it passed, and was expected not to")


def load(name):
    """Return the module's tests. If it cannot be imported, report that and return nothing."""
    short = name.removeprefix("test.")
    try:
        module = importlib.import_module(name)
    except unittest.SkipTest as reason:
        tell("test", id=short, outcome="skip", detail=str(reason), ms=0, altered=False)
    except BaseException:
        tell("test", id=short, outcome="error", detail=shortened(traceback.format_exc()), ms=0, altered=False)
    else:
        return unittest.defaultTestLoader.loadTestsFromModule(module)
    return unittest.TestSuite()


def main():
    job = json.loads(sys.argv[1])
    # Modules read their own arguments.
    del sys.argv[1:]
    if job.get("children"):
        import children

        children.install(tell)
    skip = set(job.get("skip", ()))
    patterns = job.get("patterns", ())
    rounds = job.get("rounds", 1)
    for number in range(rounds):
        # Suites drop their tests as they run, so each round needs new ones.
        suites = [chosen(load(name), patterns, skip) for name in job["modules"]]
        result = TellingResult()
        for suite in suites:
            suite.run(result)
        del suites, result
        gc.collect()
        if rounds > 1:
            tell("round", number=number + 1, threads=threading.active_count(), objects=len(gc.get_objects()))
            # The driver measures while no test runs.
            sys.stdin.readline()
    tell("end")


main()
