"""Gives `time` clocks and a sleep: whatever is imported after this takes them from there."""

import time
import types

import _clock


def _get_clock_info(name):
    """What is known of a clock."""
    if name not in ("time", "monotonic", "perf_counter", "process_time", "thread_time"):
        raise ValueError("unknown clock")
    return types.SimpleNamespace(
        implementation="performance.now()",
        monotonic=name != "time",
        adjustable=False,
        resolution=5e-06,
    )


_get_clock_info.__name__ = _get_clock_info.__qualname__ = "get_clock_info"

#: What ours call with the time that these cannot read.
_clock.originals = {
    name: getattr(time, name) for name in ("localtime", "gmtime", "ctime", "strftime", "asctime")
}
for _name in [name for name in dir(_clock) if not name.startswith("_") and name not in ("originals", "restart")]:
    setattr(time, _name, getattr(_clock, _name))
time.get_clock_info = _get_clock_info

restart = _clock.restart
