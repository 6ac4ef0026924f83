"""Adds clocks, a sleep and the time zone to `time`. Modules that are imported later use them."""

import time
import types

import _clock

# The numbers are those of Linux.
_CLOCKS = {
    "CLOCK_REALTIME": (0, _clock.time_ns),
    "CLOCK_MONOTONIC": (1, _clock.monotonic_ns),
    "CLOCK_PROCESS_CPUTIME_ID": (2, _clock.process_time_ns),
    "CLOCK_THREAD_CPUTIME_ID": (3, _clock.thread_time_ns),
}
_by_number = dict(_CLOCKS.values())
#: The resolution of `performance.now()` on isolated pages, in seconds.
_RESOLUTION = 5e-06


def get_clock_info(name):
    """Return a description of a clock."""
    if name not in ("time", "monotonic", "perf_counter", "process_time", "thread_time"):
        raise ValueError("unknown clock")
    without_waits = " less the waits" if name in ("process_time", "thread_time") else ""
    return types.SimpleNamespace(
        implementation=f"performance.now(){without_waits}",
        monotonic=name != "time",
        adjustable=False,
        resolution=_RESOLUTION,
    )


def clock_gettime_ns(clk_id, /):
    """Return the time of the specified clock as nanoseconds."""
    if clk_id not in _by_number:
        raise OSError(22, "Invalid argument")
    return _by_number[clk_id]()


def clock_gettime(clk_id, /):
    """Return the time of the specified clock."""
    return clock_gettime_ns(clk_id) / 1e9


def clock_getres(clk_id, /):
    """Return the resolution of the specified clock."""
    clock_gettime_ns(clk_id)
    return _RESOLUTION


def _days_before(year, month):
    """Return the days from 1970 to the first day of a month; a month below 1 or above 12 belongs to another year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12
    # Years are counted from March, so that the leap day is the last day.
    year -= month < 2
    month_from_march = (month - 2) % 12
    return year * 365 + year // 4 - year // 100 + year // 400 + (153 * month_from_march + 2) // 5 - 719468


def mktime(tuple, /):
    """Convert a time tuple in local time to seconds since the epoch; a field out of range carries over to the next."""
    if len(tuple) != 9:
        raise TypeError("mktime(): illegal time tuple argument")
    year, month, day, hour, minute, second, *_ = tuple
    local = ((_days_before(year, month) + day - 1) * 24 + hour) * 3600 + minute * 60 + second
    # The offset may be different at the resulting time, so it is computed twice.
    moment = local
    for _ in range(2):
        moment = local - _localtime(moment).tm_gmtoff
    return float(moment)


def tzset():
    """Set the time zone to the browser's."""
    year = _gmtime(_clock.time()).tm_year
    january, july = (_localtime((_days_before(year, month)) * 86400) for month in (1, 7))
    standard, summer = sorted((january, july), key=lambda moment: moment.tm_gmtoff)
    time.timezone, time.altzone = -standard.tm_gmtoff, -summer.tm_gmtoff
    time.daylight = int(standard.tm_gmtoff != summer.tm_gmtoff)
    time.tzname = (standard.tm_zone, summer.tm_zone)


for _function in (get_clock_info, clock_gettime, clock_gettime_ns, clock_getres, mktime, tzset):
    _function.__module__ = "time"
    setattr(time, _function.__name__, _function)
for _name, (_number, _) in _CLOCKS.items():
    setattr(time, _name, _number)

_localtime, _gmtime = time.localtime, time.gmtime
#: RustPython's functions, which ours call with the time, because they have no clock.
_clock.originals = {
    name: getattr(time, name) for name in ("localtime", "gmtime", "ctime", "asctime")
}
for _name in [name for name in dir(_clock) if not name.startswith("_") and name not in ("originals", "restart")]:
    setattr(time, _name, getattr(_clock, _name))
tzset()

restart = _clock.restart
