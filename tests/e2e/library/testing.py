"""unittest, unittest.mock and doctest, with tests that start threads."""
import asyncio
import doctest
import logging
import queue
import sys
import threading
import time
import unittest
from unittest import mock


def add(a, b):
    """
    >>> add(1, 2)
    3
    >>> add("a", 1)
    Traceback (most recent call last):
    TypeError: ...
    >>> import threading
    >>> thread = threading.Thread(target=print, args=("in a thread",)); thread.start(); thread.join()
    in a thread
    """
    if isinstance(a, str):
        raise TypeError("...")
    return a + b


print(doctest.testmod())


class Tests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.made = threading.current_thread().name

    def test_equal(self):
        self.assertEqual(self.made, "MainThread")

    def test_fails(self):
        self.assertEqual([1, 2], [1, 3])

    def test_subtests(self):
        for number in range(3):
            with self.subTest(number=number):
                self.assertNotEqual(number, 1)

    @unittest.skip("for a reason")
    def test_skipped(self):
        pass

    @unittest.expectedFailure
    def test_expected(self):
        self.fail()

    def test_logs(self):
        with self.assertLogs("x") as logs:
            thread = threading.Thread(target=logging.getLogger("x").error, args=("said",))
            thread.start()
            thread.join()
        self.assertEqual(logs.output, ["ERROR:x:said"])

    def test_thread(self):
        results = queue.Queue()
        threading.Thread(target=results.put, args=(1,)).start()
        self.assertEqual(results.get(timeout=10), 1)

    @mock.patch("time.sleep")
    def test_mock(self, sleep):
        time.sleep(5)
        sleep.assert_called_once_with(5)


class AsyncTests(unittest.IsolatedAsyncioTestCase):
    async def test_to_thread(self):
        self.assertEqual(await asyncio.to_thread(abs, -3), 3)


class Result(unittest.TestResult):
    def stopTest(self, test):
        super().stopTest(test)
        outcomes = [len(self.failures), len(self.errors), len(self.skipped), len(self.expectedFailures)]
        print(test.id(), outcomes)


result = unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"]).run(Result())
print(result.testsRun, result.wasSuccessful())
