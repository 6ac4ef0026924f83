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
    """Convert a time tuple in local time to seconds since the epoch; a field out of range carries over to the next.

    If the local time occurs twice, the result is the earlier one, unless `tm_isdst` selects the later. If it does not occur, the
    result uses the offset from before the gap.
    """
    if len(tuple) != 9:
        raise TypeError("mktime(): illegal time tuple argument")
    year, month, day, hour, minute, second, _, _, is_dst = tuple
    local = ((_days_before(year, month) + day - 1) * 24 + hour) * 3600 + minute * 60 + second
    # The offsets before and after a change that is near this time.
    before, after = (_localtime(local + days * 86400).tm_gmtoff for days in (-1, 1))
    found = [moment for moment in sorted({local - before, local - after}) if moment + _localtime(moment).tm_gmtoff == local]
    wanted = [moment for moment in found if _localtime(moment).tm_isdst == is_dst]
    return float((wanted or found or [local - before])[0])


def _localtime(seconds):
    """Return the time tuple in the zone that `tzset` selected."""
    if _zone is None:
        return _browser_localtime(seconds)
    offset, is_dst, name = _zone(seconds)
    return time.struct_time((*_gmtime(seconds + offset)[:8], is_dst, name, offset))


def _ctime(seconds):
    return _asctime(_localtime(seconds))


def _zone_named(name):
    """Parse a POSIX TZ such as `EST+05EDT,M3.2.0,M11.1.0`. Returns a function from seconds to (offset in seconds, is_dst, name)."""
    from zoneinfo._zoneinfo import _parse_tz_str, _ttinfo

    try:
        rules = _parse_tz_str(name)
    except ValueError:
        # UTC, as in glibc.
        return lambda seconds: (0, 0, "UTC")

    def at(seconds):
        fixed = isinstance(rules, _ttinfo)
        info = rules if fixed else rules.get_trans_info_fromutc(int(seconds), _gmtime(seconds).tm_year)[0]
        return int(info.utcoff.total_seconds()), int(bool(info.dstoff)), info.tzname

    return at


def tzset():
    """Set the time zone to the one in the environment variable TZ, or to the browser's if TZ is not set."""
    import os

    name = os.environ.get("TZ")
    _take(_zone_named(name) if name else None)


def _take(zone):
    global _zone
    _zone = zone
    # The browser's zone needs no Python code.
    _clock.originals["localtime"] = _localtime if zone else _browser_localtime
    _clock.originals["ctime"] = _ctime if zone else _browser_ctime
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

_browser_localtime, _browser_ctime = time.localtime, time.ctime
_gmtime, _asctime = time.gmtime, time.asctime
#: RustPython's functions, which ours call with the time, because they have no clock.
_clock.originals = {"gmtime": _gmtime, "asctime": _asctime}
for _name in [name for name in dir(_clock) if not name.startswith("_") and name not in ("originals", "restart")]:
    setattr(time, _name, getattr(_clock, _name))
_take(None)

restart = _clock.restart
