/**
 * Which of CPython's test modules are run, and from which package each file of them comes.
 *
 * `gevent` carries 3.14's own text of some; Debian's packages have everything for 3.11. The newer is preferred.
 */

/** Under `test/` in the program's folder: package by file. Folders end in `/`. */
export const FILES = {
  gevent: [
    "test_context.py",
    "test_queue.py",
    "test_thread.py",
    "test_threading.py",
    "test_threading_local.py",
    "test_weakref.py",
  ],
  "libpython3.11-testsuite": [
    "lock_tests.py",
    "mapping_tests.py",
    "test_asyncio/test_threads.py",
    "test_concurrent_futures.py",
    "test_gc.py",
    "test_importlib/__init__.py",
    "test_importlib/partial/",
    "test_importlib/test_threaded_import.py",
    "test_importlib/threaded_import_hangers.py",
    "test_logging.py",
    "test_sched.py",
    "test_threadedtempfile.py",
  ],
  // test_logging imports three modules that 3.12 took out of the library; they lie beside `test/`.
  "libpython3.11-stdlib": ["support/", "../asynchat.py", "../asyncore.py", "../smtpd.py"],
};

/** 3.12 cut this file of 3.11 into a package; the names here are the package's. */
const futures = (name, ...patterns) => ({
  name: `test_concurrent_futures.${name}`,
  module: "test.test_concurrent_futures",
  patterns,
});

/**
 * `{ name, module, patterns, quick }`: what is run as one; `patterns` are of `Class.method` where it is a part of a file.
 * `quick` marks the fixed part that `npm test` runs: what is nearest to threads, in two minutes.
 */
export const SUITES = [
  { name: "test_thread", module: "test.test_thread", quick: true },
  { name: "test_threading", module: "test.test_threading", quick: true },
  { name: "test_threading_local", module: "test.test_threading_local", quick: true },
  { name: "test_queue", module: "test.test_queue", quick: true },
  { ...futures("test_thread_pool", "ThreadPoolExecutorTest.*"), quick: true },
  futures("test_wait", "*WaitTest*.*"),
  futures("test_as_completed", "*AsCompletedTest*.*"),
  { ...futures("test_shutdown", "*ShutdownTest*.*"), quick: true },
  futures("test_init", "*Initializer*.*"),
  { ...futures("test_future", "FutureTests.*"), quick: true },
  { name: "test_threadedtempfile", module: "test.test_threadedtempfile", quick: true },
  { name: "test_threaded_import", module: "test.test_importlib.test_threaded_import", quick: true },
  { name: "test_sched", module: "test.test_sched", quick: true },
  { name: "test_contextvars", module: "test.test_context", quick: true },
  { name: "test_logging", module: "test.test_logging" },
  { name: "test_asyncio.test_threads", module: "test.test_asyncio.test_threads", quick: true },
  { name: "test_weakref", module: "test.test_weakref" },
  { name: "test_gc", module: "test.test_gc", quick: true },
];

/** What the soak runs, over and over in one process. */
export const SOAK_SUITES = ["test_threading", "test_queue", "test_thread"];
