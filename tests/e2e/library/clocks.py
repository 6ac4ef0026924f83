"""Every clock of `time`, and times as text."""
import datetime
import os
import threading
import time

os.environ["TZ"] = "UTC"
time.tzset()
NAMES = ("time", "monotonic", "perf_counter", "process_time", "thread_time")
for name in NAMES:
    seconds, nanoseconds, info = getattr(time, name)(), getattr(time, f"{name}_ns")(), time.get_clock_info(name)
    print(name, type(seconds).__name__, type(nanoseconds).__name__, nanoseconds / 1e9 >= seconds, info.monotonic)
    print(info.adjustable in (True, False), 0 < info.resolution < 1)
for name in ("CLOCK_REALTIME", "CLOCK_MONOTONIC", "CLOCK_PROCESS_CPUTIME_ID", "CLOCK_THREAD_CPUTIME_ID"):
    clock = getattr(time, name)
    first, second = time.clock_gettime(clock), time.clock_gettime_ns(clock)
    print(name, second / 1e9 >= first, 0 < time.clock_getres(clock) < 1)
try:
    time.clock_gettime(12345)
except OSError as error:
    print(error)


def spin(seconds):
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


def measure():
    """A thread's own clock goes on while it works, and stands still while it sleeps or waits."""
    start = time.thread_time()
    spin(0.1)
    worked = time.thread_time()
    time.sleep(0.4)
    lock = threading.Lock()
    lock.acquire()
    lock.acquire(timeout=0.4)
    waited = time.thread_time()
    print(worked - start > 0.02, waited - worked < 0.4)


thread = threading.Thread(target=measure)
thread.start()
start = time.process_time()
thread.join()
# What the other thread worked, and not what it waited, which is most of its time.
print(0.02 < time.process_time() - start < 0.7)
start = time.process_time()
time.sleep(0.6)
print(time.process_time() - start < 0.3)

moment = time.struct_time((2024, 3, 5, 14, 7, 9, 1, 65, 0))
for letter in "aAbBcCdDeFgGhHIjklmMnpPrRsSTtuUVwWxXyYzZ%":
    print(letter, repr(time.strftime(f"<%{letter}>", moment)))
for text in ("%Y-%m-%d %H:%M:%S %Z", "100%", "é%Y", "%-d %_d %05d %10A %^a %#p", "%Q", ""):
    print(repr(time.strftime(text, moment)))
for year, first_day in ((2020, 2), (2021, 4), (2022, 5), (2023, 6), (2024, 0), (2026, 3)):
    for day in (1, 2, 3, 4, 5, 364, 365):
        weekday = (first_day + day - 1) % 7
        print(time.strftime("%U %V %W %G", (year, 1, 1, 0, 0, 0, weekday, day, 0)), end="; ")
    print()
for wrong in (
    (2024, 13, 5, 14, 7, 9, 1, 65, 0),
    (2024, 3, 32, 14, 7, 9, 1, 65, 0),
    (2024, 3, 5, 24, 7, 9, 1, 65, 0),
    (2024, 3, 5, 14, 60, 9, 1, 65, 0),
    (2024, 3, 5, 14, 7, 62, 1, 65, 0),
    (2024, 3, 5, 14, 7, 9, 1, 367, 0),
    (2024, 3),
    5,
):
    try:
        print(time.strftime("%Y", wrong))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
print(time.strftime("%Y-%m-%d", (2024, 0, 0, 0, 0, 0, 0, 0, 0)), time.strftime("%Y", (99, *moment[1:])))
print(time.tzname, time.timezone, time.altzone, time.daylight)
print(time.gmtime(0)[:], time.asctime(moment), time.ctime(0), time.localtime(0).tm_zone)
print(time.mktime(moment), time.mktime((2024, 13, 35, 25, 70, 90, 1, 65, -1)), time.mktime(time.localtime(1e9)))
print(time.strptime("5 Mar 2024 14:07:09", "%d %b %Y %H:%M:%S")[:])
print(datetime.datetime.strptime("2024-03-05 14:07", "%Y-%m-%d %H:%M"), datetime.datetime(2024, 3, 5).timestamp())
print(datetime.datetime(2024, 3, 5, 14, 7, tzinfo=datetime.timezone.utc).strftime("%c %Z %z %x"))
print(datetime.datetime.now().astimezone().utcoffset(), datetime.datetime.fromtimestamp(0).isoformat())
for wrong in (-1, float("nan")):
    try:
        time.sleep(wrong)
    except ValueError as error:
        print(error)
