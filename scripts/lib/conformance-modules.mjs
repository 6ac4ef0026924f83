/** The CPython test modules that are run, and the Debian package of each of their files. */

/** The packages' version of Python. */
export const PYTHON = "3.14";

/** Files by package, under `test/` in the program's folder. Names of folders end in `/`. */
export const FILES = {
  "libpython3.14-testsuite": [
    "lock_tests.py",
    "mapping_tests.py",
    "test_asyncio/test_threads.py",
    "test_concurrent_futures/",
    "test_context.py",
    "test_free_threading/",
    "test_gc.py",
    "test_heapq.py",
    "test_importlib/__init__.py",
    "test_importlib/partial/",
    "test_importlib/test_threaded_import.py",
    "test_importlib/threaded_import_hangers.py",
    "test_logging.py",
    "test_queue.py",
    "test_sched.py",
    "test_thread.py",
    "test_threadedtempfile.py",
    "test_threading.py",
    "test_threading_local.py",
    "test_weakref.py",
  ],
  "libpython3.14-stdlib": ["support/"],
};

const futures = (name) => ({
  name: `test_concurrent_futures.${name}`,
  module: `test.test_concurrent_futures.${name}`,
});

const freeThreading = (name) => ({
  name: `test_free_threading.${name}`,
  module: `test.test_free_threading.${name}`,
});

/**
 * `{ name, module, patterns, quick }`: the units that are run. `patterns` are of `Class.method` if only a part of a file is
 * run. `quick` marks the fixed part that `npm test` runs: the tests closest to threads, in two minutes.
 */
export const SUITES = [
  { name: "test_thread", module: "test.test_thread", quick: true },
  { name: "test_threading", module: "test.test_threading", quick: true },
  { name: "test_threading_local", module: "test.test_threading_local", quick: true },
  { name: "test_queue", module: "test.test_queue", quick: true },
  { ...futures("test_thread_pool"), quick: true },
  futures("test_wait"),
  futures("test_as_completed"),
  { ...futures("test_shutdown"), quick: true },
  futures("test_init"),
  { ...futures("test_future"), quick: true },
  { name: "test_threadedtempfile", module: "test.test_threadedtempfile", quick: true },
  { name: "test_threaded_import", module: "test.test_importlib.test_threaded_import", quick: true },
  { name: "test_sched", module: "test.test_sched", quick: true },
  { name: "test_contextvars", module: "test.test_context", quick: true },
  { name: "test_logging", module: "test.test_logging" },
  { name: "test_asyncio.test_threads", module: "test.test_asyncio.test_threads", quick: true },
  { name: "test_weakref", module: "test.test_weakref" },
  { name: "test_gc", module: "test.test_gc", quick: true },
  freeThreading("test_bisect"),
  freeThreading("test_code"),
  freeThreading("test_collections"),
  freeThreading("test_context"),
  freeThreading("test_csv"),
  freeThreading("test_datetime"),
  freeThreading("test_dict"),
  freeThreading("test_enumerate"),
  freeThreading("test_exceptions"),
  freeThreading("test_frame"),
  freeThreading("test_func_annotations"),
  freeThreading("test_functions"),
  freeThreading("test_functools"),
  freeThreading("test_gc"),
  freeThreading("test_heapq"),
  freeThreading("test_io"),
  freeThreading("test_iteration"),
  freeThreading("test_itertools"),
  freeThreading("test_itertools_batched"),
  freeThreading("test_itertools_combinatoric"),
  freeThreading("test_list"),
  freeThreading("test_methodcaller"),
  freeThreading("test_monitoring"),
  freeThreading("test_os"),
  freeThreading("test_pickle"),
  freeThreading("test_races"),
  freeThreading("test_re"),
  freeThreading("test_reversed"),
  freeThreading("test_set"),
  freeThreading("test_slots"),
  freeThreading("test_str"),
  freeThreading("test_string_template_race"),
  freeThreading("test_sys"),
  freeThreading("test_threading"),
  freeThreading("test_tokenize"),
  freeThreading("test_type"),
  freeThreading("test_types"),
  freeThreading("test_uuid"),
  freeThreading("test_weakref"),
  freeThreading("test_zip"),
];

/** The suites that the soak runs repeatedly in one process. */
export const SOAK_SUITES = ["test_threading", "test_queue", "test_thread"];
