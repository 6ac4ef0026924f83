"""What this platform calls itself: CPython's own name for a browser, which the standard library knows to have no processes."""

import sys
import types

sys.platform = "emscripten"
sys._emscripten_info = types.SimpleNamespace(
    emscripten_version=(0, 0, 0),
    runtime="RustPython on web-threading",
    pthreads=True,
    shared_memory=True,
)
# Where the library's files would be: it is what the frozen modules' `__file__` and `__path__` are made from.
sys._stdlib_dir = sys.prefix + "/lib/python3.14"
# The name under which `sysconfig` looks for the build's configuration is made from the platform's.
sys.modules["_sysconfigdata_t_emscripten_wasm32"] = __import__("_sysconfigdata_t_unknown_wasm32")
