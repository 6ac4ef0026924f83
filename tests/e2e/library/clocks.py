"""Every clock of `time`, and times as text."""
import datetime
import threading
import time

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
    """A thread's own clock advances while it works, and stops while it sleeps or waits."""
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
# Includes the other thread's work, but not its waits, which are most of its time.
print(0.02 < time.process_time() - start < 0.7)
start = time.process_time()
time.sleep(0.6)
print(time.process_time() - start < 0.3)

moment = time.struct_time((2024, 3, 5, 14, 7, 9, 1, 65, 0))
for letter in "aAbBcCdDeFgGhHIjklmMnpPrRSTtuUVwWxXyY%":
    print(letter, repr(time.strftime(f"<%{letter}>", moment)))
for text in ("%Y-%m-%d %H:%M:%S", "100%", "é%Y", "%-d %_d %05d %10A %^a %#p", "%Q", ""):
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
# For any time zone of the browser.
winter, summer = (time.localtime(at) for at in (1705000000, 1720000000))
print({winter.tm_zone, summer.tm_zone} == set(time.tzname), len(time.tzname))
print({-winter.tm_gmtoff, -summer.tm_gmtoff} == {time.timezone, time.altzone}, time.daylight == (winter[8] != summer[8]))
for moment in (winter, summer):
    east = moment.tm_gmtoff // 60
    offset = f"{'-' if east < 0 else '+'}{abs(east) // 60:02}{abs(east) % 60:02}"
    print(time.strftime("%Z %z", moment) == f"{moment.tm_zone} {offset}", time.strftime("%s", moment))
    print(time.mktime(moment), time.strftime("%Z", moment[:8] + (0,)) == time.tzname[0])
    print(datetime.datetime(*moment[:6]).timestamp(), datetime.datetime(*moment[:6]).astimezone().timestamp())
carried = (2024, 13, 35, 25, 70, 90, 1, 65, -1)
print(time.localtime(time.mktime(carried))[:6])
print(time.gmtime(0)[:], time.asctime(time.gmtime(0)), time.ctime(0) == time.asctime(time.localtime(0)))
print(time.strptime("5 Mar 2024 14:07:09", "%d %b %Y %H:%M:%S")[:])
print(datetime.datetime.strptime("2024-03-05 14:07", "%Y-%m-%d %H:%M"))
print(datetime.datetime(2024, 3, 5, 14, 7, tzinfo=datetime.timezone.utc).strftime("%c %Z %z %x"))
for wrong in (-1, float("nan")):
    try:
        time.sleep(wrong)
    except ValueError as error:
        print(error)
